import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import { TROUBLES } from '../../intents/labels.ts';
import type { Language } from '../../intents/text.ts';
import { beginConversation, type StoredConversation } from '../../src/turn/stored-conversation.ts';
import type { Step, StepResult, TurnEvent } from '../../src/turn/types.ts';
import { redacted } from './redacted.ts';
import { repliesOf } from './step.ts';

/** A school morning. */
export const NOW = Date.UTC(2026, 10, 23, 8, 0);

/** A state, with a conversation that stands in it. */
export interface Place {
  readonly value: string;
  readonly stored: StoredConversation;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  /** The desk as it is there, with the request that was made. */
  readonly desk: Desk;
  /** All that was said on the way in, as one text. */
  readonly said: string;
}

/** Who can be there: nobody ever, somebody now, and somebody at another time. */
export const DESKS: readonly Desk[] = [
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

/** States that only words lead to: from where, and by which. */
const BY_WORDS: readonly (readonly [string, string])[] = [
  ['menu', 'c’est quoi Arena ?'],
  ['answered', 'ça ne marche pas'],
  ['troubles.certificate_warning.exposed', 'mot de passe oublié'],
  ['troubles.mail_client_setup.iphone_settings', 'je reçois, mais je ne peux pas envoyer'],
];

/** Every state that can be reached by pressing what is offered, by timers and by a few words, with the ways between them. */
export function explore(step: Step['step'], academy: string, locale: Language, atStart: Desk) {
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
    const said = replies.map(({ text }) => text).join('\n');
    places.set(value, { value, stored: next, choices: replies.at(-1)?.choices ?? [], desk: after, said });
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
  for (const [from, words] of BY_WORDS) {
    const place = places.get(from);
    if (place) visit(place.stored, { type: 'message', text: redacted(words), found: [] }, NOW, place.desk);
  }
  return { places, ways, texts };
}

/** A state value as a path: `troubles.mfa_reset.symptom`. */
export function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, inner] = ['', '']] = Object.entries(value as object);
  return `${name}.${nameOf(inner)}`;
}
