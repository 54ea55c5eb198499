import { ask, lastResort, remedy } from '../ask.ts';
import { dialog } from '../setup.ts';

/** The password has expired or must be renewed. How differs by academy: a portal, the sign-in page, or support only. */
export const passwordExpired = dialog.createStateConfig({
  initial: 'deciding',
  states: {
    deciding: {
      always: [
        { guard: { type: 'academyHas', params: { reset: 'portal' } }, target: 'second_factor' },
        { guard: { type: 'academyHas', params: { reset: 'sign_in_page' } }, target: 'recovery' },
        { guard: { type: 'academyHas', params: { reset: 'support' } }, target: 'still_in' },
        { target: 'general' },
      ],
    },
    second_factor: {
      ...ask('password_expired.second_factor', ['yes', 'no', 'unsure']),
      on: { 'user.affirmed': 'second_factor_support', 'user.denied': 'portal', 'user.doubted': 'portal' },
    },
    portal: remedy('password_expired.portal', { failed: 'support' }),
    recovery: {
      ...ask('password_expired.recovery', ['yes', 'no', 'unsure']),
      on: { 'user.affirmed': 'sign_in_page', 'user.denied': 'support', 'user.doubted': 'sign_in_page' },
    },
    sign_in_page: remedy('password_expired.sign_in_page', { failed: 'support' }),
    still_in: {
      ...ask('password_expired.still_in', ['yes', 'no']),
      on: { 'user.affirmed': 'change', 'user.denied': 'support' },
    },
    change: remedy('password_expired.change', { failed: 'support' }),
    general: remedy('password_expired.general', { failed: 'support' }),
    second_factor_support: lastResort('password_expired.second_factor_support'),
    support: lastResort('password_expired.support'),
  },
});
