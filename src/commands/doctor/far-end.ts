import { readBounded } from '../../http/read-bounded.ts';
import type { FarClock, Finding } from './finding.ts';

/** Milliseconds for one question to a far end, its answer included. */
export const PATIENCE = 4000;

/** What a system's or a library's code means, as the end of a text's key `far.…`. */
const TROUBLES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unknown_host',
  EAI_AGAIN: 'unknown_host',
  EDNS: 'unknown_host',
  EHOSTUNREACH: 'no_way',
  ENETUNREACH: 'no_way',
  ETIMEDOUT: 'silent',
  UND_ERR_CONNECT_TIMEOUT: 'silent',
  UND_ERR_HEADERS_TIMEOUT: 'silent',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self_signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'self_signed',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown_issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown_issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown_issuer',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not_yet_valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong_name',
};
/** Where only the sentence is left: nodemailer puts a code of its own in the place of the first one. */
const SENTENCES: readonly [RegExp, string][] = [
  [/self[- ]signed certificate/i, 'self_signed'],
  [/unable to (verify the first certificate|get (local )?issuer)/i, 'unknown_issuer'],
  [/certificate has expired/i, 'expired'],
  [/altnames?/i, 'wrong_name'],
  [/wrong version number|packet length too long/i, 'no_tls'],
  [/timeout|timed out/i, 'silent'],
];

/** A far end did not answer as it has to. */
export class FarEndError extends Error {
  readonly code = 'far_end';
  readonly what: string;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(what: string, values: FarEndError['values'] = {}) {
    super(what);
    this.what = what;
    this.values = values;
  }
}

export interface FarAnswer {
  readonly text: string;
  readonly clock: FarClock | undefined;
}

/** Gets what an address answers. Throws `FarEndError` where that is no 2xx in time. */
export async function askFarEnd(
  address: string | URL,
  headers: Record<string, string> = {},
): Promise<FarAnswer> {
  const url = new URL(address);
  const before = Date.now();
  let response: Response;
  let text: string;
  try {
    const options = { headers, redirect: 'manual' as const, signal: AbortSignal.timeout(PATIENCE) };
    response = await fetch(url, options);
    text = await readBounded(response.body);
  } catch (error) {
    throw new FarEndError(connectionFault(error), { host: url.host, code: codeOf(error) });
  }
  if (!response.ok) throw new FarEndError('far.status', { host: url.host, status: response.status });
  return { text, clock: clockOf(url.host, response, before) };
}

/** The same as JSON. Throws `FarEndError` where it is none. */
export async function askJson(address: string | URL, headers: Record<string, string> = {}) {
  const { text, clock } = await askFarEnd(address, { accept: 'application/json', ...headers });
  try {
    return { json: JSON.parse(text) as unknown, clock };
  } catch {
    throw new FarEndError('far.strange', { host: new URL(address).host });
  }
}

/** What is wrong, as the key of a text. */
export function connectionFault(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    const known = TROUBLES['code' in one ? String(one.code) : ''];
    if (known) return `far.${known}`;
    if (one.name === 'TimeoutError') return 'far.silent';
    const { message } = one;
    const sentence = SENTENCES.find(([pattern]) => pattern.test(message));
    if (sentence) return `far.${sentence[1]}`;
  }
  return 'far.other';
}

/** The innermost code, for whoever looks it up. */
export function codeOf(error: unknown): string {
  let code = error instanceof Error ? error.name : 'unknown';
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string') code = one.code;
  }
  return code;
}

/** The finding about a far end that did not answer as it has to; other errors are ours, and thrown on. */
export function brokenBy(check: string, error: unknown): Finding {
  if (!(error instanceof FarEndError)) throw error;
  return { check, state: 'broken', what: error.what, values: error.values };
}

/** Half of the way there and back lies after the far end's look at its clock, which tells seconds only. */
function clockOf(host: string, { headers }: Response, before: number): FarClock | undefined {
  const told = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(told) ? undefined : { host, ahead: (before + Date.now()) / 2 - (told + 500) };
}
