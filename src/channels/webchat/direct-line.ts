import type { Request, Server } from 'restify';
import { z } from 'zod';
import type { CallerAddress } from '../../http/caller-address.ts';
import { endpoint, type HttpAnswer, readJson } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import { inboundSchema } from './activity.ts';
import { type Incidents, readActivitySet } from './activity-set.ts';
import { authorizeBearer, authorizePath, turnOf } from './authorize.ts';
import { eraseForPerson } from './erase.ts';
import { type InboundParts, takeActivity } from './inbound.ts';
import { type Claims, TOKEN_SECONDS, type Tokens } from './token.ts';
import { localeSchema } from './token-endpoints.ts';

// A portal's Web Chat sends the locale of its own page, whatever that is.
const conversationSchema = z.object({ locale: localeSchema.catch(undefined) });

export interface DirectLineParts extends InboundParts {
  readonly incidents: Incidents;
  readonly tokens: Tokens;
  readonly addressOf: CallerAddress;
  readonly publicUrl?: string | undefined;
}

/** The conversations of Direct Line 3.0, as botframework-webchat and botframework-directlinejs speak it. */
export function addDirectLine(server: Server, parts: DirectLineParts): void {
  const { store, turns, tokens, addressOf, now, incidents } = parts;

  server.post(
    '/v3/directline/conversations',
    endpoint(async (request) => {
      const claims = await authorizeBearer(tokens, request);
      const { locale } = readJson(request, conversationSchema);
      await turns.run({
        ...turnOf({ ...claims, locale: claims.locale ?? locale }),
        caller: addressOf(request),
        key: 'joined',
        event: { type: 'joined' },
      });
      return { ...connection(request, claims, parts), status: 201 };
    }),
  );

  server.get(
    '/v3/directline/conversations/:id',
    endpoint(async (request) => connection(request, await authorizePath(tokens, request), parts)),
  );

  server.post(
    '/v3/directline/conversations/:id/activities',
    endpoint(async (request) => {
      const claims = await authorizePath(tokens, request);
      const activity = readJson(request, inboundSchema);
      return { status: 200, body: { id: await takeActivity(parts, claims, activity, addressOf(request)) } };
    }),
  );

  server.get(
    '/v3/directline/conversations/:id/activities',
    endpoint(async (request) => {
      const { conversationId } = await authorizePath(tokens, request);
      const query = new URLSearchParams(request.getQuery());
      const after = readWatermark(query.get('watermark'));
      const body = await readActivitySet(store.db, conversationId, after, query.has('owner'), incidents);
      return { status: 200, body };
    }),
  );

  server.post(
    '/v3/directline/conversations/:id/upload',
    endpoint(() => {
      throw new HttpError(415, 'attachments', 'Files cannot be sent here. Describe the problem in words.');
    }),
  );

  // Not of Direct Line: the person ends the conversation, and nothing of it is kept.
  server.del(
    '/v3/directline/conversations/:id',
    endpoint(async (request) => {
      const { conversationId } = await authorizePath(tokens, request);
      return { status: 200, body: { receipt: await eraseForPerson(store, conversationId, now()) } };
    }),
  );
}

/** What a client needs to go on with a conversation: a new token, and the address of its stream. */
function connection(request: Request, claims: Claims, { tokens, publicUrl }: DirectLineParts): HttpAnswer {
  const { conversationId } = claims;
  const [token, opening] = [tokens.sign(claims), tokens.signStream(claims)];
  const after = readWatermark(new URLSearchParams(request.getQuery()).get('watermark'));
  const base = (publicUrl ?? `http://${request.headers.host ?? 'localhost'}`).replace(/^http/, 'ws');
  const streamUrl = `${base}/v3/directline/conversations/${conversationId}/stream?watermark=${after}&t=${opening}`;
  return { status: 200, body: { conversationId, token, streamUrl, expires_in: TOKEN_SECONDS } };
}

/** The number in a watermark; none, and the "-" of new conversations, mean from the start. Throws `HttpError` 400. */
export function readWatermark(watermark: string | null): number {
  if (watermark === null || watermark === '' || watermark === '-') return 0;
  if (/^\d{1,9}$/.test(watermark)) return Number(watermark);
  throw new HttpError(400, 'watermark', 'watermark: expected the value of an earlier answer.');
}
