import { expect } from 'chai';
import pino from 'pino';
import { type Actor, CaseError } from '../../src/desk/cases/types.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { checkHands, type Taken } from '../helpers/check-hands.ts';
import { createTestDesk, karim, lea, marie } from '../helpers/desk.ts';
import { engines } from '../helpers/engines.ts';
import { CutOffError, hamper } from '../helpers/hampered-store.ts';
import { createRandom } from '../helpers/random.ts';
import { redacted } from '../helpers/redacted.ts';

/** Conversations, each with acts that run at the same time; RACES=2000 for the record. */
const RACES = Number(process.env.RACES ?? 96);
/** Conversations at once; and acts, one after the other, of each of those who act at the same time. */
const AT_ONCE = 16;
const ACTS = 5;
/** Share of the queries at which the process ends. */
const CUT_OFF = 0.004;
const SEED = Number(process.env.SEED ?? 20_261_123);

const WORDS = [
  'bonjour',
  'une personne',
  'Continuer avec l’assistant',
  'Mot de passe expiré',
  'retour',
  'C’est déjà débloqué',
  'Attendre encore',
  'au revoir',
  'à l’instant',
  'merci',
  'Retirer ma demande',
];
const AGENTS = [marie, karim, lea];

type Desk = ReturnType<typeof createTestDesk>;
type Act = 'say' | 'accept' | 'send' | 'handBack' | 'transfer' | 'close' | 'timer';
const OF_AGENTS: readonly Act[] = [
  ...(['accept', 'accept', 'accept', 'send', 'send', 'send', 'send', 'send', 'send'] as const),
  ...(['transfer', 'handBack', 'close'] as const),
];

for (const { name, databaseUrl } of engines) {
  describe(`races on ${name}`, function () {
    // Half a second each, and several where the machine has much else to do.
    this.timeout(20_000 + RACES * 5_000);
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
      expect(changes.owned, 'activities while an agent had the conversation').to.be.greaterThan(RACES / 2);
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
      const lane = (by: Actor, kinds: readonly Act[], acts = ACTS) =>
        Array.from({ length: acts }, () => ({ by, kind: pick(kinds) }));
      const lanes = [
        lane(marie, ['say']),
        ...AGENTS.map((agent) => lane(agent, OF_AGENTS)),
        lane(marie, ['timer'], 1),
      ];
      await Promise.all(
        lanes.map(async (acts, number) => {
          for (const [index, { by, kind }] of acts.entries()) {
            for (let turns = Math.floor(random() * 20); turns > 0; turns--) {
              await new Promise((resolve) => setImmediate(resolve));
            }
            const mark = `${person} ${number} ${index}`;
            await insist(
              () => run(kind, by, mark, person, id, taken),
              () => changes.cut++,
            ).catch((error: unknown) => {
              if (!(error instanceof CaseError)) throw error;
              changes.refused++;
            });
          }
        }),
      );
      changes.accepted += taken.accepted.length;
      changes.owned += await checkHands(store, person, taken);
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
          event: { type: 'message', text: redacted(plain), found: [] },
          echo: { type: 'message', text: redacted(text) },
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
