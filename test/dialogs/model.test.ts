import { expect } from 'chai';
import type { AnyStateNode } from 'xstate';
import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/setup.ts';
import { TROUBLES } from '../../intents/labels.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { beginConversation, type StoredConversation } from '../../src/turn/stored-conversation.ts';
import type { StepResult, TurnEvent } from '../../src/turn/types.ts';
import { knowledge } from '../helpers/app.ts';
import { redacted } from '../helpers/redacted.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0);
const MAX_CHOICES = 6;
const MAX_TITLE = 32;
/** Words of one text; the packet, and what is asked about the bot itself, may have more. */
const MAX_WORDS = 60;
const ENDS = /^(solved|farewell|handoff\.(by_oneself|waiting|called_back|ticketed))$/;

const machine = buildMachine(knowledge);
const step = createTestStep();

interface Place {
  readonly value: string;
  readonly stored: StoredConversation;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
}

/** Who can be there: nobody ever, somebody now, and somebody at another time. */
const DESKS: readonly Desk[] = [
  NOBODY,
  {
    ...NOBODY,
    agents: 2,
    open: true,
    staffed: true,
    tickets: true,
    waiting: 3,
    estimate: { from: 2, to: 8 },
  },
  { ...NOBODY, staffed: true, tickets: true, opensAt: NOW + 86_400_000 },
  { ...NOBODY, open: true, staffed: true },
];
/** What agents and the time can do to a conversation that waits for them. */
const AT_THE_DESK: readonly TurnEvent[] = [
  { type: 'desk', event: { type: 'case.overdue' } },
  { type: 'desk', event: { type: 'case.released' } },
  { type: 'desk', event: { type: 'case.moved' } },
  { type: 'desk', event: { type: 'ticket.opened', reference: 'P-7K3M9' } },
  { type: 'desk', event: { type: 'agent.ticketed', agent: { by: 'Marie', outcome: 'ticket' } } },
  { type: 'desk', event: { type: 'agent.closed', agent: { by: 'Marie', outcome: 'solved' } } },
  {
    type: 'desk',
    event: { type: 'agent.returned', agent: { by: 'Marie', outcome: 'returned' } },
    back: true,
  },
];

/** The desk after a turn: a request that was sent is open until it is withdrawn. */
function deskAfter(desk: Desk, { effects }: StepResult): Desk {
  const act = effects.findLast((effect) => effect.type === 'desk')?.command;
  if (act?.do === 'withdraw' || (act?.do === 'ask' && act.kind === 'ticket'))
    return { ...desk, request: null };
  if (act?.do !== 'ask' || act.kind === 'ticket') return desk;
  return { ...desk, request: { kind: act.kind, position: act.kind === 'live' ? 2 : null } };
}

/** Every state that can be reached by pressing what is offered, and by timers, with the ways between them. */
function explore(academy: string, locale: Language, atStart: Desk) {
  const places = new Map<string, Place>();
  const ways = new Map<string, Set<string>>();
  const texts: { message: string; text: string }[] = [];
  const visit = (stored: StoredConversation, event: TurnEvent, now: number, desk = atStart): string => {
    const result = step(stored, event, now, desk);
    const after = deskAfter(desk, result);
    const replies = repliesOf(result);
    texts.push(...replies);
    const next = JSON.parse(JSON.stringify(result.stored)) as StoredConversation;
    const value = nameOf(JSON.parse(next.snapshot ?? '{}').value);
    if (places.has(value)) return value;
    places.set(value, { value, stored: next, choices: replies.at(-1)?.choices ?? [] });
    const targets = new Set<string>();
    ways.set(value, targets);
    for (const { id } of replies.at(-1)?.choices ?? []) {
      targets.add(
        visit(next, { type: 'message', text: redacted(''), choice: id, found: [] }, now + 1000, after),
      );
    }
    for (const effect of result.effects) {
      if (effect.type === 'timer.set')
        targets.add(visit(next, { type: 'timer', event: effect.event }, effect.dueAt, after));
    }
    if (value === 'handoff.waiting' || value === 'handoff.overdue') {
      for (const event of AT_THE_DESK) visit(next, event, now + 1000, after);
    }
    return value;
  };
  const begun = beginConversation(locale, academy === 'unasked' ? null : academy);
  visit(begun, { type: 'joined' }, NOW);
  // The menus offer the most frequent troubles; the others are told in words.
  for (const name of TROUBLES)
    visit(begun, { type: 'message', text: redacted(''), choice: `trouble.${name}`, found: [] }, NOW);
  // Teams guesses the academy from the person's address.
  const { stored: guessed } = step(begun, { type: 'address', academy: 'lyon' }, NOW);
  visit(guessed, { type: 'message', text: redacted(''), choice: 'trouble.account_locked', found: [] }, NOW);
  return { places, ways, texts };
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', '']] = Object.entries(value as object);
  return `${name}.${nameOf(inner)}`;
}

/** States with a question, by their path in the machine. */
function asking(): { path: string; meta: DialogMeta }[] {
  const walk = (node: AnyStateNode): { path: string; meta: DialogMeta }[] => [
    ...(node.meta ? [{ path: node.path.join('.'), meta: node.meta as DialogMeta }] : []),
    ...Object.values(node.states).flatMap(walk),
  ];
  return walk(machine.root);
}

describe('the statecharts', () => {
  let explored: (ReturnType<typeof explore> & { academy: string; locale: Language })[];
  before(() => {
    explored = [...knowledge.academies.keys(), 'unasked'].flatMap((academy) =>
      LANGUAGES.flatMap((locale) =>
        DESKS.map((desk) => ({ academy, locale, ...explore(academy, locale, desk) })),
      ),
    );
  });

  it('have every state reached by somebody', () => {
    const reached = new Set(explored.flatMap(({ places }) => [...places.keys()]));
    // Reached by free text only: other tests go there.
    const byWords = ['clarifying', 'resuming', 'settled'];
    const all = asking().map(({ path }) => path);
    expect(all.length).to.be.greaterThan(30);
    expect(all.filter((path) => !byWords.includes(path) && !reached.has(path))).to.deep.equal([]);
  });

  it('lead everybody from everywhere to a solution or to a person', () => {
    for (const { academy, ways } of explored) {
      const ends = new Set([...ways.keys()].filter((value) => ENDS.test(value)));
      for (let grown = true; grown; ) {
        const before = ends.size;
        for (const [value, targets] of ways)
          if ([...targets].some((target) => ends.has(target))) ends.add(value);
        grown = ends.size > before;
      }
      expect(
        [...ways.keys()].filter((value) => !ends.has(value)),
        academy,
      ).to.deep.equal([]);
    }
  });

  it('accept every choice that they offer', () => {
    for (const { academy, texts } of explored) {
      expect(
        texts.filter(({ message }) => /^(missed|turn_failed)/.test(message)),
        academy,
      ).to.deep.equal([]);
    }
  });

  it('never ask the same again after a choice', () => {
    for (const { academy, ways } of explored) {
      const circular = [...ways].filter(([value, targets]) => targets.has(value)).map(([value]) => value);
      expect(circular, academy).to.deep.equal([]);
    }
  });

  it('offer a person at every step, and no more choices than fit', () => {
    for (const { places } of explored) {
      for (const { value, choices } of places.values()) {
        expect(choices.length, value).to.be.within(1, MAX_CHOICES);
        const person = choices.some(({ id }) => id === 'person' || id === 'summary');
        expect(person || /^(handoff\.|settled)/.test(value), `${value} offers no person`).to.equal(true);
        for (const { title } of choices) expect(title.length, title).to.be.at.most(MAX_TITLE);
      }
    }
  });

  it('say something complete in both languages, short enough for a phone', () => {
    for (const { academy, texts } of explored) {
      const holes = /[{}]|undefined|\bnone\b|\bnull\b|\(\s*\)|: *[.,;]/;
      for (const { message, text } of texts) {
        expect(text, message).to.match(/\S/).and.not.match(holes);
        const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
        if (!/^(handoff\.packet|help|privacy)$/.test(message)) {
          expect(words, `${academy} ${message}: ${text}`).to.be.at.most(MAX_WORDS);
        }
      }
    }
  });

  it('have a text in both languages for every question, and nothing translated on one side only', () => {
    for (const { path, meta } of asking()) {
      for (const locale of LANGUAGES) {
        expect(knowledge.texts.keys(locale), path).to.include.members([
          meta.say,
          ...(meta.again ? [meta.again] : []),
        ]);
      }
    }
    expect(knowledge.texts.keys('fr')).to.deep.equal(knowledge.texts.keys('en'));
  });
});
