import { SECOND_MENU } from '../../dialogs/chart/flows.ts';
import { chance, type Random } from './dice.ts';
import { QUESTIONS } from './facts.ts';
import type { Meaning } from './meaning.ts';
import type { Digression, Item, Person, TroubleItem } from './person.ts';
import type { View } from './talk.ts';

/** What a person has got so far. */
export interface Progress {
  /** What is left to be had, the present one first. */
  readonly agenda: Item[];
  digression: Person['digression'];
  /** The trouble that is still to be named by mistake. */
  misnamed: Person['misnamed'];
  /** The academy that is still to be corrected. */
  mistaken: Person['mistaken'];
  /** Whether what helps against the present trouble has been proposed, and so has helped. */
  cured: boolean;
  /** Whether an explanation of which nothing has to work was understood. */
  understood: boolean;
  /** Whether the present incident has been met by the safe act. */
  met: boolean;
  /** Questions of the bot about the present trouble that were answered. */
  answered: number;
}

/** What a person is about to do: one phrasing for each id, put one behind the other, or a button. */
export interface Intention {
  readonly meanings: readonly Meaning[];
  readonly phrasings: readonly string[];
  /** The button that does the same, for those who press. */
  readonly button?: string;
}

const REMEDY = 'not_worked';
const EXPLANATION = 'not_clear';

/** What a person does next; `wait` for a timer, nothing where they leave. */
export function decide(
  person: Person,
  progress: Progress,
  view: View,
  random: Random,
): Intention | 'wait' | undefined {
  const [item] = progress.agenda;
  const { asked, choices, state } = view;
  if (asked === 'academy' && choices.some((choice) => choice.startsWith('academy.'))) return sayAcademy();
  if (!item) return finish();
  const known = clarify(item, view);
  if (known) return known;
  if (asked === 'handoff.message') return writeMessage();
  if (asked === 'handoff.attempt') return writeAttempt();
  if (asked === 'handoff.review') return sendRequest();
  if (state === 'settled') return press('withdraw', 'yes');
  if (state === 'stuck') return press('summary', 'summary');
  switch (item.kind) {
    case 'trouble':
      return pursue(item);
    case 'question':
      return {
        meanings: [{ kind: 'question', id: item.id }],
        phrasings: [`answer.${item.id}`],
      };
    case 'incident':
      if (progress.met && choices.includes('summary')) return press('summary', 'summary');
      return { meanings: [{ kind: 'incident', id: item.id }], phrasings: [`safety.${item.id}`] };
    case 'person':
      return { meanings: [{ kind: 'person' }], phrasings: ['person'], button: 'person' };
  }

  function sayAcademy(): Intention {
    const { id } = progress.mistaken ?? person.workplace;
    return {
      meanings: [{ kind: 'academy', academy: id }],
      phrasings: ['academy'],
      button: `academy.${id}`,
    };
  }

  function finish(): Intention | undefined {
    return choices.includes('finish') ? press('finish', 'finish') : undefined;
  }

  function writeMessage(): Intention {
    if (chance(random, 0.5)) return { meanings: [{ kind: 'words' }], phrasings: ['message'] };
    // What has happened to an account is no message on a screen: that question can be skipped.
    return choices.includes('skip') ? press('skip', 'dont_know') : press('no_message', 'no_message');
  }

  function writeAttempt(): Intention {
    return { meanings: [{ kind: 'words' }], phrasings: ['attempt'], button: 'attempt_today' };
  }

  function sendRequest(): Intention {
    const way = ['send', 'callback', 'ticket'].find((name) => choices.includes(name)) ?? 'other_trouble';
    const ways = choices.filter((name) => /^(send|callback|ticket)$/.test(name));
    return ways.length === 1 ? press(way, 'yes') : press(way, '');
  }

  /** Goes after a trouble: tells it, answers what is asked about it, tries what is proposed. */
  function pursue(trouble: TroubleItem): Intention | 'wait' {
    const mine = view.context.topic.trouble === trouble.trouble;
    const { misnamed } = progress;
    if (misnamed) {
      if (view.context.topic.trouble === misnamed && state.startsWith('troubles.')) progress.misnamed = null;
      else return tell(misnamed);
    }
    if (state === 'resuming') return press('resume', 'yes');
    const offered = `trouble.${trouble.trouble}`;
    // An answer was not enough: they go on with what it leads to.
    if (state === 'answered' && (choices.includes(offered) || view.home === trouble.trouble)) {
      const further: Intention = {
        meanings: [{ kind: 'trouble', trouble: trouble.trouble }],
        phrasings: ['not_worked', `trouble.${trouble.trouble}`],
        button: offered,
      };
      return chance(random, 0.5) && choices.includes(offered) ? press(offered, '') : further;
    }
    if (state.startsWith('troubles.') && !mine) {
      return {
        meanings: [{ kind: 'trouble', trouble: trouble.trouble }],
        phrasings: ['correct_trouble', `trouble.${trouble.trouble}`],
      };
    }
    if (!state.startsWith('troubles.')) return tell(trouble.trouble);
    const aside = digress();
    if (aside) return aside;
    if (asked === 'account_locked.waiting') {
      return chance(random, 0.3) ? { meanings: [{ kind: 'in_progress' }], phrasings: ['clear'] } : 'wait';
    }
    progress.answered++;
    return answer(trouble);
  }

  function answer({ cure }: TroubleItem): Intention {
    const question = QUESTIONS[asked ?? '']?.(person.facts, cure);
    if (question) {
      const phrasing =
        question.phrasings[Math.floor(random() * question.phrasings.length)] ?? question.choice;
      return press(question.choice, phrasing);
    }
    if (asked === cure) progress.cured = true;
    // Whether they have got by now what they need: the yes is no end yet.
    if (choices.includes('no')) return asked === cure ? press('yes', 'yes') : press('no', 'no');
    if (choices.includes(REMEDY)) {
      if (progress.cured) return press('worked', 'worked');
      return press(REMEDY, chance(random, 0.2) ? 'already_tried' : 'not_worked');
    }
    if (choices.includes(EXPLANATION)) {
      progress.understood = progress.cured || cure === null;
      return progress.understood ? press('clear', 'clear') : press(EXPLANATION, 'not_clear');
    }
    if (progress.cured) return { meanings: [{ kind: 'words' }], phrasings: ['worked'] };
    return press('summary', chance(random, 0.3) ? 'yes' : 'summary');
  }

  /** Tells a trouble, by a button of the menus or in words; now and then with where one works. */
  function tell(name: TroubleItem['trouble']): Intention {
    if (choices.includes('something_else') && SECOND_MENU.some((second) => second === name)) {
      if (person.style === 'buttons') return { meanings: [], phrasings: [], button: 'something_else' };
    }
    const later = /^(solved|understood|answered|handoff|farewell)/.test(state);
    if (later && person.style === 'buttons' && choices.includes('other_trouble')) {
      return { meanings: [], phrasings: [], button: 'other_trouble' };
    }
    const { id } = progress.mistaken ?? person.workplace;
    const placed = view.context.academy === null && chance(random, 0.3);
    return {
      meanings: [
        ...(placed ? [{ kind: 'academy' as const, academy: id }] : []),
        { kind: 'trouble', trouble: name },
      ],
      phrasings: [...(placed ? ['academy'] : []), ...(later ? ['other_trouble'] : []), `trouble.${name}`],
      button: `trouble.${name}`,
    };
  }

  function digress(): Intention | undefined {
    const { digression } = progress;
    if (!digression || progress.answered < digression.after) return undefined;
    const { what } = digression;
    const needsRemedy = what.kind === 'how' || what.kind === 'in_progress' || what.kind === 'why';
    if (needsRemedy && !choices.includes(REMEDY)) return undefined;
    progress.digression = null;
    return aside(what);
  }

  function aside(what: Digression): Intention {
    switch (what.kind) {
      case 'correct_academy':
        progress.mistaken = null;
        return {
          meanings: [{ kind: 'academy', academy: person.workplace.id }],
          phrasings: ['correct_academy'],
        };
      case 'question':
        progress.agenda.unshift(what);
        return { meanings: [{ kind: 'question', id: what.id }], phrasings: [`answer.${what.id}`] };
      case 'incident':
        progress.agenda.unshift(what);
        return { meanings: [{ kind: 'incident', id: what.id }], phrasings: [`safety.${what.id}`] };
      case 'trouble':
        progress.agenda.unshift(what);
        return {
          meanings: [{ kind: 'trouble', trouble: what.trouble }],
          phrasings: ['other_trouble', `trouble.${what.trouble}`],
        };
      default:
        return { meanings: [{ kind: what.kind }], phrasings: [what.kind] };
    }
  }
}

/** Choosing between what the bot hesitates between; by the button's title, which is all that anybody would say. */
function clarify(item: Item, { state, choices }: View): Intention | undefined {
  if (state !== 'clarifying') return undefined;
  const wanted = { trouble: 'trouble', question: 'answer', incident: '', person: '' }[item.kind];
  const id = item.kind === 'trouble' ? item.trouble : item.kind === 'question' ? item.id : '';
  const choice = `${wanted}.${id}`;
  return choices.includes(choice) ? press(choice, '') : undefined;
}

/** Pressing a choice, or saying it by a phrasing; without one by its title. */
function press(choice: string, phrasing: string): Intention {
  return { meanings: [{ kind: 'choice', choice }], phrasings: phrasing ? [phrasing] : [], button: choice };
}
