import { answer, ask, lastResort, say, urgentResort } from '../say.ts';
import { dialog } from '../setup.ts';

const calledOff = {
  target: '#helpdesk.understood',
  actions: ['liftUrgency', say('phishing_report.no_alarm')],
} as const;

/** A suspicious message; or, urgently, a password given away or an account that somebody else uses. */
export const phishingReport = dialog.createStateConfig({
  initial: 'what',
  states: {
    what: {
      ...ask('phishing_report.what', ['doubtful_message', 'password_given', 'account_misused'], {
        usual: 'doubtful_message',
        slot: {
          name: 'incident',
          choices: { password_given: 'password_given', account_misused: 'account_misused' },
        },
      }),
      on: {
        'choice.doubtful_message': 'doubtful',
        'choice.password_given': 'compromised',
        'choice.account_misused': 'compromised',
        'harm.denied': { target: 'doubtful', actions: say('no_harm') },
      },
    },
    doubtful: withAdmission(
      answer('phishing_report.doubtful', { unclear: 'explained', more: ['report_it', 'password_given'] }),
    ),
    explained: withAdmission(
      answer('phishing_report.explained', { unclear: 'report', more: ['report_it', 'password_given'] }),
    ),
    // A message that nobody fell for is no emergency: a "no" is taken for one.
    report: lastResort('phishing_report.report'),
    compromised: withDenial(urgentResort('phishing_report.compromised')),
    /** An alarm is called off by a clear yes only. */
    safe: {
      ...ask('phishing_report.safe', ['yes', 'no'], { explicit: true }),
      on: {
        'user.affirmed': calledOff,
        // Said once more.
        'harm.denied': calledOff,
        'user.denied': 'compromised',
      },
    },
  },
});

/** Advice on a suspicious message often brings to mind that one has answered it already. */
function withAdmission<State extends { on: object }>(state: State) {
  return {
    ...state,
    on: { ...state.on, 'choice.report_it': 'report', 'choice.password_given': 'compromised' },
  };
}

/** Whoever says that nobody has got anything is asked whether that is certain; what is done already is not asked for again. */
function withDenial<State extends { on: object }>(state: State) {
  return {
    ...state,
    on: {
      ...state.on,
      'harm.denied': 'safe',
      'slots.noted': [
        { guard: 'passwordChanged', actions: say('phishing_report.changed') },
        { actions: say('noted_resort') },
      ] as const,
    },
  };
}
