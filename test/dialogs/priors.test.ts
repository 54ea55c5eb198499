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
  'said.answered:yes',
  'said.waiting:yes',
  'said.waiting:told',
  'answer.not_published',
  'human_agent',
  'restart',
];

describe('priors that are copied for most labels', () => {
  const priors = createPriors(LABELS, homes);
  // One after the other, each unlike the one before in one thing: what is kept of a setting must not be given for another.
  const settings = ([null, 'account_locked', 'mail_client_setup'] as const).flatMap((trouble) =>
    [null, 'imap_server', 'lockout_why', 'homeless'].flatMap((topic) =>
      [
        [],
        [{ id: 'yes' }, { id: 'certificate_refused' }],
        [{ id: 'trouble.account_locked' }, { id: 'withdraw' }],
      ].flatMap((offers) =>
        [true, false].flatMap((inFlow) =>
          [true, false].flatMap((urgent) =>
            [
              undefined,
              { say: 'answered', choices: [] },
              { say: 'waiting', choices: [] },
              { say: 'waiting', choices: [], person: false as const },
              { say: 'waiting', choices: [], expects: 'words' as const },
            ].flatMap((meta) => [
              { meta, trouble, topic, offers, inFlow, urgent, paused: null },
              { meta, trouble, topic, offers, inFlow, urgent, paused: 'mail_client_setup' as const },
              { meta, trouble, topic, offers, inFlow, urgent, paused: null, spoken: true },
            ]),
          ),
        ),
      ),
    ),
  );

  const flow = {
    meta: undefined,
    offers: [],
    trouble: 'account_locked',
    inFlow: true,
    urgent: false,
  } as const;
  const priorOf = (label: string, setting: Parameters<typeof priors>[0]) =>
    priors(setting)[LABELS.indexOf(label)] ?? 0;

  it('make a trouble that was left likelier than one that nobody has named, but not out of an urgent flow', () => {
    const [left, unnamed] = ['mail_client_setup', null].map((paused) =>
      priorOf('mail_client_setup', { ...flow, topic: null, paused: paused as 'mail_client_setup' | null }),
    );
    expect(left).to.be.greaterThan((unnamed ?? 0) + 1);
    const urgent = { ...flow, topic: null, urgent: true };
    expect(priorOf('mail_client_setup', { ...urgent, paused: 'mail_client_setup' })).to.equal(
      priorOf('mail_client_setup', urgent),
    );
  });

  it('leave the answers to a question in the running where it is put, and nowhere else', () => {
    const put = {
      ...flow,
      topic: null,
      offers: [{ id: 'yes' }],
      meta: { say: 'answered', choices: ['yes'] },
    };
    expect(priorOf('said.answered:yes', put)).to.be.greaterThan(0);
    expect(priorOf('said.waiting:yes', put)).to.equal(Number.NEGATIVE_INFINITY);
    expect(priorOf('said.answered:yes', { ...flow, topic: null })).to.equal(Number.NEGATIVE_INFINITY);
  });

  it('make a person unlikely who is on the way, and a new beginning where a request can be called off', () => {
    const open = {
      ...flow,
      topic: null,
      offers: [{ id: 'withdraw' }],
      meta: { say: 'waiting', choices: [], person: false as const },
    };
    for (const label of ['human_agent', 'restart'])
      expect(priorOf(label, open), label).to.be.lessThan(priorOf(label, { ...flow, topic: null }) - 1);
  });

  it('are those that are worked out one by one, in every setting, also the second time', () => {
    for (const setting of [...settings, ...settings]) {
      for (const linked of [undefined, new Set(['answer.mail_port', 'answer.unknown'])]) {
        const given = { ...setting, ...(linked && { linked }) };
        expect([...priors(given)], JSON.stringify(given)).to.deep.equal([
          ...priorsOf(LABELS, { ...given, homes }),
        ]);
      }
    }
  });
});
