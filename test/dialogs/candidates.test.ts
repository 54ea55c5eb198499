// What the state of a conversation adds to each label, with odds of the test's own: each is a number that nothing else gives.
import { expect } from 'chai';
import {
  choiceOf,
  choicesByLabel,
  hasSpoken,
  isUnderWay,
  NOTHING_GIVEN,
  type Odds,
  priorsOf,
  type Setting,
} from '../../dialogs/interpret/candidates.ts';
import type { Homes } from '../../intents/taxonomy.ts';

const OUT = Number.NEGATIVE_INFINITY;
const ODDS: Odds = {
  asked: 1000,
  choice: 1,
  said: 2,
  answer: 3,
  unpublished: 100,
  answer_unspoken: 4,
  answer_near: 10,
  answer_linked: 20,
  safety: 5,
  safety_unspoken: 6,
  reply: 7,
  follow: 8,
  tried: 9,
  state: 11,
  unspoken: 12,
  same_trouble: 13,
  other_trouble: 14,
  other_trouble_urgent: 15,
  talk_in_flow: 16,
  foreign_in_flow: 17,
  foreign_after_answer: 18,
};
const homes: Homes = new Map([
  ['answer.lockout_why', 'account_locked'],
  ['answer.lockout_who', 'account_locked'],
  ['answer.imap_server', 'mail_client_setup'],
]);
const NOWHERE: Setting = {
  ...{ meta: undefined, offers: [], trouble: null, topic: null, inFlow: false, urgent: false, homes },
};
const FLOW = { inFlow: true, trouble: 'account_locked' } as const;
type Row = readonly [label: string, setting: Partial<Setting>, prior: number];

const asking = (say: string, ...ids: string[]): Partial<Setting> => ({
  offers: ids.map((id) => ({ id })),
  meta: { say, choices: ids },
});

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'a choice counts where it is on offer alone': [
    ['choice.summary', {}, OUT],
    ['choice.summary', FLOW, OUT],
    ['choice.summary', asking('x', 'summary'), 1],
    ['choice.certificate_refused', asking('x', 'summary'), OUT],
  ],
  'what only one question invites counts there, and for nothing before anything was said': [
    ['said.why:no', {}, OUT],
    ['said.why:no', { ...FLOW, ...asking('why', 'no') }, 2],
    ['said.why:no', { ...FLOW, ...asking('how', 'no') }, OUT],
    ['said.why:no', asking('why', 'no'), 0],
  ],
  'an answer is likelier where something was said, near the trouble or the topic, and where the last one led':
    [
      ['answer.lockout_why', {}, 4],
      ['answer.lockout_why', { spoken: true }, 3],
      ['answer.lockout_why', FLOW, 13],
      ['answer.imap_server', FLOW, 3],
      ['answer.lockout_who', { topic: 'lockout_why' }, 13],
      ['answer.lockout_why', { topic: 'lockout_why' }, Math.fround(12.3)],
      ['answer.imap_server', { topic: 'lockout_why' }, 3],
      ['answer.imap_server', { ...FLOW, linked: new Set(['answer.imap_server']) }, 23],
      ['answer.lockout_why', { ...FLOW, linked: new Set(['answer.lockout_why']) }, 33],
      ['answer.imap_server', { ...FLOW, urgent: true }, 18],
      ['answer.imap_server', { spoken: true, urgent: true }, 3],
      ['answer.lockout_why', { ...FLOW, urgent: true }, 13],
      ['answer.imap_server', { linked: new Set(['answer.imap_server']) }, 4],
    ],
  'that there is no document has odds of its own': [
    ['answer.not_published', {}, 104],
    ['answer.not_published', FLOW, 103],
  ],
  'a warning counts less where nothing was said': [
    ['safety.secret_given', {}, 6],
    ['safety.secret_given', { topic: 'x' }, 5],
    ['safety.secret_given', FLOW, 5],
  ],
  'what was warned of is likelier to be told again, and a session left open where somebody may read along is not meant':
    [
      ['safety.secret_asked', { topic: 'asks_password_by_mail' }, 15],
      ['safety.secret_asked', { topic: 'password_share' }, 15],
      ['safety.secret_asked', { topic: 'lockout_why' }, 5],
      ['safety.secret_given', { topic: 'asks_password_by_mail' }, 5],
      ['safety.shared_left_open', { ...FLOW, urgent: true }, OUT],
      ['safety.shared_left_open', { urgent: true, topic: 'x' }, 5],
      ['safety.secret_given', { ...FLOW, urgent: true }, 5],
    ],
  'a question that is answered in words has an answer that no button is': [
    ['said.why:told', { ...FLOW, ...asking('why', 'skip') }, OUT],
    [
      'said.why:told',
      { ...FLOW, offers: [{ id: 'skip' }], meta: { say: 'why', choices: ['skip'], expects: 'words' } },
      2,
    ],
  ],
  'what answers nothing is unlikely at the beginning': [
    ['state.only_me', {}, 12],
    ['state.only_me', FLOW, 11],
    ['tried.cache', {}, 12],
    ['tried.cache', FLOW, 9],
    ['follow.why', {}, 12],
    ['follow.why', FLOW, 8],
    ['reply.ok', {}, 12],
    ['reply.ok', FLOW, 7],
    ['reply.ok', { ...FLOW, ...asking('x', 'clear') }, 1007],
  ],
  'one may begin by saying that one cannot get in': [
    ['state.cannot_get_in', {}, 4],
    ['state.cannot_get_in', FLOW, 11],
  ],
  'that nothing was given away is as likely as that something was, where harm may have been done': [
    [NOTHING_GIVEN, {}, 12],
    [NOTHING_GIVEN, { ...FLOW, trouble: 'phishing_report' }, 5],
    [NOTHING_GIVEN, { ...FLOW, trouble: 'certificate_warning' }, 5],
    [NOTHING_GIVEN, { ...FLOW, trouble: 'mfa_reset' }, 5],
    [NOTHING_GIVEN, FLOW, 9.5],
    // Of a remedy it is said that it did nothing.
    [NOTHING_GIVEN, { ...FLOW, ...asking('x', 'worked', 'not_worked'), trouble: 'mfa_reset' }, 12],
    [NOTHING_GIVEN, { topic: 'x' }, 11],
  ],
  'a trouble counts by what is under way': [
    ['account_locked', {}, 0],
    ['account_locked', { trouble: 'account_locked' }, 0],
    ['account_locked', FLOW, 13],
    ['mfa_reset', FLOW, 14],
    ['mfa_reset', { ...FLOW, urgent: true }, 15],
    ['account_locked', { ...FLOW, urgent: true }, 13],
    ['mfa_reset', { ...FLOW, paused: 'mfa_reset' }, 1],
    ['mfa_reset', { ...FLOW, paused: 'mfa_reset', urgent: true }, 15],
    ['mfa_reset', { ...FLOW, ...asking('x', 'trouble.mfa_reset') }, 1014],
  ],
  'what is foreign is so in a flow, too, and talk is likelier there': [
    ['out_of_scope', {}, 0],
    ['out_of_scope', FLOW, 17],
    ['greet', {}, 0],
    ['greet', FLOW, 16],
    ['greet', { topic: 'x' }, 0],
  ],
  'yes and no that say no more are told apart by replies once something was said': [
    ['affirm', {}, 0],
    ['deny', {}, 0],
    ['affirm', FLOW, OUT],
    ['deny', { topic: 'x' }, OUT],
    ['deny', { meta: { say: 'answered', choices: [] } }, OUT],
    ['deny', { meta: { say: 'solved', choices: [] } }, OUT],
    ['deny', { meta: { say: 'menu', choices: [] } }, 0],
    ['thanks', FLOW, 16],
  ],
  'what is under way is hardly asked for again': [
    ['human_agent', {}, 0],
    ['human_agent', { meta: { say: 'waiting', choices: [], person: false } }, -2],
    ['human_agent', { ...FLOW, meta: { say: 'waiting', choices: [], person: false } }, 14],
    ['restart', asking('waiting', 'withdraw'), -2],
    ['restart', asking('waiting', 'summary'), 0],
    ['human_agent', asking('waiting', 'withdraw'), 0],
    ['human_agent', asking('waiting', 'person'), 1000],
  ],
};

describe('what a state adds to a label', () => {
  for (const [rule, rows] of Object.entries(ROWS)) {
    it(rule, () => {
      for (const [label, changes, prior] of rows) {
        const [got] = priorsOf([label], { ...NOWHERE, ...changes }, ODDS);
        expect(got, `${label} ${JSON.stringify(changes)}`).to.equal(prior);
      }
    });
  }
  it('is worked out for each label in its place', () => {
    expect([
      ...priorsOf(['greet', 'choice.summary', 'mfa_reset'], { ...NOWHERE, ...FLOW }, ODDS),
    ]).to.deep.equal([16, OUT, 14]);
  });
});

describe('whether the bot has said something of substance', () => {
  const nothing = { inFlow: false, topic: null, trouble: null, meta: undefined, urgent: false, offers: [] };
  it('goes by any one sign of it', () => {
    expect(Boolean(hasSpoken(nothing))).to.equal(false);
    expect(hasSpoken({ ...nothing, spoken: true })).to.equal(true);
    expect(hasSpoken({ ...nothing, inFlow: true })).to.equal(true);
    expect(hasSpoken({ ...nothing, topic: 'x' })).to.equal(true);
    expect(hasSpoken({ ...nothing, trouble: 'mfa_reset' })).to.equal(true);
    expect(hasSpoken({ ...nothing, meta: { say: 'answered', choices: [] } })).to.equal(true);
    expect(Boolean(hasSpoken({ ...nothing, meta: { say: 'menu', choices: [] } }))).to.equal(false);
  });
});

describe('what is under way', () => {
  it('is a person who is on the way, and a request that can be called off', () => {
    const waiting = { meta: { say: 'x', choices: [], person: false as const }, offers: [{ id: 'withdraw' }] };
    const open = { meta: { say: 'x', choices: [] }, offers: [{ id: 'keep_request' }] };
    for (const label of ['human_agent', 'restart']) {
      expect(isUnderWay(label, waiting), label).to.equal(true);
      expect(isUnderWay(label, open), label).to.equal(false);
    }
    expect(isUnderWay('greet', waiting)).to.equal(false);
    expect(isUnderWay('human_agent', { ...waiting, meta: undefined })).to.equal(false);
  });
});

describe('the choice that a label means', () => {
  const offers = (...ids: string[]) => ids.map((id) => ({ id }));
  it('is the one on offer that it says most plainly, whatever their order', () => {
    expect(choiceOf('reply.no', offers('not_worked', 'no'))).to.equal('no');
    expect(choiceOf('reply.no', offers('no', 'not_worked'))).to.equal('no');
    expect(choiceOf('reply.no', offers('finish', 'not_clear'))).to.equal('not_clear');
    expect(choiceOf('reply.no', offers('not_worked'))).to.equal('not_worked');
    expect(choiceOf('reply.no', offers('yes'))).to.equal(undefined);
    expect(choiceOf('reply.no', [])).to.equal(undefined);
  });
  it('is its own where it is bound to a question', () => {
    expect(choiceOf('said.why:no', offers('yes', 'no'))).to.equal('no');
    expect(choiceOf('said.why:no', offers('yes'))).to.equal(undefined);
    expect(choiceOf('choice.summary', offers('person', 'summary'))).to.equal('summary');
    expect(choiceOf('mfa_reset', offers('trouble.mfa_reset'))).to.equal('trouble.mfa_reset');
  });
  it('is one of all, with the labels of the present question last', () => {
    const meta = { say: 'why', choices: [] };
    expect([...choicesByLabel({ offers: offers('not_worked', 'no'), meta })]).to.have.deep.members([
      ['reply.not_worked', 'not_worked'],
      ['reply.no', 'no'],
      ['reply.already_tried', 'not_worked'],
      ['reply.partly', 'not_worked'],
      ['said.why:not_worked', 'not_worked'],
      ['said.why:no', 'no'],
    ]);
    expect(choicesByLabel({ offers: offers('no', 'not_worked'), meta }).get('reply.no')).to.equal('no');
    // Of two choices that a label means as plainly the first one is meant.
    expect(choicesByLabel({ offers: offers('yes', 'withdraw'), meta }).get('reply.yes')).to.equal('yes');
    expect([...choicesByLabel({ offers: offers('no'), meta: undefined })]).to.deep.equal([
      ['reply.no', 'no'],
    ]);
  });
});
