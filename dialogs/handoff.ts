import { not } from 'xstate';
import { ask, state } from './ask.ts';
import { dialog } from './setup.ts';

const review = ask('handoff.review', ['other_trouble', 'finish'], { person: false });

/** Takes down what support needs, without secrets, and shows it to the person to send. */
export const handoff = dialog.createStateConfig({
  initial: 'deciding',
  on: { 'agent.requested': { actions: state('handoff.under_way') } },
  states: {
    deciding: {
      always: [
        { guard: not('academyKnown'), target: 'academy' },
        { guard: 'hasErrorMessage', target: 'attempt' },
        { target: 'message' },
      ],
    },
    academy: {
      ...ask('academy', ['academy.*'], { person: false }),
      on: { 'academy.*': { target: 'message', actions: ['noteAcademy', state('academy_noted')] } },
    },
    message: {
      ...ask('handoff.message', ['no_message'], { expects: 'words', person: false }),
      on: {
        'user.wrote': { target: 'attempt', actions: 'noteMessage' },
        'choice.no_message': { target: 'attempt', actions: 'forgetMessage' },
      },
    },
    attempt: {
      ...ask('handoff.attempt', ['attempt_now', 'attempt_today', 'attempt_earlier', 'attempt_unknown'], {
        expects: 'words',
        person: false,
      }),
      on: {
        'choice.*': { target: 'review', actions: 'noteAttempt' },
        'user.wrote': { target: 'review', actions: 'noteAttempt' },
      },
    },
    review: {
      entry: [state('handoff.packet'), review.entry],
      meta: review.meta,
      on: {
        'user.affirmed': '#helpdesk.farewell',
        'user.denied': '#helpdesk.menu',
        'user.thanked': '#helpdesk.farewell',
      },
    },
  },
});
