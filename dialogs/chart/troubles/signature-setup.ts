import { lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** Setting up the signature under one's messages. */
export const signatureSetup = dialog.createStateConfig({
  initial: 'set_up',
  states: {
    set_up: remedy('signature_setup.set_up', { failed: 'support' }),
    support: lastResort('signature_setup.support'),
  },
});
