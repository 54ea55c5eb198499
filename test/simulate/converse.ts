import type { Desk } from '../../dialogs/case/desk.ts';
import type { Answers } from '../../dialogs/knowledge/answers.ts';
import { findUnsafe } from '../../dialogs/knowledge/safety.ts';
import type { Trouble } from '../../intents/labels.ts';
import { isTrouble } from '../../intents/labels.ts';
import type { Language } from '../../intents/text.ts';
import type { Step } from '../../src/turn/types.ts';
import { decide, type Intention, type Progress } from './decide.ts';
import { chance, pick, type Random } from './dice.ts';
import { fits } from './facts.ts';
import { answers, isReadRight, meetsIncident, urgentIn } from './meaning.ts';
import type { Item, Person } from './person.ts';
import { fillIn, type Phrasings, phrasingsOf, type Voice, withSlip } from './phrasings.ts';
import { openTalk, type View } from './talk.ts';

/** One turn as it went, for whoever reads the conversation. */
export interface TurnPlayed {
  readonly said: string;
  readonly pressed: boolean;
  readonly view: View;
  /** What was meant and not done. */
  readonly misread: readonly string[];
  /** Whether the bot said the very same as the turn before. */
  readonly repeated: boolean;
  readonly unsafe: readonly string[];
}

/** A conversation that is over. */
export interface Played {
  readonly person: Person;
  readonly turns: readonly TurnPlayed[];
  /** Whether the person got all they came for, and nothing unsafe was said. */
  readonly served: boolean;
  /** Why they were not served; null where they were. */
  readonly failure: string | null;
}

export interface World {
  readonly step: Step;
  readonly answers: Answers;
  /** Domains that people may be sent to. */
  readonly domains: readonly string[];
  phrasings(locale: Language, voice: Voice): Phrasings;
}

/** Between two things that are said in one message, where no sign is set. */
const BREAKS = [' ', ', ', '\n'];
/** Turns after which anybody gives up. */
const MOST_TURNS = 30;
/** Where a request has reached people, or is in the person's own hands. */
const HANDED_OFF = /^handoff\.(by_oneself|waiting|called_back|ticketed)$/;
const SOLVED = /^(solved|understood|resuming|settled|farewell)$/;
/** Warnings of which the flow goes on to a request for people. */
const REQUESTED: ReadonlySet<string> = new Set([
  'secret_given',
  'spam_sent',
  'changed_by_other',
  'certificate_accepted',
]);

/** Plays a person against the step, until they have what they want or have had enough. */
export function converse(person: Person, desk: Desk, world: World, random: Random): Played {
  const { locale } = person;
  const phrasings = world.phrasings(locale, person.voice);
  const talk = openTalk(world.step, world.answers, {
    academy: person.fromPortal ? person.workplace.id : null,
    locale,
    desk,
  });
  const progress: Progress = {
    agenda: [...person.agenda],
    digression: person.digression,
    misnamed: person.misnamed,
    mistaken: person.mistaken,
    cured: false,
    understood: false,
    met: false,
    answered: 0,
  };
  const turns: TurnPlayed[] = [];
  let annoyed = 0;
  let failure: string | null = null;

  while (failure === null) {
    const intention = decide(person, progress, talk.view(), random);
    if (!intention) break;
    if (turns.length >= MOST_TURNS) failure = 'too many turns';
    else if (intention === 'wait') {
      if (!talk.wait()) failure = 'waits for nothing';
    } else {
      const turn = play(intention);
      turns.push(turn);
      annoyed += (turn.misread.length > 0 ? 1 : 0) + (turn.repeated ? 1 : 0);
      if (annoyed > person.patience) failure = 'out of patience';
      failure ??= settle(progress, talk.view());
    }
  }
  if (failure === null && progress.agenda.length > 0) failure = 'left without it';
  if (turns.some(({ unsafe }) => unsafe.length > 0)) failure = 'unsafe';
  return { person, turns, served: failure === null, failure };

  function play(intention: Intention): TurnPlayed {
    const before = talk.view();
    const { button, meanings } = intention;
    const presses = button !== undefined && before.choices.includes(button) && pressesButtons(person, random);
    const said = presses ? titleOf(before, button) : word(intention, before);
    const pressedViews = meanings.map((meaning) =>
      meaning.kind === 'choice' && !presses ? talk.ifPressed(meaning.choice) : undefined,
    );
    const view = presses ? talk.press(button) : talk.say(said);
    const misread = presses
      ? []
      : meanings
          .filter((meaning, at) => !isReadRight(meaning, before, view, pressedViews[at]))
          .map((meaning) => Object.values(meaning).join(' '));
    const urgent = urgentIn(meanings);
    return {
      said,
      pressed: presses,
      view,
      misread,
      repeated: textOf(view) === textOf(before),
      unsafe: [
        ...view.replies.flatMap(({ text }) =>
          findUnsafe(text, world.domains).map(({ kind, quote }) => `${kind}: “${quote}”`),
        ),
        ...(urgent && !meetsIncident(urgent, view) ? [`${urgent} is not met by the safe act first`] : []),
      ],
    };
  }

  /** The intention in the person's words; a choice that nobody would put in words of their own by its title. */
  function word({ phrasings: ids, button }: Intention, view: View): string {
    if (ids.length === 0) return titleOf(view, button ?? '').toLowerCase();
    const lines = ids.map((id) => {
      const trouble = id.slice('trouble.'.length) as Trouble;
      const fitting = isTrouble(trouble) ? fits(trouble, person.facts) : undefined;
      const workplace = id === 'academy' ? (progress.mistaken ?? person.workplace) : person.workplace;
      return fillIn(pick(random, phrasingsOf(phrasings, id, fitting)), workplace.name);
    });
    const first = turns.length === 0;
    const text = [
      ...(first && person.greets ? [pick(random, phrasingsOf(phrasings, 'greet'))] : []),
      ...lines,
      ...(first && person.courteous ? [pick(random, phrasingsOf(phrasings, 'courtesy'))] : []),
    ].reduce((said, part) => `${said}${/[.,:?!]$/.test(said) ? ' ' : pick(random, BREAKS)}${part}`);
    return chance(random, person.slips) ? withSlip(text, random) : text;
  }
}

/** Crosses off what the person has got; says what went wrong where they got something else. */
function settle(progress: Progress, view: View): string | null {
  const [item] = progress.agenda;
  if (!item) return null;
  if (item.kind === 'incident' && meetsIncident(item.id, view)) progress.met = true;
  if (!isOver(item, progress, view)) {
    followRedirection(item, progress, view);
    return null;
  }
  const missed =
    item.kind === 'trouble' && item.cure !== null && !progress.cured
      ? `${item.cure} was never proposed`
      : null;
  progress.agenda.shift();
  progress.cured = false;
  progress.understood = false;
  progress.met = false;
  return missed;
}

function isOver(item: Item, { cured, understood, met }: Progress, view: View): boolean {
  const handedOff = HANDED_OFF.test(view.state);
  switch (item.kind) {
    case 'trouble':
      return (
        view.context.topic.trouble === item.trouble &&
        (handedOff || (SOLVED.test(view.state) && (cured || understood)))
      );
    case 'question':
      return answers(item.id, view);
    case 'incident':
      return met && (!REQUESTED.has(item.id) || handedOff);
    case 'person':
      return handedOff;
  }
}

/** A mail program that refuses a forgotten password: the person sees that this is their trouble, and goes on with it. */
function followRedirection(item: Item, progress: Progress, { context }: View): void {
  if (item.kind !== 'trouble' || item.trouble !== 'mail_client_setup') return;
  if (context.topic.trouble === 'password_forgotten' && item.cure === null) {
    progress.agenda[0] = { kind: 'trouble', trouble: 'password_forgotten', cure: null };
  }
}

function pressesButtons({ style }: Person, random: Random): boolean {
  return style === 'buttons' || (style === 'mixed' && chance(random, 0.5));
}

function titleOf({ replies }: View, choice: string): string {
  return replies.at(-1)?.choices.find(({ id }) => id === choice)?.title ?? choice;
}

function textOf({ replies }: View): string {
  return replies.map(({ text }) => text).join('\n');
}
