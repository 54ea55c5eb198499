import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import { openStore, type Store } from '../../src/store/open.ts';
import type { LoggedActivity } from '../../src/turn/log-entries.ts';
import { type Connector, startConnector } from '../helpers/connector.ts';
import { call } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import type { AnyJson } from '../helpers/json.ts';
import { type Service, startService } from '../helpers/process.ts';

const PRELOAD = `--import=${join(import.meta.dirname, '../helpers/crash-point.ts')}`;
/** Statements of a turn, of a delivery and of a timer that fires. */
const STATEMENTS = [
  'begin',
  'from "conversation" where',
  'insert into "conversation"',
  'insert into "inbox"',
  'insert into "activity"',
  'update "conversation"',
  'insert into "outbox"',
  'set "state" = ',
  'insert into "timer"',
  'delete from "timer"',
  'commit',
];
const ALL = STATEMENTS.flatMap((words) => [`before ${words}`, `after ${words}`]);
/** CRASH_POINTS=all for the record; it takes some ten minutes. */
const EVERY_POINT = process.env.CRASH_POINTS === 'all';
/** Those at which something is half done. On PostgreSQL fewer: there an instance is taken for dead after 20 seconds only. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  SQLite: [
    'after insert into "inbox"',
    'after set "state" = ',
    'after delete from "timer"',
    'before commit',
    'after commit',
  ],
  PostgreSQL: ['after insert into "inbox"', 'after commit'],
};
/** Each statement is reached in the first rounds, or never. */
const MANY_ROUNDS = 10;
const AMBIGUOUS = /not known/;
/** Milliseconds that a start, and on PostgreSQL until the other is taken for dead, may take on a machine with much else to do. */
const PATIENCE = 120_000;

for (const { name, databaseUrl } of engines) {
  describe(`a crash at each step on ${name}`, function () {
    this.timeout(5 * PATIENCE);
    let url = '';
    let port = '';
    let connector: Connector;
    let store: Store;
    let service: Service | undefined;
    const conversations: string[] = [];

    before(async () => {
      url = await databaseUrl();
      connector = await startConnector();
      store = await openStore(url, pino({ level: 'silent' }));
    });
    after(async () => {
      await service?.kill();
      await store.close();
      await connector.close();
    });

    async function start(crashAt = ''): Promise<void> {
      service = await startService({
        DATABASE_URL: url,
        TEAMS_UNAUTHENTICATED: 'true',
        NODE_OPTIONS: PRELOAD,
        CRASH_AT: crashAt,
        ...(port && { PORT: port }),
      }).catch(() => undefined);
      if (service) port = new URL(service.url).port;
    }

    /** Posts as the Bot Framework does: the same activity again until it is taken. */
    async function say(conversation: string, text: string): Promise<void> {
      const activity = {
        type: 'message',
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl: connector.url,
        conversation: { id: conversation },
        from: { id: 'user' },
        recipient: { id: 'bot' },
        text,
      };
      await eventually(async () => {
        const answer = await call(`http://127.0.0.1:${port}/api/messages`, 'POST', undefined, activity).catch(
          () => undefined,
        );
        return answer?.status === 200 ? true : undefined;
      }, PATIENCE);
    }

    /** A conversation with a turn that begins it, one that sets a timer, and the timer's own. */
    async function talk(): Promise<void> {
      const conversation = randomUUID();
      const id = `msteams|${conversation}`;
      conversations.push(id);
      await say(conversation, 'mon compte est bloqué à Paris');
      await say(conversation, 'à l’instant');
      const early = () =>
        store.db.updateTable('timer').set({ dueAt: 1 }).where('conversationId', '=', id).execute();
      await eventually(async () => {
        const due = await early().catch(() => undefined);
        return due ? true : undefined;
      }, PATIENCE);
      await eventually(async () => ((await settled(id)) ? true : undefined), PATIENCE);
    }

    /** Whether the timer has fired and no reply is under way any more. */
    async function settled(id: string): Promise<boolean> {
      const timers = await store.db
        .selectFrom('timer')
        .selectAll()
        .where('conversationId', '=', id)
        .execute();
      const open = await store.db
        .selectFrom('outbox')
        .selectAll()
        .where('conversationId', '=', id)
        .where('state', 'in', ['queued', 'waiting', 'sending'])
        .execute();
      return timers.length === 0 && open.length === 0;
    }

    /** Lets conversations go on until the process is gone, then starts another one and lets the last one end. */
    async function crash(at: string): Promise<void> {
      await start(at);
      let reached = false;
      const ended = (service?.ended ?? Promise.resolve()).then(async () => {
        reached = true;
        await start();
      });
      for (let round = 0; !reached; round++) {
        if (round === MANY_ROUNDS) throw new Error(`no turn comes to this: ${at}`);
        await Promise.all([talk(), talk()]);
      }
      await ended;
      expect(service, 'it has started again').to.not.equal(undefined);
      await service?.kill();
    }

    for (const point of EVERY_POINT ? ALL : (TELLING[name] ?? [])) {
      it(`loses nothing and doubles nothing: ${point}`, async () => {
        await crash(point);
        await check();
      });
    }

    const moments = EVERY_POINT || name === 'SQLite' ? (['received', 'answered'] as const) : [];
    for (const moment of moments) {
      it(`loses nothing and doubles nothing: when the far end has ${moment} a reply`, async () => {
        await start();
        let struck = false;
        connector.onRequest = async (now) => {
          if (struck || now !== moment) return;
          struck = true;
          await service?.kill();
          void start();
        };
        await talk();
        connector.onRequest = undefined;
        await service?.kill();
        await check();
      });
    }

    /** Each message is in the log once, and each reply of the log has arrived once, in order, or is told as ambiguous. */
    async function check(): Promise<void> {
      for (const id of conversations.splice(0)) {
        const log = await store.db
          .selectFrom('activity')
          .selectAll()
          .where('conversationId', '=', id)
          .orderBy('seq')
          .execute();
        expect(log.map(({ seq }) => seq)).to.deep.equal(log.map((_, index) => index + 1));
        const bodies = log.map(({ body }) => JSON.parse(body) as LoggedActivity);
        expect(bodies.filter(({ from }) => from === 'user')).to.have.length(2);
        const said = messagesOf(bodies);
        expect(said.filter(({ text }) => /15.minutes ont passé/.test(text))).to.have.length(1);
        const failed = await store.db
          .selectFrom('outbox')
          .selectAll()
          .where('conversationId', '=', id)
          .where('state', '=', 'failed')
          .execute();
        for (const { failure } of failed) expect(failure).to.match(AMBIGUOUS);
        const doubtful = new Set(failed.map(({ seq }) => seq));
        const arrived = connector.sent
          .filter(({ path }) => decodeURIComponent(path).includes(id.replace('msteams|', '')))
          // A slow machine is told as typing, which is nothing said.
          .filter(({ activity }) => activity.type !== 'typing')
          .map(({ activity }) => textOf(activity));
        let place = 0;
        for (const { seq, text } of said) {
          if (arrived[place] === linesOf(text)) place++;
          else expect(doubtful.has(seq), `${id} ${seq}: ${text}`).to.equal(true);
        }
        expect(place, 'nothing arrived twice or out of order').to.equal(arrived.length);
      }
    }
  });
}

/** What the bot says in a log, as Teams gets it: all of a turn in one message, under the number of its last reply. */
function messagesOf(bodies: readonly LoggedActivity[]): { seq: number; text: string }[] {
  const messages: { seq: number; text: string; replyTo: string | null }[] = [];
  bodies.forEach((body, index) => {
    if (body.from !== 'bot') return;
    const { reply, replyTo } = body;
    const last = messages.at(-1);
    const goesOn = last?.seq === index && last.replyTo === replyTo;
    if (goesOn) messages.pop();
    messages.push({ seq: index + 1, replyTo, text: goesOn ? `${last.text}\n${reply.text}` : reply.text });
  });
  return messages;
}
function textOf(activity: AnyJson): string {
  const lines = activity.attachments?.[0].content.body.map(({ text }: { text: string }) => text);
  // Numbers of sources stand behind the words.
  return linesOf(activity.text ?? lines.join('\n'));
}

/** Teams shows each line as a block of its own. */
function linesOf(text: string): string {
  return text.replace(/( \[\d\])+$/gm, '').replace(/\n+/g, '\n');
}
