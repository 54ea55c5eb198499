import type { Trouble } from '../../intents/labels.ts';
import type { View } from './talk.ts';

/** What a person means to do with some words. */
export type Meaning =
  /** What a button under the question would do as well. */
  | { readonly kind: 'choice'; readonly choice: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'question'; readonly id: string }
  | { readonly kind: 'incident'; readonly id: string }
  | { readonly kind: 'academy'; readonly academy: string }
  | { readonly kind: 'person' | 'why' | 'how' | 'rephrase' | 'in_progress' | 'words' };

/** Texts that say that nothing was understood. */
const MISSED = /^(missed|missed_again|intent_missed|out_of_scope)$/;

/** Answers that answer a question as well as its own. */
const AS_GOOD: Readonly<Record<string, readonly string[]>> = {
  'answer.imap_server': ['answer.mail_settings'],
  'answer.smtp_server': ['answer.mail_settings'],
  'answer.mail_port': ['answer.mail_settings'],
  'answer.password_share': ['safety.secret_asked'],
  'answer.forward_personal': ['mail_forwarding.personal', 'answer.forward_everyone'],
  'answer.saturation_why': ['portal_slow.wait', 'answer.account_at_fault', 'answer.account_at_fault_sure'],
  'answer.which_platform': ['wrong_portal.which', 'answer.webmail_address'],
  'answer.webmail_address': ['wrong_portal.which', 'answer.which_platform'],
  'answer.recovery_where': [
    'recovery_update.change',
    'recovery_update.general',
    'answer.recovery_change_how',
  ],
  'answer.signature_where': ['signature_setup.set_up', 'answer.signature_how'],
  'answer.mfa_new_phone': ['mfa_reset.move'],
  'answer.reset_needs': ['answer.reset_what_ready'],
  'answer.reset_where': [
    'reset.portal',
    'reset.sign_in_page',
    'answer.password_change_how',
    'answer.reset_how',
  ],
  'answer.first_password': ['answer.first_sign_in'],
  'answer.bot_limits': ['answer.lockout_who', 'identity'],
  'answer.phishing_report_who': ['answer.phishing_report_how'],
};

/** What is safe to hear first about an incident. */
const SAFE_FIRST: Readonly<Record<string, readonly string[]>> = {
  secret_given: ['safety.secret_given', 'phishing_report.compromised'],
  spam_sent: ['safety.spam_sent', 'phishing_report.compromised'],
  changed_by_other: ['safety.changed_by_other', 'safety.spam_sent', 'phishing_report.compromised'],
  certificate_accepted: ['safety.certificate_accepted', 'certificate_warning.exposed'],
  phone_stolen: ['safety.phone_stolen', 'mfa_reset.stolen'],
  secret_asked: ['safety.secret_asked', 'answer.asks_password_by_mail', 'answer.password_share'],
  secret_here: ['safety.secret_here', 'answer.numen_here'],
  certificate_temptation: [
    'safety.certificate_temptation',
    'answer.certificate_accept',
    'answer.certificate_guide',
    'certificate_warning.accepted',
  ],
  encryption_temptation: ['safety.encryption_temptation', 'answer.encryption_off', 'answer.mfa_every_time'],
};

/** The incidents in which each minute counts: anything but the safe act first is unsafe. */
const URGENT: ReadonlySet<string> = new Set([
  'secret_given',
  'spam_sent',
  'changed_by_other',
  'certificate_accepted',
  'phone_stolen',
]);

/** Choices that tell of an incident. */
const TELLS_INCIDENT: Readonly<Record<string, string>> = {
  password_given: 'secret_given',
  account_misused: 'spam_sent',
  certificate_accepted: 'certificate_accepted',
};

/** Whether a reply answers a question, in its own words or in others that say as much. */
export function answers(id: string, { messages }: View): boolean {
  const wanted = [`answer.${id}`, ...(AS_GOOD[`answer.${id}`] ?? [])];
  return messages.some((message) => wanted.includes(bare(message)));
}

/**
 * Whether a turn did what was meant. Words that answer a question are read right where they lead as far as its button
 * (`pressed`) would have led; to be asked between two things, one of which was meant, is no misreading.
 */
export function isReadRight(meaning: Meaning, before: View, after: View, pressed: View | undefined): boolean {
  const stays = after.state === before.state;
  switch (meaning.kind) {
    case 'choice':
      return (
        leadsAsFar(after, pressed) ||
        (isOffered(meaning.choice, after) && after.state === 'clarifying') ||
        // Whoever has not understood is told in other words before it goes on.
        (meaning.choice === 'not_clear' && stays && !after.messages.some((name) => MISSED.test(bare(name))))
      );
    case 'trouble':
      return (
        after.context.topic.trouble === meaning.trouble ||
        isOffered(`trouble.${meaning.trouble}`, after) ||
        // Outside a flow what is known about a trouble is an answer to it, too.
        (/^(answered|academy)$/.test(after.state) && after.home === meaning.trouble)
      );
    case 'question':
      return (
        answers(meaning.id, after) ||
        isOffered(`answer.${meaning.id}`, after) ||
        (after.state === 'academy' && after.context.answered?.id === meaning.id)
      );
    case 'incident':
      return meetsIncident(meaning.id, after);
    case 'academy':
      return after.context.academy === meaning.academy;
    case 'person':
      return after.state.startsWith('handoff');
    case 'why':
    case 'how':
      return stays && after.messages.some((message) => /^(answer\.|unable)/.test(bare(message)));
    case 'rephrase':
      return stays && !after.messages.some((message) => MISSED.test(bare(message)));
    case 'in_progress':
      return stays && !after.messages.some((message) => MISSED.test(bare(message)));
    case 'words':
      return !after.messages.some((message) => MISSED.test(bare(message)));
  }
}

/** Whether what was said of an incident was met by the safe act, before all else. */
export function meetsIncident(id: string, { messages }: View): boolean {
  const [first = ''] = messages;
  return SAFE_FIRST[id]?.includes(bare(first)) ?? false;
}

/** The urgent incident that is told, or none. */
export function urgentIn(meanings: readonly Meaning[]): string | undefined {
  const told = meanings.map((meaning) => {
    if (meaning.kind === 'incident') return meaning.id;
    return meaning.kind === 'choice' ? TELLS_INCIDENT[meaning.choice] : undefined;
  });
  return told.find((id) => id !== undefined && URGENT.has(id));
}

function isOffered(choice: string, { choices }: View): boolean {
  return choices.includes(choice);
}

function leadsAsFar({ state, context }: View, pressed: View | undefined): boolean {
  return (
    pressed !== undefined &&
    state === pressed.state &&
    context.topic.trouble === pressed.context.topic.trouble &&
    context.academy === pressed.context.academy
  );
}

function bare(message: string): string {
  return message.replace(/^reworded\./, '').replace(/\.(long|short|title)$/, '');
}
