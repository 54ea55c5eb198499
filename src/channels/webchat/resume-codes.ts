import { createHmac, randomInt } from 'node:crypto';
import type { Server } from 'restify';
import { z } from 'zod';
import { findLanguage } from '../../../intents/find-language.ts';
import { createBuckets } from '../../http/buckets.ts';
import type { CallerAddress } from '../../http/caller-address.ts';
import { endpoint, readJson } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { authorizePath } from './authorize.ts';
import { LONGEST_SECONDS, TOKEN_SECONDS, type Tokens } from './token.ts';

/** Digits of a code: 40 bits, and said on the telephone like a number. */
const DIGITS = 12;
/** Codes that an address may try in an hour. A thousand addresses would have to try for eleven years to find one of a thousand. */
const TRIES = 10;
const HOUR = 3_600_000;

/** As people type what they were told: with blanks, dots or dashes between. */
const requestSchema = z.object({
  code: z
    .string()
    .max(60)
    .transform((code) => code.replace(/[\s.-]/g, ''))
    .refine((code) => code.length === DIGITS && /^\d+$/.test(code), `expected ${DIGITS} digits`),
});

export interface ResumeCodeParts {
  readonly store: Store;
  readonly tokens: Tokens;
  /** Kept with the conversations; codes stand in the database under it only. */
  readonly key: string;
  readonly addressOf: CallerAddress;
  /** Whether tries are counted. */
  readonly limited: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The code by which a person finds their conversation again on another device: `POST …/conversations/:id/resume-code` gives a
 * new one, `POST /webchat/resume` a token for it. It opens until the conversation is erased or too old to go on with.
 */
export function addResumeCodes(server: Server, parts: ResumeCodeParts): void {
  const { store, tokens, key, addressOf, limited, now } = parts;
  const take = createBuckets(TRIES, now, { period: HOUR });
  const hashOf = (code: string) => createHmac('sha256', key).update(`resume ${code}`).digest('base64url');

  server.post(
    '/v3/directline/conversations/:id/resume-code',
    endpoint(async (request) => {
      const { conversationId } = await authorizePath(tokens, request);
      const row = await queries.findConversation(store.db, conversationId);
      if (!row) throw new HttpError(404, 'conversation_unknown', 'Nothing is kept of this conversation.');
      const code =
        String(randomInt(1_000_000)).padStart(6, '0') + String(randomInt(1_000_000)).padStart(6, '0');
      await queries.saveResumeCode(store.db, { conversationId, hash: hashOf(code), createdAt: now() });
      return { status: 200, body: { code: code.replace(/\d{3}(?=\d)/g, '$& '), until: endOf(row) } };
    }),
  );

  server.post(
    '/webchat/resume',
    endpoint(async (request) => {
      const wait = limited ? take(addressOf(request)) : 0;
      if (wait > 0) {
        const seconds = String(Math.ceil(wait / 1000));
        throw new HttpError(429, 'limit_resume', `Too many codes. Try again in ${seconds} s.`, {
          'Retry-After': seconds,
        });
      }
      const row = await queries.findByResumeCode(store.db, hashOf(readJson(request, requestSchema).code));
      if (!row || endOf(row) <= now()) {
        throw new HttpError(
          404,
          'resume_code_unknown',
          'No conversation has this code, or it is erased or too old.',
        );
      }
      const locale = findLanguage(row.locale);
      const { user } = tokens.fresh({});
      const token = tokens.sign({
        ...{ user, conversationId: row.id, begunAt: Math.floor(row.createdAt / 1000) },
        ...(locale && { locale }),
        ...(row.academy && { academy: row.academy }),
      });
      return { status: 200, body: { conversationId: row.id, token, expires_in: TOKEN_SECONDS } };
    }),
  );
}

/** When a conversation is too old to go on with, milliseconds since 1970. */
function endOf({ createdAt }: queries.ConversationRow): number {
  return createdAt + LONGEST_SECONDS * 1000;
}
