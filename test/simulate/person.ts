import { type Academies, academyOf, traitsOf, UNKNOWN_ACADEMY } from '../../dialogs/knowledge/academy.ts';
import { TROUBLES, type Trouble } from '../../intents/labels.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { chance, pick, type Random } from './dice.ts';
import { curesOf, drawFacts, type Facts } from './facts.ts';
import { VOICES, type Voice } from './phrasings.ts';

export const STYLES = ['buttons', 'words', 'mixed'] as const;
export type Style = (typeof STYLES)[number];

/** A trouble to be rid of; `cure` is the message key of what helps, null where only people can. */
export interface TroubleItem {
  readonly kind: 'trouble';
  readonly trouble: Trouble;
  readonly cure: string | null;
}

/** One thing that a person has come for. */
export type Item =
  | TroubleItem
  | { readonly kind: 'question'; readonly id: string }
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'person' };

/** What a person does in the middle of a trouble instead of answering. */
export type Digression =
  | Exclude<Item, { kind: 'person' }>
  | { readonly kind: 'why' | 'how' | 'rephrase' | 'in_progress' | 'correct_academy' };

/** Where a person works: the id of the academy's file, and its name as they write it. */
export interface Workplace {
  readonly id: string;
  readonly name: string;
}

/** Whom the bot talks with. */
export interface Person {
  readonly locale: Language;
  readonly voice: Voice;
  readonly style: Style;
  readonly greets: boolean;
  readonly courteous: boolean;
  /** Probability of a slip of the keyboard in a message, 0 to 1. */
  readonly slips: number;
  /** Misread or repeated turns that they bear with. */
  readonly patience: number;
  readonly workplace: Workplace;
  /** The academy that they name first, by mistake, and correct later. */
  readonly mistaken: Workplace | null;
  /** The trouble that they name first, by mistake. */
  readonly misnamed: Trouble | null;
  /** Whether the portal tells the bot where they work. */
  readonly fromPortal: boolean;
  readonly facts: Facts;
  /** What they want of the chat, in order. */
  readonly agenda: readonly Item[];
  readonly digression: { readonly after: number; readonly what: Digression } | null;
  /** What kind of goal they have, for the report. */
  readonly goal: (typeof GOALS)[number];
}

export const GOALS = [
  'trouble',
  'trouble_and_question',
  'questions',
  'incident',
  'person',
  'two_troubles',
  'corrected_academy',
  'corrected_trouble',
  'digression',
] as const;

/** How often each goal is drawn: plain troubles make half of a help desk's day. */
const WEIGHTED: readonly Person['goal'][] = [
  ...Array<Person['goal']>(6).fill('trouble'),
  ...Array<Person['goal']>(3).fill('trouble_and_question'),
  'questions',
  'questions',
  'incident',
  'incident',
  'person',
  'two_troubles',
  'two_troubles',
  'corrected_academy',
  'corrected_trouble',
  'digression',
  'digression',
];

/** Academies without a file, as people name them. */
const OTHERS = ['Créteil', 'Lille', 'Rennes', 'Toulouse', 'Versailles', 'Nantes', 'Bordeaux', 'Dijon'];
const NAMES: Readonly<Record<string, string>> = {
  paris: 'Paris',
  lyon: 'Lyon',
  'aix-marseille': 'Aix-Marseille',
};

export const QUESTION_IDS = [
  'imap_server',
  'smtp_server',
  'mail_port',
  'username_form',
  'webmail_address',
  'reset_where',
  'lockout_how_long',
  'lockout_tries',
  'numen_where',
  'first_password',
  'mfa_no_smartphone',
  'mfa_new_phone',
  'password_length',
  'password_share',
  'forward_personal',
  'saturation_why',
  'private_window_how',
  'cache_how',
  'phishing_report_who',
  'recovery_where',
  'signature_where',
  'desk_hours',
  'which_platform',
  'bot_limits',
  'reset_needs',
] as const;
export const INCIDENT_IDS = [
  'secret_asked',
  'secret_given',
  'spam_sent',
  'certificate_accepted',
  'phone_stolen',
  'changed_by_other',
  'certificate_temptation',
  'encryption_temptation',
  'secret_here',
] as const;

/** Draws people. */
export function createPeople(academies: Academies): (random: Random) => Person {
  return (random) => {
    const facts = drawFacts(random);
    const workplace = drawWorkplace(random);
    const traits = traitsOf(academyOf(academies, workplace.id));
    const goal = pick(random, WEIGHTED);
    const troubleItem = (not?: Trouble): TroubleItem => {
      const trouble = pick(
        random,
        TROUBLES.filter((name) => name !== not),
      );
      const cures = curesOf(trouble, facts, traits);
      return {
        kind: 'trouble',
        trouble,
        cure: chance(random, 0.75) && cures.length > 0 ? pick(random, cures) : null,
      };
    };
    const question = (): Item => ({ kind: 'question', id: pick(random, QUESTION_IDS) });
    const incident = (): Item => ({ kind: 'incident', id: pick(random, INCIDENT_IDS) });
    const first = troubleItem();
    const agenda: Record<Person['goal'], () => Item[]> = {
      trouble: () => [first],
      trouble_and_question: () => [first],
      questions: () => (chance(random, 0.5) ? [question()] : [question(), question()]),
      incident: () => [incident()],
      person: () => [{ kind: 'person' }],
      two_troubles: () => [first, troubleItem(first.trouble)],
      corrected_academy: () => [first],
      corrected_trouble: () => [first],
      digression: () => [first],
    };
    const mistaken = goal === 'corrected_academy' ? drawWorkplace(random, workplace.id) : null;
    return {
      locale: pick(random, LANGUAGES),
      voice: pick(random, VOICES),
      style: pick(random, STYLES),
      greets: chance(random, 0.4),
      courteous: chance(random, 0.3),
      slips: chance(random, 0.3) ? 0.3 : 0,
      patience: pick(random, [2, 3, 3, 4]),
      workplace,
      mistaken,
      misnamed:
        goal === 'corrected_trouble'
          ? pick(
              random,
              TROUBLES.filter((name) => name !== first.trouble && name !== 'phishing_report'),
            )
          : null,
      fromPortal: mistaken === null && chance(random, 0.4),
      facts,
      agenda: agenda[goal](),
      digression: drawDigression(random, goal, () => troubleItem(first.trouble)),
      goal,
    };
  };
}

function drawDigression(
  random: Random,
  goal: Person['goal'],
  trouble: () => TroubleItem,
): Person['digression'] {
  const after = pick(random, [0, 0, 1]);
  const small = ['why', 'how', 'rephrase', 'in_progress'] as const;
  switch (goal) {
    case 'trouble':
      return chance(random, 0.4) ? { after, what: { kind: pick(random, small) } } : null;
    case 'trouble_and_question':
      return { after, what: { kind: 'question', id: pick(random, QUESTION_IDS) } };
    case 'corrected_academy':
      return { after: 0, what: { kind: 'correct_academy' } };
    case 'digression':
      return {
        after,
        what: chance(random, 0.7) ? trouble() : { kind: 'incident', id: pick(random, INCIDENT_IDS) },
      };
    default:
      return null;
  }
}

function drawWorkplace(random: Random, not?: string): Workplace {
  const id = pick(
    random,
    ['paris', 'lyon', 'aix-marseille', UNKNOWN_ACADEMY].filter((name) => name !== not),
  );
  return { id, name: NAMES[id] ?? pick(random, OTHERS) };
}
