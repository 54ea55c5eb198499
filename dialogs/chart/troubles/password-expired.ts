import { ask, remedy } from '../say.ts';
import { dialog } from '../setup.ts';
import { decideReset, lostRecovery, resetStates } from './reset.ts';

/** The password has expired or must be renewed. Whoever can still sign in changes it there and then. */
export const passwordExpired = dialog.createStateConfig({
  initial: 'deciding',
  on: lostRecovery,
  states: {
    deciding: {
      always: [{ guard: 'expiresLater', target: 'change' }, ...decideReset('still_in').always],
    },
    still_in: {
      ...ask('password_expired.still_in', ['yes', 'no']),
      on: { 'user.affirmed': 'change', 'user.denied': 'support' },
    },
    change: remedy('password_expired.change', { failed: 'support' }),
    ...resetStates,
  },
});
