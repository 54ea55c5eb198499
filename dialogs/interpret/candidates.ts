import { choiceSaid, isTrouble, kindOf, OUT_OF_SCOPE, type Trouble } from '../../intents/labels.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import type { DialogMeta } from '../chart/meta.ts';
import { heardAs, labelsOfChoice, readable } from './heard-as.ts';
import odds from './odds.json' with { type: 'json' };
import type { Offer } from './offers.ts';

/** What of the conversation's state makes a label likelier, or takes it out of the running. */
export interface Setting {
  readonly meta: DialogMeta | undefined;
  readonly offers: readonly Pick<Offer, 'id'>[];
  /** The trouble at hand. */
  readonly trouble: Trouble | null;
  /** The trouble that was left for it. */
  readonly paused?: Trouble | null;
  /** Whether a flow or a hand-off is under way. */
  readonly inFlow: boolean;
  /** Whether somebody may be reading the person's mail. */
  readonly urgent: boolean;
  /** Whether there is something that words can follow on, besides a flow or an answer. */
  readonly spoken?: boolean;
  /** The answer given last, which a question may go on from. */
  readonly topic: string | null;
  /** The answers that the last one, or the question just put, leads to: labels. */
  readonly linked?: ReadonlySet<string>;
  /** The trouble that each answer counts as, by label. */
  readonly homes: Homes;
}

/** The choice on offer that a label means, or none. */
export function choiceOf(label: string, offers: Setting['offers']): string | undefined {
  if (kindOf(label) === 'said') return offers.find(({ id }) => id === choiceSaid(label))?.id;
  const found = offers
    .map(({ id }) => ({ id, at: heardAs(id).indexOf(label) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return found[0]?.id;
}

/** The choice that each label stands for; only those labels that stand for one on offer. */
export function choicesByLabel({
  offers,
  meta,
}: Pick<Setting, 'offers' | 'meta'>): ReadonlyMap<string, string> {
  const choices = new Map<string, string>();
  const places = new Map<string, number>();
  for (const { id } of offers) {
    for (const [at, label] of labelsOfChoice(id, meta?.say).entries()) {
      if (at >= (places.get(label) ?? Number.POSITIVE_INFINITY)) continue;
      places.set(label, at);
      choices.set(label, id);
    }
  }
  return choices;
}

export type Odds = Readonly<Record<keyof typeof odds, number>>;

/**
 * The prior of each label (a logit to be added to its score): what the state asked for, the trouble at hand and the last
 * topic count for it; a choice that is not on offer is out of the running. The odds are fitted (`node scripts/fit-odds.ts`).
 */
export function priorsOf(labels: readonly string[], setting: Setting, fitted: Odds = odds): Float32Array {
  const asked = new Set(
    readable(setting.offers, setting.meta).flatMap((id) => labelsOfChoice(id, setting.meta?.say)),
  );
  return Float32Array.from(labels, (label) => priorOf(label, asked.has(label), setting, fitted));
}

function priorOf(label: string, asked: boolean, setting: Setting, fitted: Odds): number {
  const kind = kindOf(label);
  if (kind === 'choice') return asked ? fitted.choice : Number.NEGATIVE_INFINITY;
  // Before anything was said people come to tell a trouble, not to answer.
  if (kind === 'said') return asked ? (hasSpoken(setting) ? fitted.said : 0) : Number.NEGATIVE_INFINITY;
  const bonus = asked ? fitted.asked : 0;
  if (kind) return bonus + kindPrior(kind, label, setting, fitted);
  if (isTrouble(label)) return bonus + troublePrior(label, setting, fitted);
  if (label === OUT_OF_SCOPE)
    return setting.inFlow ? fitted.foreign_in_flow : setting.topic === null ? 0 : fitted.foreign_after_answer;
  if (WIDE.has(label) && hasSpoken(setting)) return Number.NEGATIVE_INFINITY;
  const late = isUnderWay(label, setting) ? UNDER_WAY : 0;
  return bonus - late + (setting.inFlow ? fitted.talk_in_flow : 0);
}

/** How much less likely it is that somebody asks for what is under way, or calls off all where a request can be called off (a logit). */
const UNDER_WAY = 2;

/** Talk that an open request makes unlikely: "call me back instead" asks for no person, and "cancel it" is about the request. */
export function isUnderWay(label: string, { meta, offers }: Pick<Setting, 'meta' | 'offers'>): boolean {
  if (label === 'human_agent') return meta?.person === false;
  return label === 'restart' && offers.some(({ id }) => id === 'withdraw');
}

/** "No" and "it did not work" in one: once the bot has proposed something, the replies tell them apart. */
const WIDE: ReadonlySet<string> = new Set(['affirm', 'deny']);

/** Whether the bot has said something of substance: a reply, or a question back, has something to be about. */
export function hasSpoken({ inFlow, topic, trouble, spoken, meta }: Omit<Setting, 'homes'>): boolean {
  return spoken || inFlow || topic !== null || trouble !== null || AFTER.has(meta?.say ?? '');
}

/** Questions that stand behind an answer or a warning. */
const AFTER: ReadonlySet<string> = new Set(['answered', 'solved']);

/** The one fact that a conversation may begin with. */
export const LOCKED_OUT = 'state.cannot_get_in';

/** What no document tells: of all questions the one that is near many others. */
const UNPUBLISHED = 'answer.not_published';

/** How much less likely than its kin the answer is that has just been given (a logit). */
const GIVEN = 0.7;

/** What is said where harm may have been done, and in no other trouble. */
export const NOTHING_GIVEN = 'state.nothing_given';
/** How much less likely it is in another one (a logit). */
const ELSEWHERE = 1.5;
const HARMFUL: ReadonlySet<Trouble> = new Set(['phishing_report', 'certificate_warning', 'mfa_reset']);

const LEFT_OPEN = 'safety.shared_left_open';

/** The warnings that an answer, or a warning that stands for it, is about. */
export const WARNED_OF: ReadonlyMap<string, string> = new Map([
  ['asks_password_by_mail', 'safety.secret_asked'],
  ['password_share', 'safety.secret_asked'],
]);

function kindPrior(kind: string, label: string, setting: Setting, fitted: Odds): number {
  const spoken = hasSpoken(setting);
  if (label === UNPUBLISHED) return fitted.unpublished + (spoken ? fitted.answer : fitted.answer_unspoken);
  if (kind === 'answer') {
    const home = setting.homes.get(label);
    const near = home === setting.trouble || home === setting.homes.get(`answer.${setting.topic}`);
    const linked = setting.linked?.has(label) ? fitted.answer_linked : 0;
    if (!spoken) return fitted.answer_unspoken;
    // Whoever may be robbed asks about that.
    const aside = setting.urgent && setting.inFlow && !near ? fitted.other_trouble_urgent : 0;
    const again = label === `answer.${setting.topic}` ? GIVEN : 0;
    return fitted.answer + linked + aside + (near ? fitted.answer_near : 0) - again;
  }
  if (kind === 'safety') {
    // "He says it will be locked in five minutes" is told of whom was warned of, and is no lockout.
    const warned = WARNED_OF.get(setting.topic ?? '') === label ? fitted.answer_near : 0;
    // Where somebody may be reading the mail, the computer that is named is where they sit, and no session left open.
    if (setting.urgent && setting.inFlow && label === LEFT_OPEN) return Number.NEGATIVE_INFINITY;
    return (spoken ? fitted.safety : fitted.safety_unspoken) + warned;
  }
  if (label === LOCKED_OUT && !spoken) return fitted.answer_unspoken;
  // "Ça ne donne rien" is said of a remedy.
  if (label === NOTHING_GIVEN && setting.offers.some(({ id }) => id === 'not_worked')) return fitted.unspoken;
  // Where harm may have been done, that nothing was given away is as likely beforehand as that something was.
  if (label === NOTHING_GIVEN && setting.trouble !== null)
    return HARMFUL.has(setting.trouble) ? fitted.safety : fitted.state - ELSEWHERE;
  if (kind === 'state') return spoken ? fitted.state : fitted.unspoken;
  if (kind === 'tried') return spoken ? fitted.tried : fitted.unspoken;
  if (kind === 'follow') return spoken ? fitted.follow : fitted.unspoken;
  return spoken ? fitted.reply : fitted.unspoken;
}

/** How much likelier a trouble that was told and left is to be named again than at the beginning (a logit). */
const LEFT = 1;

function troublePrior(label: string, { trouble, paused, inFlow, urgent }: Setting, fitted: Odds): number {
  if (!inFlow) return 0;
  if (label === paused && !urgent) return LEFT;
  if (label === trouble) return fitted.same_trouble;
  return urgent ? fitted.other_trouble_urgent : fitted.other_trouble;
}
