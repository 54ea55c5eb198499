import { ask, lastResort, remedy } from '../say.ts';
import { dialog } from '../setup.ts';

/**
 * The account is locked after failed attempts. The bot waits together with the person: a durable timer (`after`) comes
 * back by itself when the wait is over, also after a restart of the service.
 */
export const accountLocked = dialog.createStateConfig({
  initial: 'last_attempt',
  states: {
    last_attempt: {
      ...ask('account_locked.last_attempt', ['just_now', 'wait_over', 'already_open', 'unsure']),
      on: {
        'choice.just_now': { target: 'waiting', actions: 'startLockoutWait' },
        // Who does not know waits the whole time.
        'user.doubted': { target: 'waiting', actions: 'startLockoutWait' },
        'choice.wait_over': 'retry',
        'tried.wait': 'stop',
        'choice.already_open': '#helpdesk.solved',
      },
    },
    waiting: {
      ...ask('account_locked.waiting', ['already_open'], { again: 'account_locked.still_waiting' }),
      after: { lockout: { target: 'retry' } },
      on: {
        'choice.already_open': '#helpdesk.solved',
        // "ok" and "still locked" are heard and answered with the minutes that are left.
        'user.affirmed': { actions: 'noteUnderstood' },
        'user.denied': { actions: 'noteUnderstood' },
      },
    },
    retry: remedy('account_locked.retry', { failed: 'stop' }),
    stop: lastResort('account_locked.stop', ['trouble.password_expired', 'trouble.password_forgotten']),
  },
});
