import { lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** Changing the recovery phone or address while all still works. */
export const recoveryUpdate = dialog.createStateConfig({
  initial: 'deciding',
  states: {
    deciding: {
      always: [
        { guard: { type: 'academyHas', params: { secondFactor: 'known' } }, target: 'change' },
        { target: 'general' },
      ],
    },
    change: remedy('recovery_update.change', { failed: 'support' }),
    general: remedy('recovery_update.general', { failed: 'support' }),
    support: lastResort('recovery_update.support'),
  },
});
