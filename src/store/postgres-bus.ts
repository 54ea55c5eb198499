import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { type Bus, type BusTopic, createLocalBus } from './bus.ts';
import { inTraceOf, traceParent } from './trace-parent.ts';

const CHANNEL = 'permanence';
/** Milliseconds before the connection is tried again. */
const PAUSE = 1000;
/** Milliseconds for which notices are collected: one statement tells of all the turns that commit meanwhile. */
const COLLECT = 5;
/** Each instance delivers what it has committed; what it leaves, others find at their next look. */
const LOCAL: ReadonlySet<BusTopic> = new Set(['outbox']);
/** Notices in one statement; each is far below PostgreSQL's 8,000 bytes. */
const BATCH = 500;

/**
 * Reaches all instances by LISTEN and NOTIFY, on a connection of its own. Notices are sent after the commit and not in it,
 * where PostgreSQL would line up all commits for them; one that is lost with a connection is made good by polling.
 */
export function createPostgresBus(url: string, log: Logger): Bus {
  const local = createLocalBus();
  const self = randomUUID();
  let client: Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let collecting: NodeJS.Timeout | undefined;
  const waiting = new Set<string>();

  async function connect(): Promise<void> {
    const next = new Client({ connectionString: url, keepAlive: true, application_name: 'permanence bus' });
    let lost = false;
    const again = (error?: Error) => {
      if (lost) return;
      lost = true;
      client = undefined;
      if (closed) return;
      log.warn({ err: error }, 'no notices from other instances: connecting again');
      retry = setTimeout(() => void connect(), PAUSE).unref();
    };
    next.on('error', again);
    next.on('end', () => again());
    next.on('notification', ({ payload }) => hear(payload ?? ''));
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      client = next;
    } catch (error) {
      again(error instanceof Error ? error : undefined);
      await next.end().catch(() => {});
    }
  }

  function hear(payload: string): void {
    const [sender = '', topic, ...id] = payload.split(' ');
    const [from, parent = null] = sender.split('/');
    if (from !== self && topic) inTraceOf(parent, () => local.publish(topic as BusTopic, id.join(' ')));
  }

  /** One statement at a time: what comes meanwhile goes with the next one. */
  async function tell(): Promise<void> {
    const batch = [...waiting].slice(0, BATCH);
    for (const notice of batch) waiting.delete(notice);
    await client
      ?.query('select pg_notify($1, notice) from unnest($2::text[]) as notice', [CHANNEL, batch])
      .catch((error) => log.warn({ err: error }, 'notices not sent'));
    collecting = waiting.size > 0 ? setTimeout(() => void tell(), COLLECT) : undefined;
  }

  const ready = connect();
  return {
    publish: (topic, id) => {
      local.publish(topic, id);
      if (LOCAL.has(topic)) return;
      const parent = traceParent();
      waiting.add(`${parent ? `${self}/${parent}` : self} ${topic} ${id}`);
      collecting ??= setTimeout(() => void tell(), COLLECT);
    },
    subscribe: local.subscribe,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      clearTimeout(collecting);
      await ready;
      await local.close();
      await client?.end();
    },
  };
}
