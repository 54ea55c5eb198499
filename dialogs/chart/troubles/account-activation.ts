import { ask, lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/** A first sign-in: where the NUMEN stands, what the first password is, and what to set up at once. */
export const accountActivation = dialog.createStateConfig({
  initial: 'ready',
  states: {
    ready: {
      ...ask('account_activation.ready', ['yes', 'no', 'never_created']),
      on: {
        'user.affirmed': 'sign_in',
        'user.denied': 'missing',
        'user.doubted': 'missing',
        'choice.never_created': 'not_created',
      },
    },
    missing: remedy('account_activation.missing', { worked: 'sign_in', failed: 'support' }),
    sign_in: remedy('account_activation.sign_in', { failed: 'support' }),
    not_created: lastResort('account_activation.not_created'),
    support: lastResort('account_activation.support'),
  },
});
