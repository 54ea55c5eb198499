import { choiceSaid, idOf, kindOf } from '../../intents/labels.ts';
import type { DialogMeta } from '../chart/meta.ts';

/** What is being prepared is called off: no choice on offer, but read like one. */
const CALL_OFF = 'call_off';

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
  attempt_unknown: ['reply.dont_know', 'reply.none'],
  no_message: ['reply.none', 'reply.dont_know', 'reply.no'],
  skip: ['reply.dont_know', 'reply.none', 'reply.no'],
  send: ['choice.send', 'reply.yes'],
  // The question is also whether the password was typed there; "oui déjà" says that it was done.
  certificate_accepted: [
    'safety.certificate_accepted',
    'reply.yes',
    'safety.secret_given',
    'reply.already_tried',
    'reply.done',
  ],
  certificate_refused: ['choice.certificate_refused', 'state.nothing_given', 'reply.no'],
  password_given: ['safety.secret_given'],
  account_misused: ['safety.spam_sent'],
  imap_or_pop: ['answer.imap_or_pop'],
  to_workspace: ['choice.to_workspace', 'answer.forward_to_ent'],
  'trouble.password_expired': ['password_expired', 'state.password_expired_told'],
  withdraw: ['reply.yes', 'choice.withdraw'],
  [CALL_OFF]: ['choice.withdraw'],
  keep_request: ['reply.no', 'choice.keep_request'],
  survey_yes: ['reply.yes', 'choice.survey_yes'],
  survey_no: ['reply.no', 'choice.survey_no'],
};

/** The labels that mean a choice whatever the question, the plainest first. */
export function heardAs(choice: string): readonly string[] {
  const named = HEARD_AS[choice];
  if (named) return named;
  return choice.startsWith('trouble.') ? [idOf(choice)] : [`choice.${choice}`];
}

/** What answers a question to be answered in words: no choice, but read like one. */
const TOLD = 'told';

/** Whether a label means that a question to be answered in words is answered. */
export function isToldInWords(label: string): boolean {
  return kindOf(label) === 'said' && choiceSaid(label) === TOLD;
}

/** The choices that words can make where these are on offer, for which there are labels. */
export function readable(offers: readonly { readonly id: string }[], meta: DialogMeta | undefined): string[] {
  return [
    ...offers.map(({ id }) => id),
    ...(meta?.expects === 'words' ? [TOLD] : []),
    ...(meta?.callable ? [CALL_OFF] : []),
  ];
}

/** The labels that mean a choice of a question, the plainest first. */
export function labelsOfChoice(choice: string, question: string | undefined): readonly string[] {
  const labels = heardAs(choice);
  return question === undefined ? labels : [...labels, `said.${question}:${choice}`];
}
