import { answer, ask, urgentResort } from '../say.ts';
import { dialog } from '../setup.ts';

/** A doubtful message; or, urgently, a password given away or an account that somebody else uses. */
export const phishingReport = dialog.createStateConfig({
  initial: 'what',
  states: {
    what: {
      ...ask('phishing_report.what', ['doubtful_message', 'password_given', 'account_misused'], {
        slot: {
          name: 'incident',
          choices: { password_given: 'password_given', account_misused: 'account_misused' },
        },
      }),
      on: {
        'choice.doubtful_message': 'doubtful',
        'choice.password_given': 'compromised',
        'choice.account_misused': 'compromised',
      },
    },
    doubtful: withAdmission(
      answer('phishing_report.doubtful', { unclear: 'report', more: ['password_given'] }),
    ),
    report: urgentResort('phishing_report.report'),
    compromised: urgentResort('phishing_report.compromised'),
  },
});

/** Advice on a doubtful message often brings to mind that one has answered it already. */
function withAdmission<State extends { on: object }>(state: State) {
  return { ...state, on: { ...state.on, 'choice.password_given': 'compromised' } };
}
