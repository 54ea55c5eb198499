import type { Activity, ConversationReference } from 'botbuilder';
import { Agent, type Dispatcher } from 'undici';
import { z } from 'zod';
import { GoneError, NotDeliveredError, UndeliverableError } from '../../delivery/errors.ts';
import { fetchText, type TextResponse } from './fetch-text.ts';

/** Milliseconds that the far end may take; after that nobody knows whether the reply was shown. Teams gives up at 15 s. */
const PATIENCE = 14_000;
/** Milliseconds to get a token, and to get through. */
const TOKEN_PATIENCE = 8000;
const CONNECT_PATIENCE = 5000;
/** Errors after which nothing has left this machine. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const idSchema = z.looseObject({ id: z.string() });
const memberSchema = z.looseObject({ email: z.string().nullish(), userPrincipalName: z.string().nullish() });
type Reference = Partial<ConversationReference>;

/** The Bot Framework's connector: where Teams takes messages. All of it throws the errors of src/delivery. */
export interface Connector {
  /** Sends an activity; gives the id under which it stands there, if it tells. */
  send(to: Reference, activity: Partial<Activity>): Promise<string | undefined>;
  /** Puts another activity in the place of one that was sent. */
  update(to: Reference, id: string, activity: Partial<Activity>): Promise<void>;
  /** Addresses of the person that a reference names. */
  addressesOf(to: Reference): Promise<string[]>;
  /** Opens the chat of two with the person that a reference names; gives its id, the same one each time. */
  openPrivate(to: Reference): Promise<string>;
  close(): Promise<void>;
}

/**
 * Builds the client. botbuilder's own repeats a reply after a 500 that may have been shown, and costs half of a turn.
 * `getToken` gives none where the bot runs without credentials.
 */
export function createConnector(getToken: () => Promise<string | undefined>): Connector {
  const agent = new Agent({ connections: 128, connect: { timeout: CONNECT_PATIENCE } });

  async function call(
    to: Reference,
    method: Dispatcher.HttpMethod,
    path: string,
    body?: object,
  ): Promise<unknown> {
    const token = await bounded(getToken()).catch((cause) => {
      throw new NotDeliveredError(
        `no token for the connector: ${cause instanceof Error ? cause.message : cause}`,
      );
    });
    const answer = await post(to.serviceUrl, {
      method,
      path: `/v3/conversations${path}`,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((cause) => {
      throw NEVER_CONNECTED.has(cause?.code)
        ? new NotDeliveredError('the connector cannot be reached')
        : new UndeliverableError('the connector did not answer', { cause });
    });
    refuse(answer);
    return readJson(answer.text);
  }

  async function post(
    serviceUrl: string | undefined,
    options: Dispatcher.DispatchOptions,
  ): Promise<TextResponse> {
    const { origin, pathname } = new URL(serviceUrl ?? '');
    const path = `${pathname.replace(/\/+$/, '')}${options.path}`;
    return fetchText(agent, { ...options, origin, path }, PATIENCE);
  }

  return {
    send: async (to, activity) => {
      const sent = await call(to, 'POST', `/${idOf(to)}/activities`, { ...activity, ...addressed(to) });
      return idSchema.safeParse(sent).data?.id;
    },
    update: async (to, id, activity) => {
      const path = `/${idOf(to)}/activities/${encodeURIComponent(id)}`;
      await call(to, 'PUT', path, { ...activity, ...addressed(to), id });
    },
    addressesOf: async (to) => {
      const found = await call(to, 'GET', `/${idOf(to)}/members/${encodeURIComponent(to.user?.id ?? '')}`);
      const { email, userPrincipalName } = memberSchema.parse(found);
      return [email, userPrincipalName].filter((address) => typeof address === 'string');
    },
    openPrivate: async (to) => {
      const tenantId = to.conversation?.tenantId;
      const opened = await call(to, 'POST', '', {
        bot: to.bot,
        members: [to.user],
        isGroup: false,
        ...(tenantId && { tenantId, channelData: { tenant: { id: tenantId } } }),
      });
      return idSchema.parse(opened).id;
    },
    close: () => agent.destroy(),
  };
}

function idOf({ conversation }: Reference): string {
  return encodeURIComponent(conversation?.id ?? '');
}

function addressed({ bot, user, conversation, activityId }: Reference) {
  return { from: bot, recipient: user, conversation, ...(activityId && { replyToId: activityId }) };
}

/** What was asked is done: an answer that cannot be read changes nothing. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Throws where the connector did not take it. */
function refuse({ statusCode, headers }: TextResponse): void {
  if (statusCode >= 200 && statusCode < 300) return;
  if (statusCode === 429)
    throw new NotDeliveredError('the connector is busy', retryAfter(headers['retry-after']));
  // Teams' way of saying that others write into the conversation at this moment: nothing was shown.
  if (statusCode === 412) throw new NotDeliveredError('the conversation was changing');
  if (statusCode === 401) throw new NotDeliveredError('the connector refused the token');
  if (statusCode === 403) throw new GoneError('the connector answered 403');
  throw new UndeliverableError(`the connector answered ${statusCode}`);
}

/** Milliseconds, from seconds or a date. */
function retryAfter(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const seconds = Number(header);
  const pause = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return pause > 0 ? pause : undefined;
}

async function bounded<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it took too long')), TOKEN_PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
