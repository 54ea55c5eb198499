import { dialog } from '../setup.ts';
import { decideReset, lostRecovery, resetStates } from './reset.ts';

/** The password is not known any more. */
export const passwordForgotten = dialog.createStateConfig({
  initial: 'deciding',
  on: lostRecovery,
  states: { deciding: decideReset('support'), ...resetStates },
});
