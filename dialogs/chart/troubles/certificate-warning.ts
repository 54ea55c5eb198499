import { ask, remedy, urgentResort } from '../say.ts';
import { dialog } from '../setup.ts';

/**
 * A certificate warning shows. The bot never tells anybody to accept one, in any academy: it looks for the harmless
 * causes (clock, address, network, updates), then stops and treats the case as a possible interception.
 */
export const certificateWarning = dialog.createStateConfig({
  initial: 'accepted',
  states: {
    accepted: {
      ...ask('certificate_warning.accepted', ['certificate_refused', 'certificate_accepted'], {
        explicit: true,
        slot: {
          name: 'certificate',
          choices: { accepted: 'certificate_accepted', refused: 'certificate_refused' },
        },
      }),
      on: {
        'choice.certificate_refused': 'clock',
        'user.denied': 'clock',
        'choice.certificate_accepted': 'exposed',
        'user.affirmed': 'exposed',
      },
    },
    clock: remedy('certificate_warning.clock', {
      failed: 'address',
      explicit: true,
      family: 'clock',
      sooner: { slot: 'network', target: 'network' },
    }),
    address: remedy('certificate_warning.address', { failed: 'network', explicit: true }),
    network: remedy('certificate_warning.network', {
      failed: 'updates',
      explicit: true,
      family: 'other_network',
    }),
    updates: remedy('certificate_warning.updates', {
      failed: 'interception',
      explicit: true,
      family: 'update',
    }),
    exposed: urgentResort('certificate_warning.exposed'),
    interception: urgentResort('certificate_warning.interception'),
  },
});
