import { ask, lastResort, remedy, urgentResort } from '../say.ts';
import { dialog } from '../setup.ts';

/** The second factor fails, or has to be set up. */
export const mfaReset = dialog.createStateConfig({
  initial: 'symptom',
  states: {
    symptom: {
      // A theft is told in words: no question stands between it and what is urgent.
      always: { guard: 'phoneStolen', target: 'stolen' },
      ...ask('mfa_reset.symptom', [
        'code_missing',
        'new_phone',
        'security_key',
        'first_set_up',
        'factor_blocked',
      ]),
      on: {
        'choice.code_missing': 'code_missing',
        'choice.new_phone': 'old_phone',
        'choice.security_key': 'security_key',
        'choice.first_set_up': 'setting_up',
        'choice.factor_blocked': 'support',
      },
    },
    code_missing: remedy('mfa_reset.code_missing', { failed: 'clock', family: 'new_code' }),
    clock: remedy('mfa_reset.clock', { failed: 'support', family: 'clock' }),
    old_phone: {
      ...ask('mfa_reset.old_phone', ['yes', 'no', 'phone_stolen'], {
        slot: { name: 'oldPhone', choices: { works: 'yes', gone: 'no' } },
      }),
      on: {
        'choice.phone_stolen': 'stolen',
        'user.affirmed': [
          { guard: { type: 'academyHas', params: { secondFactor: 'known' } }, target: 'move' },
          { target: 'support' },
        ],
        'user.denied': 'support',
      },
    },
    move: remedy('mfa_reset.move', { failed: 'support' }),
    security_key: remedy('mfa_reset.security_key', { failed: 'support' }),
    setting_up: {
      always: [
        { guard: { type: 'academyHas', params: { secondFactor: 'known' } }, target: 'set_up' },
        { target: 'support' },
      ],
    },
    stolen: urgentResort('mfa_reset.stolen'),
    set_up: remedy('mfa_reset.set_up', { failed: 'support' }),
    support: lastResort('mfa_reset.support'),
  },
});
