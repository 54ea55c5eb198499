import { expect } from 'chai';
import { priorsOf } from '../../dialogs/interpret/candidates.ts';
import { createPriors } from '../../dialogs/interpret/priors.ts';
import type { Homes } from '../../intents/taxonomy.ts';

const homes: Homes = new Map([
  ['answer.imap_server', 'mail_client_setup'],
  ['answer.mail_port', 'mail_client_setup'],
  ['answer.lockout_why', 'account_locked'],
  ['reply.yes', 'affirm'],
]);
const LABELS = [
  'account_locked',
  'mail_client_setup',
  'affirm',
  'thanks',
  'out_of_scope',
  'answer.imap_server',
  'answer.mail_port',
  'answer.lockout_why',
  'answer.homeless',
  'reply.yes',
  'safety.secret_given',
  'state.attempt_now',
  'tried.port',
  'follow.why',
  'choice.certificate_refused',
  'choice.summary',
];

describe('priors that are copied for most labels', () => {
  const priors = createPriors(LABELS, homes);
  const settings = ([null, 'account_locked', 'mail_client_setup'] as const).flatMap((trouble) =>
    [null, 'imap_server', 'lockout_why', 'homeless'].flatMap((topic) =>
      [[], [{ id: 'yes' }, { id: 'certificate_refused' }], [{ id: 'trouble.account_locked' }]].flatMap(
        (offers) =>
          [true, false].flatMap((inFlow) =>
            [true, false].flatMap((urgent) =>
              [undefined, { say: 'answered', choices: [] }].map((meta) => ({
                ...{ meta, trouble, topic, offers, inFlow, urgent },
              })),
            ),
          ),
      ),
    ),
  );

  it('are those that are worked out one by one, in every setting', () => {
    for (const setting of settings) {
      for (const linked of [undefined, new Set(['answer.mail_port', 'answer.unknown'])]) {
        const given = { ...setting, ...(linked && { linked }) };
        expect([...priors(given)], JSON.stringify(given)).to.deep.equal([
          ...priorsOf(LABELS, { ...given, homes }),
        ]);
      }
    }
  });
});
