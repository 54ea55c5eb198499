import { lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** The site is slow or down for all: nothing is wrong with the account, and a mail program may still get through. */
export const portalSlow = dialog.createStateConfig({
  initial: 'wait',
  states: {
    wait: remedy('portal_slow.wait', { failed: 'mail_program', family: 'wait' }),
    mail_program: remedy('portal_slow.mail_program', {
      failed: 'support',
      more: ['trouble.mail_client_setup'],
    }),
    support: lastResort('portal_slow.support'),
  },
});
