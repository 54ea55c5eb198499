import { createPublicKey } from 'node:crypto';
import { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import { request } from 'undici';
import { z } from 'zod';
import { readBounded } from '../../http/read-bounded.ts';
import { KeysUnavailableError } from './errors.ts';

/** Milliseconds for both documents. Teams is answered within two seconds. */
const PATIENCE = 1500;
/** Milliseconds after which keys are read anew. */
const FRESH = 24 * 3_600_000;
/** Milliseconds between two looks for a key that was not there: forged tokens name keys at will. */
const LOOK_AGAIN = 60_000;
/** Milliseconds after a failure in which nobody waits for another try. */
const REST = 1000;
/** Requests that may wait for the keys at once. */
const MOST_WAITING = 200;

const metadataSchema = z.object({ jwks_uri: z.url() });
const keySchema = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  endorsements: z.array(z.string()).optional(),
});
const keysSchema = z.object({ keys: z.array(z.looseObject({})) });

/** A public key in PEM, and the channels that may sign with it. */
export interface SigningKey {
  readonly key: string;
  readonly endorsements?: string[];
}

/**
 * The keys of an OpenID metadata address, as botbuilder asks for them. Its own class waits for ever on a server that hangs,
 * sends a request for each caller, and finds a new key after an hour only. `getKey` gives null where there is no such key and
 * throws `KeysUnavailableError` where that cannot be known.
 */
export class SigningKeys extends OpenIdMetadata {
  readonly #url: string;
  readonly #now: () => number;
  #known = new Map<string, SigningKey>();
  #loadedAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | undefined;
  #waiting = 0;

  /** `now` in milliseconds since 1970. */
  constructor(url: string, now: () => number) {
    super(url);
    this.#url = url;
    this.#now = now;
  }

  override async getKey(id: string): Promise<SigningKey | null> {
    const known = this.#known.get(id);
    const age = this.#now() - this.#loadedAt;
    if (age < (known ? FRESH : LOOK_AGAIN)) return known ?? null;
    try {
      await this.#load();
    } catch (cause) {
      // Old keys are better than none: they are withdrawn long after they are replaced.
      if (known) return known;
      throw new KeysUnavailableError(cause);
    }
    return this.#known.get(id) ?? null;
  }

  async #load(): Promise<void> {
    if (this.#now() - this.#failedAt < REST) throw new Error('they could not be had a moment ago');
    if (this.#waiting >= MOST_WAITING) throw new Error('too many requests wait for them already');
    this.#waiting++;
    this.#loading ??= this.#read().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading.finally(() => {
      this.#waiting--;
    });
  }

  async #read(): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE);
    try {
      const { jwks_uri } = await readJson(this.#url, metadataSchema, signal);
      const { keys } = await readJson(jwks_uri, keysSchema, signal);
      const usable = keys.flatMap((key) => keySchema.safeParse(key).data ?? []);
      this.#known = new Map(usable.map((key) => [key.kid, toSigningKey(key)]));
      this.#loadedAt = this.#now();
    } catch (error) {
      this.#failedAt = this.#now();
      throw error;
    }
  }
}

function toSigningKey({ endorsements, kty, n, e }: z.infer<typeof keySchema>): SigningKey {
  const key = createPublicKey({ key: { kty, n, e }, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  return { key: String(key), ...(endorsements && { endorsements }) };
}

async function readJson<Schema extends z.ZodType>(url: string, schema: Schema, signal: AbortSignal) {
  const { statusCode, body } = await request(url, { signal });
  const text = await readBounded(body);
  if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
  return schema.parse(JSON.parse(text));
}
