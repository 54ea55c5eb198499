import { idOf, isTrouble, kindOf } from '../../intents/labels.ts';
import type { EventType } from '../chart/events.ts';
import { type Slots, slotsOfEntities } from '../chart/slots.ts';
import type { Aspect } from '../knowledge/answers.ts';
import { DENIAL } from './denials.ts';
import type { Situation } from './situation.ts';
import type { Act, Told } from './types.ts';

/** The answer that tells how mail is set up on each device and in each program. */
const SETTINGS = 'mail_settings';
/** Below this probability a question is no candidate for what "et pour … ?" may mean. */
const LIKELY = 0.06;
/** Share of what is left beside the follow-up from which a question is one, too. */
const LEFT = 0.3;
const FAILED = 'reply.not_worked';
const DEADLINE = 'state.deadline';
/** From this probability "and then?" is about what to do when it fails. */
const SUPPOSED = 0.1;

/**
 * What a question means that names something to do, or a circumstance ("il met son adresse complète aussi ?", "et avec la
 * MFA ?"): the answer about it, by the label of whoever tells of it.
 */
const ABOUT: Readonly<Record<string, string>> = {
  'state.deadline': 'saturation_meanwhile',
  'state.many_attempts': 'lockout_tries',
  'state.no_recovery': 'reset_no_recovery',
  'state.recovery_registered': 'recovery_check',
  'state.recovery_outdated': 'recovery_change_how',
  'state.second_factor_on': 'reset_second_factor',
  'state.second_factor_off': 'reset_second_factor_tell',
  'tried.cache': 'cache_how',
  'tried.clock': 'clock_how',
  'tried.contact_support': 'desk_contact',
  'tried.extensions': 'extensions_how',
  'tried.full_address': 'username_mail_program',
  'tried.new_code': 'remedy_code_how',
  'tried.other_browser': 'browser_which',
  'tried.other_network': 'certificate_network',
  'tried.port': 'mail_port',
  'tried.private_window': 'private_window_enough',
  'tried.self_reset': 'reset_how',
  'tried.short_username': 'username_form',
  'tried.update': 'update_how',
  'tried.wait': 'lockout_retry',
};

/** The answers that the last one, or the question or remedy just put, leads to: labels. */
export function linkedAnswers({ topic, answers, followUps, meta }: Situation): ReadonlySet<string> {
  const linked = [
    ...Object.values(answers.get(topic ?? '')?.follow ?? {}),
    ...Object.values(followUps[meta?.say ?? ''] ?? {}),
  ];
  return new Set(linked.map((id) => `answer.${id}`));
}

/**
 * What a question about something to do or a circumstance asks. What was asked last comes first, where another academy or
 * device changes its answer.
 */
export function questionAbout(label: string, told: Told, situation: Situation): EventType | undefined {
  // "C'est urgent ?" of somebody who gave a password away asks about that, and not what to do meanwhile.
  if (label === DEADLINE && situation.urgent) return followUpOf('serious', told, situation);
  const about = ABOUT[label];
  if (about === undefined || about === situation.topic) return sameOf(told, situation);
  return sameAgain(told, situation) ?? `answer.${about}`;
}

/**
 * What a short question ("pourquoi ?", "et après ?", "et à Lyon ?") means here. What the same message asks or tells comes
 * first; then the answer given last says where it leads, else the question or remedy that the bot has just put. Nothing
 * where none of them does.
 */
export function followUpOf(aspect: string, told: Told, situation: Situation): EventType | undefined {
  if (aspect === 'same_other') return sameOf(told, situation);
  const { answers, followUps } = situation;
  // "Et si ça ne marche toujours pas ?" asks who can help then.
  const name = aspect === 'next' && supposesFailure(told) ? 'who' : (aspect as Aspect);
  const within = told.acts.find(({ label }) => kindOf(label) === 'answer' || isTrouble(label))?.label;
  const topic = within && kindOf(within) === 'answer' ? idOf(within) : situation.topic;
  const trouble = within && isTrouble(within) ? within : undefined;
  const found =
    (trouble ? followUps[trouble]?.[name] : undefined) ??
    (topic ? answers.get(topic)?.follow?.[name] : undefined) ??
    followUps[situation.meta?.say ?? '']?.[name] ??
    followUps[situation.trouble ?? '']?.[name];
  if (found && found !== situation.topic) return `answer.${found}`;
  // Whoever wants to know more about an answer than there is hears it in other words, and that there is no more.
  return likeliest(told.candidates) ?? (situation.topic ? `answer.${situation.topic}` : undefined);
}

/** Whether a failure is spoken of as what may come, and not as what has happened. */
export function supposesFailure({ acts, candidates }: Told): boolean {
  return (
    acts.some(({ label }) => label === 'follow.next') &&
    [...acts, ...candidates].some(({ label, confidence }) => label === FAILED && confidence >= SUPPOSED)
  );
}

/** The last question again for another academy, device or direction; where that changes nothing, the next likely one. */
function sameOf(told: Told, situation: Situation): EventType | undefined {
  const { topic } = situation;
  return (
    sameAgain(told, situation) ??
    linkedElsewhere(told, situation) ??
    settingsFor(told, situation) ??
    likeliest(told.candidates) ??
    (topic ? `answer.${topic}` : flowElsewhere(told, situation))
  );
}

/** The aspects of a flow that differ elsewhere, the most asked for first. */
const ELSEWHERE: readonly Aspect[] = ['how_long', 'how', 'where', 'who', 'what'];

/** Where the last answer is the same everywhere, what it leads to that is otherwise at the academy named: "et à Paris ?" after Esterel. */
function linkedElsewhere({ entities }: Told, { answers, topic }: Situation): EventType | undefined {
  const follow = entities.academy === undefined ? undefined : answers.get(topic ?? '')?.follow;
  const id = ['where' as const, ...ELSEWHERE]
    .map((aspect) => follow?.[aspect])
    .find((other) => other && answers.get(other)?.varies.has('academy'));
  return id ? `answer.${id}` : undefined;
}

/** What of the present flow is otherwise for what the words name: "et à Lyon ?" while the account is locked. */
function flowElsewhere(told: Told, { answers, followUps, meta, trouble }: Situation): EventType | undefined {
  const changed = slotsNamed(told);
  const answer = [followUps[meta?.say ?? ''], followUps[trouble ?? '']]
    .flatMap((aspects) => ELSEWHERE.map((aspect) => aspects?.[aspect]))
    .find((id) => id && changed.some((slot) => answers.get(id)?.varies.has(slot)));
  return answer ? `answer.${answer}` : undefined;
}

/** How mail is set up on the device or in the program that the words name: where the last answer is the same on each, that is meant. */
function settingsFor({ entities }: Told, { answers }: Situation): EventType | undefined {
  const { device, program } = slotsOfEntities(entities);
  return (device || program) && answers.has(SETTINGS) ? `answer.${SETTINGS}` : undefined;
}

/** The last question for what the words name, if its answer varies with that. */
function sameAgain(told: Told, { topic, answers }: Situation): EventType | undefined {
  const varies = topic ? answers.get(topic)?.varies : undefined;
  return varies && slotsNamed(told).some((slot) => varies.has(slot)) ? `answer.${topic}` : undefined;
}

/** The last question again where the words, which ask nothing, name another thing to answer it for: "not Firefox, Chrome". */
export function correctedAnswer(
  { entities }: Told,
  { topic, topicSlots, answers }: Situation,
): EventType | undefined {
  const varies = topic ? answers.get(topic)?.varies : undefined;
  const named = Object.entries(slotsOfEntities(entities));
  const changed = named.some(
    ([slot, value]) => varies?.has(slot) && topicSlots[slot as keyof Slots] !== value,
  );
  return changed ? `answer.${topic}` : undefined;
}

/** The probability from which words complain of the answer given last. */
const COMPLAINS = 0.1;

/** Whether an answer is the one given last, of which people complain: "ça ne répond pas, je parle du mot de passe". They are not told it again. */
export function isRefused(id: string, told: Told, situation: Situation): boolean {
  if (id !== situation.topic || sameAgain(told, situation)) return false;
  const complains = ({ label }: Act) => label === 'reply.bot_wrong' || label === DENIAL;
  return (
    told.acts.some(complains) || told.candidates.some((act) => complains(act) && act.confidence >= COMPLAINS)
  );
}

/** What the words name that may change an answer. */
function slotsNamed({ entities }: Told): string[] {
  return [...(entities.academy ? ['academy'] : []), ...Object.keys(slotsOfEntities(entities))];
}

/** The likeliest question, by itself or among what is left beside the follow-up. */
function likeliest(candidates: readonly Act[]): EventType | undefined {
  const [top] = candidates;
  const left = 1 - (top && kindOf(top.label) !== 'answer' ? top.confidence : 0);
  const answer = candidates.find(
    ({ label, confidence }) =>
      kindOf(label) === 'answer' && (confidence >= LIKELY || confidence >= LEFT * left),
  );
  return answer && (answer.label as EventType);
}
