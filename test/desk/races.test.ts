import { expect } from 'chai';
import pino from 'pino';
import { type Actor, CaseError } from '../../src/desk/cases.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createTestDesk, karim, lea, marie } from '../helpers/desk.ts';
import { engines } from '../helpers/engines.ts';
import { CutOffError, hamper } from '../helpers/hampered-store.ts';
import { createRandom } from '../helpers/random.ts';

/** Conversations, each with acts that run at the same time; RACES=2000 for the record. */
const RACES = Number(process.env.RACES ?? 96);
/** Conversations at once, and acts in each. */
const AT_ONCE = 16;
const ACTS = 12;
/** Share of the queries at which the process ends. */
const CUT_OFF = 0.004;
const SEED = Number(process.env.SEED ?? 20_261_123);

const WORDS = [
  'bonjour',
  'une personne',
  'Continuer avec l’assistant',
  'Mot de passe expiré',
  'retour',
  'Retirer ma demande',
  'C’est déjà débloqué',
  'Attendre encore',
  'au revoir',
];
const AGENTS = [marie, karim, lea];

type Desk = ReturnType<typeof createTestDesk>;
type Act = 'say' | 'accept' | 'send' | 'handBack' | 'transfer' | 'close' | 'timer';
const KINDS: readonly Act[] = [
  ...(['say', 'say', 'say', 'say', 'accept', 'accept', 'send', 'send', 'send'] as const),
  ...(['handBack', 'transfer', 'close', 'timer', 'timer'] as const),
];

/** What was taken, so that it has to be in the log. */
interface Taken {
  readonly said: string[];
  readonly sent: { readonly by: string; readonly text: string }[];
  readonly accepted: { readonly by: string; readonly fence: number }[];
}

for (const { name, databaseUrl } of engines) {
  describe(`races on ${name}`, function () {
    this.timeout(20_000 + RACES * 500);
    let store: Store;
    let desk: Desk;
    let calm: Desk;
    const random = createRandom(SEED);
    before(async () => {
      store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
      calm = createTestDesk(store);
      desk = createTestDesk(hamper(store, random, CUT_OFF));
    });
    after(() => store.close());

    it(`leave one owner, no bot sentence under an agent and no message lost, in ${RACES} conversations`, async () => {
      const changes = { accepted: 0, refused: 0, cut: 0, owned: 0 };
      for (let begun = 0; begun < RACES; begun += AT_ONCE) {
        const batch = Array.from({ length: Math.min(AT_ONCE, RACES - begun) }, (_, index) => begun + index);
        await Promise.all(batch.map((number) => race(`race-${number}`, changes)));
      }
      // The races are worth something only if there were some.
      expect(changes.accepted).to.be.greaterThan(RACES / 4);
      expect(changes.refused).to.be.greaterThan(RACES / 4);
      expect(changes.cut).to.be.greaterThan(0);
      expect(changes.owned, 'activities while an agent had the conversation').to.be.greaterThan(RACES / 4);
      if (process.env.RACES) process.stdout.write(`${name}: ${JSON.stringify(changes)}\n`);
    });

    async function race(
      person: string,
      changes: Record<'accepted' | 'refused' | 'cut' | 'owned', number>,
    ): Promise<void> {
      const id = await calm.request(person);
      const taken: Taken = { said: [], sent: [], accepted: [] };
      // Half of them begin with an agent who has the conversation.
      if (random() < 0.5) {
        const by = AGENTS[Math.floor(random() * 2)] ?? marie;
        taken.accepted.push({ by: by.id, fence: (await calm.cases.accept(by, id)).fence });
      }
      const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
      const acts = Array.from({ length: ACTS }, (_, index) => ({
        kind: pick(KINDS),
        by: pick(AGENTS),
        index,
      }));
      await Promise.all(
        acts.map(async ({ kind, by, index }) => {
          for (let turns = Math.floor(random() * 30); turns > 0; turns--) {
            await new Promise((resolve) => setImmediate(resolve));
          }
          await insist(
            () => run(kind, by, `${person} ${index}`, person, id, taken),
            () => changes.cut++,
          ).catch((error: unknown) => {
            if (!(error instanceof CaseError)) throw error;
            changes.refused++;
          });
        }),
      );
      changes.accepted += taken.accepted.length;
      changes.owned += await check(store, person, taken);
    }

    async function run(kind: Act, by: Actor, mark: string, person: string, id: string, taken: Taken) {
      if (kind === 'say') {
        const text = `${WORDS[mark.length % WORDS.length]} (${mark})`;
        const plain = WORDS[Math.floor(random() * WORDS.length)] ?? 'bonjour';
        await desk.turns.run({
          conversationId: person,
          channel: 'webchat',
          start: { locale: 'fr', academy: 'paris' },
          key: mark,
          event: { type: 'message', text: plain, found: [] },
          echo: { type: 'message', text },
        });
        taken.said.push(text);
        return;
      }
      if (kind === 'timer') {
        const timers = await store.db
          .selectFrom('timer')
          .selectAll()
          .where('conversationId', '=', person)
          .execute();
        const timer = timers[Math.floor(random() * timers.length)];
        if (timer) await desk.turns.fire(timer);
        return;
      }
      if (kind === 'accept') {
        const { fence } = await desk.cases.accept(by, id);
        taken.accepted.push({ by: by.id, fence });
        return;
      }
      // Whoever has it writes; what they know of the conversation may be out of date when it arrives.
      const { fence, owner } = await desk.cases.get(lea, id);
      const actor = AGENTS.find((one) => one.id === owner?.id) ?? by;
      if (kind === 'send') {
        const text = `de ${actor.name} (${mark})`;
        await desk.cases.send(actor, id, { fence, text, key: mark });
        taken.sent.push({ by: actor.name, text });
      }
      if (kind === 'handBack') await desk.cases.handBack(actor, id, { fence });
      if (kind === 'transfer') await desk.cases.transfer(actor, id, { fence, ...target(random()) });
      if (kind === 'close') await desk.cases.close(actor, id, { fence, outcome: 'solved' });
    }
  });
}

function target(chance: number) {
  return chance < 0.5 ? { agent: { id: karim.id, name: karim.name } } : { group: 'réseau' };
}

/** As clients do: the same again until there is an answer. */
async function insist<T>(attempt: () => Promise<T>, cut: () => void): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof CutOffError)) throw error;
      cut();
    }
  }
}

/** Checks a conversation's log against who owned it when; gives how many activities an owner saw. */
async function check(store: Store, person: string, taken: Taken): Promise<number> {
  const rows = await queries.readActivities(store.db, person, 0, 1000);
  expect(rows.map(({ seq }) => seq)).to.deep.equal(rows.map((_, index) => index + 1));
  const log = rows.map(({ seq, body }) => ({ seq, ...JSON.parse(body) }));
  const said = log.filter(({ from }) => from === 'user').map(({ activity }) => activity.text as string);
  for (const text of taken.said)
    expect(
      said.filter((one) => one === text),
      `${person}: ${text}`,
    ).to.have.length(1);
  const sent = log.filter(({ from }) => from === 'agent');
  for (const { text } of taken.sent) {
    expect(
      sent.filter((one) => one.text === text),
      `${person}: ${text}`,
    ).to.have.length(1);
  }

  const cases = await store.db
    .selectFrom('help_case')
    .select('id')
    .where('conversationId', '=', person)
    .execute();
  const audits = (await Promise.all(cases.map(({ id }) => queries.readAudit(store.db, id)))).flat();
  const hands = audits
    .map(({ action, agentName, detail, number, caseId }) => ({
      action,
      agentName,
      number,
      caseId,
      ...JSON.parse(detail),
    }))
    .filter(({ seq }) => seq !== undefined);
  let owned = 0;
  for (const caseId of new Set(hands.map((one) => one.caseId))) {
    let owner: { name: string; since: number } | undefined;
    for (const { action, agentName, seq, to } of hands.filter((one) => one.caseId === caseId)) {
      if (owner) {
        const heard = log.filter((one) => one.seq > (owner?.since ?? 0) && one.seq <= seq);
        owned += heard.length;
        expect(
          heard.filter(({ from }) => from === 'bot'),
          `${person}: the bot spoke under ${owner.name}`,
        ).to.deep.equal([]);
        for (const one of heard.filter(({ from }) => from === 'agent')) expect(one.name).to.equal(owner.name);
      }
      if (action === 'case.accepted') {
        expect(owner, `${person}: ${agentName} accepted what had an owner`).to.equal(undefined);
        owner = { name: agentName, since: seq };
      } else if (action === 'case.transferred' && AGENTS.some((agent) => agent.name === to)) {
        owner = { name: to, since: seq };
      } else owner = undefined;
    }
    const last = owner;
    if (last) {
      const heard = log.filter((one) => one.seq > last.since);
      owned += heard.length;
      expect(
        heard.filter(({ from }) => from === 'bot'),
        `${person}: the bot spoke under ${last.name}`,
      ).to.deep.equal([]);
    }
  }
  // Nobody speaks who does not own: agents' sentences lie within their own times only.
  const spans = sent.length === 0 || hands.some(({ action }) => action !== 'case.opened');
  expect(spans, person).to.equal(true);
  const fences = taken.accepted.map(({ by, fence }) => `${fence} ${by}`);
  expect(new Set(fences.map((one) => one.split(' ')[0])).size, `${person}: one fence, two owners`).to.equal(
    new Set(fences).size,
  );
  return owned;
}
