import { expect } from 'chai';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { type Behaviour, type Connector, startConnector } from '../helpers/connector.ts';
import { call } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';

/** Milliseconds within which Teams has its HTTP answer: less than the slowest connector here takes. */
const ANSWERED = 10_000;
/** Longer than a call to the connector may take. */
const PATIENCE = 25_000;

interface Case {
  readonly name: string;
  /** How the first message is taken. */
  readonly first: Behaviour;
  /** Which of the two turns' messages the person sees in the end, and how often the bot tried to show one. */
  readonly seen: readonly (readonly string[])[];
  readonly attempts: number;
}

const WELCOME = 'Bonjour, je suis l’assistant';
const QUESTION = 'Après 3\u00a0échecs';
const NOTED = 'C’est noté';
const LATER = 'essayer avant peut prolonger';
const ALL = [[WELCOME, NOTED, QUESTION], [LATER]];
const REST = [[LATER]];

const cases: readonly Case[] = [
  { name: 'takes them', first: 200, seen: ALL, attempts: 2 },
  { name: 'answers 429: a little later, in order', first: 429, seen: ALL, attempts: 3 },
  { name: 'answers 500: what it may have shown is not repeated', first: 500, seen: REST, attempts: 2 },
  { name: 'answers 502', first: 502, seen: REST, attempts: 2 },
  { name: 'hangs: the rest comes when it is given up', first: 'hang', seen: REST, attempts: 2 },
  { name: 'drops the socket after it has shown the message', first: 'drop', seen: ALL, attempts: 2 },
  { name: 'answers in 12 s', first: 'slow', seen: ALL, attempts: 2 },
  {
    name: 'answers 412, which is Teams’ for “not now”: with the next try',
    first: 412,
    seen: ALL,
    attempts: 3,
  },
  { name: 'answers 401: with the next try', first: 401, seen: ALL, attempts: 3 },
  {
    name: 'answers 403: the person has blocked the bot, nothing more is sent',
    first: 403,
    seen: [],
    attempts: 1,
  },
];

describe('a connector that', function () {
  this.timeout(PATIENCE + 10_000);
  const clock = createClock();
  let app: TestApp;
  let ticking: NodeJS.Timeout;
  const results = new Map<Case, { connector: Connector; answered: number }>();
  before(async () => {
    app = await startApp({ TEAMS_UNAUTHENTICATED: 'true' }, clock);
    ticking = setInterval(() => clock.advance(1000), 100);
    // All of them at once, each with a conversation of its own.
    await Promise.all(
      cases.map(async (entry) => {
        const connector = await startConnector();
        results.set(entry, { connector, answered: await run(entry, connector) });
      }),
    );
  });
  after(async () => {
    clearInterval(ticking);
    await app.close();
    await Promise.all([...results.values()].map(({ connector }) => connector.close()));
  });

  const open = (conversationId: string) =>
    app.store.db
      .selectFrom('outbox')
      .select('seq')
      .where('conversationId', '=', conversationId)
      .where('state', 'in', ['waiting', 'sending'])
      .execute();

  async function run({ name, first }: Case, connector: Connector): Promise<number> {
    connector.statuses.push(first);
    const started = performance.now();
    for (const text of ['compte bloqué à Paris', 'à l’instant']) {
      const { status } = await call(`${app.url}/api/messages`, 'POST', undefined, {
        type: 'message',
        id: `activity-${text}`,
        text,
        channelId: 'msteams',
        serviceUrl: connector.url,
        conversation: { id: name },
        from: { id: 'user' },
        recipient: { id: 'bot' },
      });
      expect(status).to.equal(200);
    }
    const answered = performance.now() - started;
    await eventually(async () => ((await open(`msteams|${name}`)).length === 0 ? true : undefined), PATIENCE);
    return answered;
  }

  for (const entry of cases) {
    it(entry.name, () => {
      const { connector, answered } = results.get(entry) ?? {};
      const texts = connector?.sent.map(({ activity }) => activity.text ?? activity.summary) ?? [];
      expect(texts).to.have.length(entry.seen.length);
      for (const [index, parts] of entry.seen.entries())
        for (const part of parts) expect(texts[index]).to.include(part);
      expect(connector?.attempts).to.have.length(entry.attempts);
      expect(answered).to.be.below(ANSWERED);
    });
  }

  it('is not there yet is tried again', async () => {
    const gone = await startConnector();
    const { port } = new URL(gone.url);
    await gone.close();
    const waiting = run({ name: 'not there yet', first: 200, seen: ALL, attempts: 3 }, gone);
    await eventually(async () =>
      app.store.db
        .selectFrom('outbox')
        .select('seq')
        .where('attempts', '>=', 1)
        .where('conversationId', '=', 'msteams|not there yet')
        .executeTakeFirst(),
    );
    const there = await startConnector(0, Number(port));
    await waiting.finally(() => there.close());
    expect(there.sent).to.have.length(ALL.length);
  });

  it('answers 403 ends the timers of the conversation too', async () => {
    const timers = await app.store.db
      .selectFrom('timer')
      .selectAll()
      .where('conversationId', 'like', '%403%')
      .execute();
    expect(timers).to.deep.equal([]);
  });
});
