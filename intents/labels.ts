/** Trouble that a flow handles: the first kind of intent. */
export const TROUBLES = [
  'password_expired',
  'password_forgotten',
  'mfa_reset',
  'account_locked',
  'certificate_warning',
  'identifier_format',
  'account_activation',
  'mail_client_setup',
  'browser_blocked',
  'portal_slow',
  'wrong_portal',
  'missing_messages',
  'mail_forwarding',
  'session_expired',
  'phishing_report',
  'recovery_update',
  'multiple_accounts',
  'signature_setup',
] as const;

/** Talk: what moves the conversation rather than names a trouble. */
export const TALK = [
  'greet',
  'goodbye',
  'thanks',
  'affirm',
  'deny',
  'help',
  'human_agent',
  'restart',
  'unwell',
  'bot_identity',
  'privacy',
] as const;

export const OUT_OF_SCOPE = 'out_of_scope';

export const LABELS = [...TROUBLES, ...TALK, OUT_OF_SCOPE] as const;

export type Trouble = (typeof TROUBLES)[number];
export type Label = (typeof LABELS)[number];

const labels: ReadonlySet<string> = new Set(LABELS);
const troubles: ReadonlySet<string> = new Set(TROUBLES);

/** Whether a string is one of the labels of the taxonomy. */
export function isLabel(value: string): value is Label {
  return labels.has(value);
}

/** Whether a string names a trouble that a flow handles. */
export function isTrouble(value: string): value is Trouble {
  return troubles.has(value);
}
