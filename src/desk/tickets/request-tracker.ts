import { z } from 'zod';
import { type PerAcademy, valueFor } from '../../config/per-academy.ts';
import { readBounded } from '../../http/read-bounded.ts';
import { TicketError } from './errors.ts';
import type { Ticket, TicketSystem } from './port.ts';

export interface RequestTrackerParts {
  /** Where RT's start page is, without `/REST/2.0`. */
  readonly url: string;
  readonly token: string;
  readonly queue: PerAcademy;
  /** Milliseconds that one attempt may take as a whole. */
  readonly patience?: number;
}

const PATIENCE = 30_000;
const URGENT = 100;
const idAnswer = z.object({ id: z.coerce.number().int().positive() });
const searchAnswer = z.object({ items: z.array(idAnswer) });

/**
 * Tickets in Request Tracker 5, by REST 2. RT has no idempotency of its own, so each ticket refers to a URN of its key, and is
 * searched for by it before it is made. (A custom field would have to be set up, and RT takes a value of one that is missing
 * without a word.) A ticket with our reference code in the subject counts too.
 */
export function createRequestTracker(parts: RequestTrackerParts): TicketSystem {
  return {
    open: async (ticket) => {
      const call = createCall(parts);
      const reference = (await find(call, ticket)) ?? (await create(call, ticket, parts.queue));
      return { reference: String(reference) };
    },
  };
}

type Call = (path: string, json?: Readonly<Record<string, unknown>>) => Promise<unknown>;

async function find(call: Call, { key, referenceCode }: Ticket): Promise<number | undefined> {
  const query = `RefersTo = '${urn(key)}' OR Subject LIKE '[${referenceCode}]'`;
  const { items } = read(searchAnswer, await call(`tickets?${new URLSearchParams({ query })}`));
  return items.map(({ id }) => id).sort((a, b) => a - b)[0];
}

async function create(call: Call, ticket: Ticket, queue: PerAcademy): Promise<number> {
  const answer = await call('ticket', {
    Queue: valueFor(queue, ticket.academy),
    Subject: ticket.subject,
    Content: ticket.body,
    ContentType: 'text/plain',
    RefersTo: urn(ticket.key),
    ...(ticket.urgent && { Priority: URGENT }),
  });
  return read(idAnswer, answer).id;
}

/** Stands between quotation marks in a query, so only what cannot end them is left. */
function urn(key: string): string {
  return `urn:permanence:case:${encodeURIComponent(key).replaceAll("'", '%27')}`;
}

function read<Answer>(schema: z.ZodType<Answer>, answer: unknown): Answer {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new TicketError('RT_URL: what answers there is not the REST 2 interface of Request Tracker 5');
}

/** One signal for the whole attempt, so that it is over before the next one searches. */
function createCall({ url, token, patience = PATIENCE }: RequestTrackerParts): Call {
  const signal = AbortSignal.timeout(patience);
  return async (path, json) => {
    let response: Response;
    try {
      response = await fetch(`${url.replace(/\/+$/, '')}/REST/2.0/${path}`, {
        headers: {
          authorization: `token ${token}`,
          accept: 'application/json',
          ...(json && { 'content-type': 'application/json' }),
        },
        ...(json && { method: 'POST', body: JSON.stringify(json) }),
        redirect: 'error',
        signal,
      });
      if (response.ok) return JSON.parse(await readBounded(response.body));
      await response.body?.cancel();
    } catch (error) {
      throw new TicketError(`RT_URL: no answer (${reason(error)})`);
    }
    throw new TicketError(`RT answered ${response.status}${hint(response.status)}`, retryAfter(response));
  };
}

function hint(status: number): string {
  if (status === 401) return ': RT_TOKEN is not valid (any more)';
  if (status === 403)
    return ': the user of RT_TOKEN needs SeeQueue, ShowTicket and CreateTicket on RT_QUEUE, and the queue has to exist';
  if (status === 404) return ': RT_URL is where RT’s start page is, without /REST/2.0';
  return '';
}

function reason(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? name ?? 'unknown';
}

function retryAfter(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
