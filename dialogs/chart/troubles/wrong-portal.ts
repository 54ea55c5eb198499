import { answer, lastResort } from '../say.ts';
import { dialog } from '../setup.ts';

/** Which site to use; where two exist side by side, the address tells them apart. */
export const wrongPortal = dialog.createStateConfig({
  initial: 'which',
  states: {
    which: answer('wrong_portal.which', { unclear: 'ask_administration' }),
    ask_administration: answer('wrong_portal.ask_administration', { unclear: 'support' }),
    support: lastResort('wrong_portal.support'),
  },
});
