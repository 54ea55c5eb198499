import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import { NotDeliveredError, UndeliverableError } from '../../delivery/errors.ts';
import type { LoggedActivity } from '../../turn/run-turn.ts';
import { toTeams } from './activity.ts';

/** Milliseconds that the far end may take; after that nobody knows whether the reply was shown. */
const TIMEOUT = 8_000;

/**
 * Sends a logged reply to where its conversation lives. Throws `NotDeliveredError` where it may be sent again and
 * `UndeliverableError` where it must not.
 */
export type SendReply = (reference: string, body: string) => Promise<void>;

/**
 * Calls the Bot Framework's connector directly: botbuilder's own client repeats a reply after a 500 that may have been
 * shown, and costs half of a turn. `getToken` gives none where the bot runs without credentials.
 */
export function createSender(getToken: () => Promise<string | undefined>): SendReply {
  return async (reference, body) => {
    const to = JSON.parse(reference) as ConversationReference;
    const activity = TurnContext.applyConversationReference(toTeams(JSON.parse(body) as LoggedActivity), to);
    const token = await getToken().catch((cause) => {
      throw new NotDeliveredError(
        `no token for the connector: ${cause instanceof Error ? cause.message : cause}`,
      );
    });
    const response = await post(to, activity, token);
    await response.body?.cancel();
    if (response.ok) return;
    if (response.status === 429) throw new NotDeliveredError('the connector is busy', retryAfter(response));
    if (response.status === 401) throw new NotDeliveredError('the connector refused the token');
    throw new UndeliverableError(`the connector answered ${response.status}`);
  };
}

async function post(
  to: ConversationReference,
  activity: Partial<Activity>,
  token?: string,
): Promise<Response> {
  const base = to.serviceUrl.replace(/\/+$/, '');
  try {
    return await fetch(`${base}/v3/conversations/${encodeURIComponent(to.conversation.id)}/activities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(activity),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch (error) {
    if (neverConnected(error)) throw new NotDeliveredError('the connector cannot be reached');
    throw new UndeliverableError('the connector did not answer', { cause: error });
  }
}

function neverConnected(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string } };
  return [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
  ].includes(cause?.code ?? '');
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
