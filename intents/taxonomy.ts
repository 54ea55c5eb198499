import type { Taxonomy } from './engine/train.ts';
import { choiceSaid, isOpening, isTrouble, kindOf, type Label, questionOf } from './labels.ts';

/** The label of the taxonomy that each narrower one counts as, where it counts as one. */
export type Homes = ReadonlyMap<string, Label>;

/** Where the kinds that no file describes are at home. */
const HOMES: Readonly<Record<string, Label>> = {
  'safety.secret_asked': 'phishing_report',
  'safety.secret_given': 'phishing_report',
  'safety.spam_sent': 'phishing_report',
  'safety.changed_by_other': 'phishing_report',
  // Counted as what it threatens; the flow that begins is that of the second factor.
  'safety.phone_stolen': 'phishing_report',
  'safety.secret_here': 'phishing_report',
  'safety.certificate_accepted': 'certificate_warning',
  'safety.certificate_temptation': 'certificate_warning',
  'safety.encryption_temptation': 'mail_client_setup',
  'safety.shared_left_open': 'multiple_accounts',
  'reply.yes': 'affirm',
  'reply.worked': 'affirm',
  'reply.ok': 'affirm',
  'reply.no': 'deny',
  'reply.not_worked': 'deny',
  'reply.none': 'deny',
  'state.password_expired_told': 'password_expired',
  'state.second_factor_on': 'mfa_reset',
  'state.many_attempts': 'account_locked',
  'state.recovery_registered': 'recovery_update',
  'state.no_recovery': 'recovery_update',
  'state.recovery_outdated': 'recovery_update',
  'state.everyone': 'portal_slow',
};

/** The homes of all narrower labels; `answers` are those of the answers, by label. */
export function buildHomes(answers: Homes): Homes {
  return new Map([...Object.entries(HOMES), ...answers] as [string, Label][]);
}

/** The labels, of all questions, that stand for a choice: `yes` is `reply.yes` and others. */
export type HeardAs = (choice: string) => readonly string[];

/** What the labels have to do with each other, for training. */
export function buildTaxonomy(homes: Homes, heardAs: HeardAs): Taxonomy {
  /** Whether a label that is bound to a question means the same as one that is not. */
  const isSame = (bound: string, other: string) =>
    kindOf(bound) === 'said' && heardAs(choiceSaid(bound)).includes(other);
  return {
    isOpening,
    questionOf,
    // A choice is a candidate only where it is offered, so that nothing has to be told apart from it elsewhere.
    isPartOf: (narrower, wider) =>
      homes.get(narrower) === wider ||
      (kindOf(narrower) === 'choice' && isTrouble(wider)) ||
      isSame(narrower, wider) ||
      isSame(wider, narrower),
  };
}
