import { ask, lastResort, remedy, say } from '../say.ts';

/**
 * How a password is set anew, for all troubles that end there. It differs by academy: a portal, the sign-in page, or the
 * support only. An active second factor rules out self-service in a portal.
 */
export const resetStates = {
  second_factor: {
    ...ask('reset.second_factor', ['yes', 'no', 'unsure'], {
      slot: { name: 'secondFactor', choices: { on: 'yes', off: 'no' } },
    }),
    on: { 'user.affirmed': 'second_factor_support', 'user.denied': 'portal', 'user.doubted': 'portal' },
  },
  portal: withSecondFactor(
    withLostRecovery(remedy('reset.portal', { failed: 'support', family: 'self_reset' })),
  ),
  recovery: {
    ...ask('reset.recovery', ['yes', 'no', 'unsure'], {
      slot: { name: 'recovery', choices: { registered: 'yes', none: 'no', outdated: 'no' } },
    }),
    on: { 'user.affirmed': 'sign_in_page', 'user.denied': 'support', 'user.doubted': 'sign_in_page' },
  },
  sign_in_page: withLostRecovery(remedy('reset.sign_in_page', { failed: 'support' })),
  general: remedy('reset.general', { failed: 'support' }),
  second_factor_support: lastResort('reset.second_factor_support'),
  support: lastResort('reset.support'),
} as const;

/** Leads to the way of the person's academy; `support` names the state for academies where only people can help. */
export function decideReset<Support extends string>(support: Support) {
  return {
    always: [
      { guard: { type: 'academyHas', params: { reset: 'portal' } }, target: 'second_factor' },
      { guard: { type: 'academyHas', params: { reset: 'sign_in_page' } }, target: 'recovery' },
      { guard: { type: 'academyHas', params: { reset: 'support' } }, target: support },
      { target: 'general' },
    ],
  } as const;
}

/** The portal itself tells whoever did not know that their second factor is active: it rules the portal out. */
function withSecondFactor<State extends { on: { 'slots.noted': readonly object[] } }>(state: State) {
  const ruledOut = { guard: 'secondFactorTold' as const, target: 'second_factor_support' } as const;
  return { ...state, on: { ...state.on, 'slots.noted': [ruledOut, ...state.on['slots.noted']] as const } };
}

/** A remedy that goes by a registered number or address is none for whoever says that they have no such thing. */
function withLostRecovery<State extends { on: object }>(state: State) {
  const told = [{ guard: 'recoveryLost' as const, target: 'support' }, { actions: say('noted') }] as const;
  return { ...state, on: { ...state.on, 'slots.noted': told } };
}

/** Whoever is locked out cannot change an old recovery number or address: that needs people. */
export const lostRecovery = { 'trouble.recovery_update': '.support' } as const;
