import type { Trouble } from '../../intents/labels.ts';
import { accountActivation } from './troubles/account-activation.ts';
import { accountLocked } from './troubles/account-locked.ts';
import { browserBlocked } from './troubles/browser-blocked.ts';
import { certificateWarning } from './troubles/certificate-warning.ts';
import { identifierFormat } from './troubles/identifier-format.ts';
import { mailClientSetup } from './troubles/mail-client-setup.ts';
import { mailForwarding } from './troubles/mail-forwarding.ts';
import { mfaReset } from './troubles/mfa-reset.ts';
import { missingMessages } from './troubles/missing-messages.ts';
import { multipleAccounts } from './troubles/multiple-accounts.ts';
import { passwordExpired } from './troubles/password-expired.ts';
import { passwordForgotten } from './troubles/password-forgotten.ts';
import { phishingReport } from './troubles/phishing-report.ts';
import { portalSlow } from './troubles/portal-slow.ts';
import { recoveryUpdate } from './troubles/recovery-update.ts';
import { sessionExpired } from './troubles/session-expired.ts';
import { signatureSetup } from './troubles/signature-setup.ts';
import { wrongPortal } from './troubles/wrong-portal.ts';

/** The statechart of each trouble. */
export const flows = {
  password_expired: passwordExpired,
  password_forgotten: passwordForgotten,
  mfa_reset: mfaReset,
  account_locked: accountLocked,
  certificate_warning: certificateWarning,
  identifier_format: identifierFormat,
  account_activation: accountActivation,
  mail_client_setup: mailClientSetup,
  browser_blocked: browserBlocked,
  portal_slow: portalSlow,
  wrong_portal: wrongPortal,
  missing_messages: missingMessages,
  mail_forwarding: mailForwarding,
  session_expired: sessionExpired,
  phishing_report: phishingReport,
  recovery_update: recoveryUpdate,
  multiple_accounts: multipleAccounts,
  signature_setup: signatureSetup,
} satisfies Record<Trouble, object>;

/** Troubles offered at the start, most frequent first; the second row is behind "something else". */
export const FIRST_MENU = ['password_expired', 'mfa_reset', 'account_locked', 'certificate_warning'] as const;
export const SECOND_MENU = [
  'password_forgotten',
  'identifier_format',
  'mail_client_setup',
  'browser_blocked',
  'phishing_report',
] as const;
