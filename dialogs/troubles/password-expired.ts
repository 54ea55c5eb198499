import { ask, remedy } from '../ask.ts';
import { dialog } from '../setup.ts';
import { decideReset, resetStates } from './reset.ts';

/** The password has expired or must be renewed. Whoever can still sign in changes it there and then. */
export const passwordExpired = dialog.createStateConfig({
  initial: 'deciding',
  states: {
    deciding: decideReset('still_in'),
    still_in: {
      ...ask('password_expired.still_in', ['yes', 'no']),
      on: { 'user.affirmed': 'change', 'user.denied': 'support' },
    },
    change: remedy('password_expired.change', { failed: 'support' }),
    ...resetStates,
  },
});
