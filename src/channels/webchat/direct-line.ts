import { randomUUID } from 'node:crypto';
import type { Request, Server } from 'restify';
import { z } from 'zod';
import type { CallerAddress } from '../../http/caller-address.ts';
import { endpoint, type HttpAnswer, readJson } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import { redact } from '../../redaction/redact.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { seqOf } from '../../turn/log-entries.ts';
import type { Turns } from '../../turn/run-turn.ts';
import { FEEDBACK, readFeedback } from '../feedback.ts';
import { type InboundActivity, inboundSchema, readMessage } from './activity.ts';
import { type Incidents, readActivitySet } from './activity-set.ts';
import { authorizeBearer, authorizePath, turnOf } from './authorize.ts';
import { eraseForPerson } from './erase.ts';
import { type Claims, TOKEN_SECONDS, type Tokens } from './token.ts';
import { localeSchema } from './token-endpoints.ts';

export interface DirectLineParts {
  readonly incidents: Incidents;
  readonly store: Store;
  readonly turns: Turns;
  readonly tokens: Tokens;
  readonly addressOf: CallerAddress;
  readonly publicUrl?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The conversations of Direct Line 3.0, as botframework-webchat and botframework-directlinejs speak it. */
export function addDirectLine(
  server: Server,
  { store, turns, tokens, addressOf, publicUrl, now, incidents }: DirectLineParts,
) {
  const conversationSchema = z.object({ locale: localeSchema.catch(undefined) });

  server.post(
    '/v3/directline/conversations',
    endpoint(async (request) => {
      const claims = await authorizeBearer(tokens, request);
      // A portal's Web Chat sends the locale of its own page, whatever that is.
      const { locale } = readJson(request, conversationSchema);
      await turns.run({
        ...turnOf({ ...claims, locale: claims.locale ?? locale }),
        caller: addressOf(request),
        key: 'joined',
        event: { type: 'joined' },
      });
      return { ...(await connect(request, claims)), status: 201 };
    }),
  );

  server.get(
    '/v3/directline/conversations/:id',
    endpoint(async (request) => connect(request, await authorizePath(tokens, request))),
  );

  server.post(
    '/v3/directline/conversations/:id/activities',
    endpoint(async (request) => {
      const claims = await authorizePath(tokens, request);
      const activity = readJson(request, inboundSchema);
      if (activity.type === 'typing') await tellTyping(claims.conversationId);
      if (activity.type === 'invoke' && activity.name === FEEDBACK) await keepFeedback(claims, activity);
      // Typing, and events such as webchat/join, say nothing that the bot acts on.
      if (activity.type !== 'message') return { status: 200, body: { id: randomUUID() } };
      const { text: typed, ...pressed } = readMessage(activity);
      const { text, found } = redact(typed);
      const { choice } = pressed;
      const clientActivityID = activity.channelData?.clientActivityID;
      const { activityId } = await turns.run({
        ...turnOf(claims),
        caller: addressOf(request),
        // The client, and Chromium by itself, may send the same activity twice.
        key: clientActivityID ? `client:${clientActivityID}` : randomUUID(),
        event: { type: 'message', text, found, ...pressed },
        echo: {
          type: 'message',
          text,
          textFormat: 'plain',
          from: { id: claims.user, role: 'user' },
          ...(choice && { value: { choice } }),
          channelData: { ...(clientActivityID && { clientActivityID }), ...(choice && { postBack: true }) },
        },
      });
      return { status: 200, body: { id: activityId } };
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

  async function keepFeedback({ conversationId }: Claims, { value, replyToId }: InboundActivity) {
    const feedback = readFeedback(value);
    const reply = replyToId && (await queries.findActivity(store.db, conversationId, seqOf(replyToId)));
    if (!feedback || !reply || reply.id !== replyToId) {
      throw new HttpError(
        400,
        'feedback',
        'Send actionName feedback, a reaction, and the id of a reply as replyToId.',
      );
    }
    const row = { ...feedback, conversationId, remoteId: reply.id, createdAt: now() };
    await queries.saveFeedback(store.db, row);
  }

  /** Only an agent who has the conversation can see that the person writes. */
  async function tellTyping(conversationId: string): Promise<void> {
    const row = await queries.findConversation(store.db, conversationId);
    if (row?.owner && row.caseId) store.bus.publish('typing', row.caseId);
  }

  async function connect(request: Request, claims: Claims): Promise<HttpAnswer> {
    const { conversationId } = claims;
    const [token, opening] = [tokens.sign(claims), tokens.signStream(claims)];
    const after = readWatermark(new URLSearchParams(request.getQuery()).get('watermark'));
    const base = (publicUrl ?? `http://${request.headers.host ?? 'localhost'}`).replace(/^http/, 'ws');
    const streamUrl = `${base}/v3/directline/conversations/${conversationId}/stream?watermark=${after}&t=${opening}`;
    return { status: 200, body: { conversationId, token, streamUrl, expires_in: TOKEN_SECONDS } };
  }
}

/** The number in a watermark; none, and the "-" of new conversations, mean from the start. Throws `HttpError` 400. */
export function readWatermark(watermark: string | null): number {
  if (watermark === null || watermark === '' || watermark === '-') return 0;
  if (/^\d{1,9}$/.test(watermark)) return Number(watermark);
  throw new HttpError(400, 'watermark', 'watermark: expected the value of an earlier answer.');
}
