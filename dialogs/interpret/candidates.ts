import { idOf, isTrouble, kindOf, OUT_OF_SCOPE, type Trouble } from '../../intents/labels.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import type { DialogMeta } from '../chart/meta.ts';
import odds from './odds.json' with { type: 'json' };
import type { Offer } from './offers.ts';

/** What of the conversation's state makes a label likelier, or takes it out of the running. */
export interface Setting {
  readonly meta: DialogMeta | undefined;
  readonly offers: readonly Pick<Offer, 'id'>[];
  /** The trouble at hand. */
  readonly trouble: Trouble | null;
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

/**
 * The labels that stand for a choice when its question is asked; a choice that is not named here has a label of its own,
 * `choice.<id>`. The first one is the plainest.
 */
const HEARD_AS: Readonly<Record<string, readonly string[]>> = {
  yes: ['reply.yes'],
  no: ['reply.no'],
  unsure: ['reply.dont_know'],
  worked: ['reply.worked', 'reply.yes'],
  not_worked: ['reply.not_worked', 'reply.no', 'reply.already_tried', 'reply.partly'],
  clear: ['reply.ok', 'reply.yes', 'reply.worked', 'thanks'],
  not_clear: ['reply.no', 'reply.not_worked'],
  summary: ['reply.yes', 'reply.ok', 'choice.summary'],
  resume: ['reply.yes', 'reply.ok'],
  finish: ['reply.none', 'goodbye', 'reply.no', 'thanks'],
  other_trouble: ['restart', 'reply.another'],
  something_else: ['choice.something_else', 'reply.another'],
  person: ['human_agent'],
  just_now: ['state.attempt_now'],
  wait_over: ['state.attempt_old'],
  already_open: ['reply.worked'],
  attempt_now: ['state.attempt_now'],
  attempt_earlier: ['state.attempt_old'],
  attempt_unknown: ['reply.dont_know'],
  no_message: ['reply.none', 'reply.dont_know'],
  // The question is also whether the password was typed there.
  certificate_accepted: ['safety.certificate_accepted', 'reply.yes', 'safety.secret_given'],
  certificate_refused: ['choice.certificate_refused', 'state.nothing_given', 'reply.no'],
  password_given: ['safety.secret_given'],
  account_misused: ['safety.spam_sent'],
  imap_or_pop: ['answer.imap_or_pop'],
  'trouble.password_expired': ['password_expired', 'state.password_expired_told'],
  withdraw: ['reply.yes', 'choice.withdraw'],
  keep_request: ['reply.no', 'choice.keep_request'],
  survey_yes: ['reply.yes', 'choice.survey_yes'],
  survey_no: ['reply.no', 'choice.survey_no'],
};

/** The labels that mean a choice, the plainest first. */
export function labelsOfChoice(id: string): readonly string[] {
  const named = HEARD_AS[id];
  if (named) return named;
  return id.startsWith('trouble.') ? [idOf(id)] : [`choice.${id}`];
}

/** The choice on offer that a label means, or none. */
export function choiceOf(label: string, offers: Setting['offers']): string | undefined {
  const found = offers
    .map(({ id }) => ({ id, at: labelsOfChoice(id).indexOf(label) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return found[0]?.id;
}

/** The choice that each label stands for; only those labels that stand for one on offer. */
export function choicesByLabel(offers: Setting['offers']): ReadonlyMap<string, string> {
  const choices = new Map<string, string>();
  const places = new Map<string, number>();
  for (const { id } of offers) {
    for (const [at, label] of labelsOfChoice(id).entries()) {
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
  const asked = new Set(setting.offers.flatMap(({ id }) => labelsOfChoice(id)));
  return Float32Array.from(labels, (label) => priorOf(label, asked.has(label), setting, fitted));
}

function priorOf(label: string, asked: boolean, setting: Setting, fitted: Odds): number {
  const kind = kindOf(label);
  if (kind === 'choice') return asked ? fitted.choice : Number.NEGATIVE_INFINITY;
  const bonus = asked ? fitted.asked : 0;
  if (kind) return bonus + kindPrior(kind, label, setting, fitted);
  if (isTrouble(label)) return bonus + troublePrior(label, setting, fitted);
  if (label === OUT_OF_SCOPE) return setting.inFlow ? fitted.foreign_in_flow : 0;
  if (WIDE.has(label) && hasSpoken(setting)) return Number.NEGATIVE_INFINITY;
  return bonus + (setting.inFlow ? fitted.talk_in_flow : 0);
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
const LOCKED_OUT = 'state.cannot_get_in';

/** What is said where harm may have been done, and in no other trouble. */
export const NOTHING_GIVEN = 'state.nothing_given';
/** How much less likely it is in another one (a logit). */
const ELSEWHERE = 1.5;
const HARMFUL: ReadonlySet<Trouble> = new Set(['phishing_report', 'certificate_warning', 'mfa_reset']);

function kindPrior(kind: string, label: string, setting: Setting, fitted: Odds): number {
  const spoken = hasSpoken(setting);
  if (kind === 'answer') {
    const home = setting.homes.get(label);
    const near = home === setting.trouble || home === setting.homes.get(`answer.${setting.topic}`);
    const linked = setting.linked?.has(label) ? fitted.answer_linked : 0;
    return (
      (spoken ? fitted.answer + linked : fitted.answer_unspoken) + (near && spoken ? fitted.answer_near : 0)
    );
  }
  if (kind === 'safety') return spoken ? fitted.safety : 0;
  if (label === LOCKED_OUT && !spoken) return fitted.answer_unspoken;
  if (label === NOTHING_GIVEN && setting.trouble !== null && !HARMFUL.has(setting.trouble))
    return fitted.state - ELSEWHERE;
  if (kind === 'state') return spoken ? fitted.state : fitted.unspoken;
  if (kind === 'tried') return spoken ? fitted.tried : fitted.unspoken;
  if (kind === 'follow') return spoken ? fitted.follow : fitted.unspoken;
  return spoken ? fitted.reply : fitted.unspoken;
}

function troublePrior(label: string, { trouble, inFlow, urgent }: Setting, fitted: Odds): number {
  if (!inFlow) return 0;
  if (label === trouble) return fitted.same_trouble;
  return urgent ? fitted.other_trouble_urgent : fitted.other_trouble;
}
