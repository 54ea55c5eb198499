import { lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** The session ends in the middle of work. */
export const sessionExpired = dialog.createStateConfig({
  initial: 'reload',
  states: {
    reload: remedy('session_expired.reload', { failed: 'cookies', family: 'reload' }),
    cookies: remedy('session_expired.cookies', { failed: 'support', more: ['trouble.browser_blocked'] }),
    support: lastResort('session_expired.support'),
  },
});
