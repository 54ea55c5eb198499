import { dialog } from '../setup.ts';
import { decideReset, resetStates } from './reset.ts';

/** The password is not known any more. */
export const passwordForgotten = dialog.createStateConfig({
  initial: 'deciding',
  states: { deciding: decideReset('support'), ...resetStates },
});
