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

/**
 * What an utterance can be besides: labels with a kind and an id, such as `answer.imap_server` or `reply.worked`, one
 * for each file in the corpus folder of that name.
 */
export const KINDS = [
  /** A question whose answer the bot has. */
  'answer',
  /** What somebody needs to hear a warning about before all else. */
  'safety',
  /** An answer to what the bot just said: yes, it worked, not yet, say that again. */
  'reply',
  /** A short question about what the bot just said: why, how, where. */
  'follow',
  /** A remedy that the person has tried already. */
  'tried',
  /** A fact about the person's situation. */
  'state',
  /** A choice of one of the bot's own questions. */
  'choice',
  /** The same in words that only that question invites: `said.<question>:<choice>`. */
  'said',
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that can open a conversation; the others mean something only once the bot has spoken. */
const OPENING_KINDS: ReadonlySet<string> = new Set<Kind>(['answer', 'safety']);

export type Talk = (typeof TALK)[number];
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

/** The kind of a label that has one. */
export function kindOf(label: string): Kind | undefined {
  const name = label.slice(0, Math.max(0, label.indexOf('.')));
  return KINDS.find((kind) => kind === name);
}

/** The id of a label of a kind: `imap_server` of `answer.imap_server`. */
export function idOf(label: string): string {
  return label.slice(label.indexOf('.') + 1);
}

/** The question of the bot that a label answers, where it is bound to one. */
export function questionOf(label: string): string | undefined {
  const end = label.lastIndexOf(':');
  return end < 0 ? undefined : idOf(label.slice(0, end));
}

/** The choice of its question that such a label stands for. */
export function choiceSaid(label: string): string {
  return label.slice(label.lastIndexOf(':') + 1);
}

/** Whether a label can be meant by the first words of a conversation. */
export function isOpening(label: string): boolean {
  const kind = kindOf(label);
  return kind ? OPENING_KINDS.has(kind) : isLabel(label);
}
