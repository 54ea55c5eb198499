import { answer, ask, lastResort, urgentResort } from '../say.ts';
import { dialog } from '../setup.ts';

/** A suspicious message; or, urgently, a password given away or an account that somebody else uses. */
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
      answer('phishing_report.doubtful', { unclear: 'explained', more: ['report_it', 'password_given'] }),
    ),
    explained: withAdmission(
      answer('phishing_report.explained', { unclear: 'report', more: ['report_it', 'password_given'] }),
    ),
    // A message that nobody fell for is no emergency: a "no" is taken for one.
    report: lastResort('phishing_report.report'),
    compromised: urgentResort('phishing_report.compromised'),
  },
});

/** Advice on a suspicious message often brings to mind that one has answered it already. */
function withAdmission<State extends { on: object }>(state: State) {
  return {
    ...state,
    on: { ...state.on, 'choice.report_it': 'report', 'choice.password_given': 'compromised' },
  };
}
