// Where short questions lead, over answers of the test's own: which of the places that may say so is asked first.
import { expect } from 'chai';
import {
  correctedAnswer,
  followUpOf,
  linkedAnswers,
  questionAbout,
  supposesFailure,
} from '../../dialogs/interpret/follow-ups.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import type { Act, Told } from '../../dialogs/interpret/types.ts';
import type { Answers } from '../../dialogs/knowledge/answers.ts';
import type { Entities } from '../../intents/entities.ts';
import { act, situation, told } from '../helpers/situation.ts';

const answer = (id: string, varies: readonly string[], follow: object = {}, about = 'account_locked') =>
  [id, { id, about, varies: new Set(varies), follow }] as const;
const answers = new Map([
  answer('fixed', [], { why: 'from_fixed', how: 'fixed' }),
  answer('varied', ['academy', 'browser'], {}),
  answer('how_there', ['academy']),
  answer('who_there', ['academy']),
  answer('same_there', []),
  answer('mail_settings', ['device', 'program']),
]) as unknown as Answers;
const followUps = {
  account_locked: { why: 'from_trouble', who: 'who_there', how: 'how_there', what: 'same_there' },
  portal_slow: { why: 'from_slow', next: 'then_slow', who: 'who_slow' },
  said_now: { why: 'from_question', where: 'same_there' },
} as Situation['followUps'];
const meta = { say: 'said_now', choices: [] };

const at = (changes: Partial<Situation> = {}) => situation({ answers, followUps, ...changes });
const named = (entities: Partial<Entities>, candidates: readonly Act[] = []): Told =>
  told([], { entities: entities as Entities, candidates });
const follow = (aspect: string, acts: readonly Act[], changes: Partial<Situation>, candidates = acts) =>
  followUpOf(aspect, told(acts, { candidates }), at(changes));

describe('a follow-up leads', () => {
  it('by the trouble of its message, the answer of it or the last one, the question put, the trouble at hand', () => {
    const all = { topic: 'fixed', meta, trouble: 'portal_slow' } as const;
    const question = act('answer.fixed');
    expect(follow('why', [act('follow.why'), act('account_locked')], all)).to.equal('answer.from_trouble');
    expect(follow('why', [act('follow.why'), question], { ...all, topic: null })).to.equal(
      'answer.from_fixed',
    );
    expect(follow('why', [act('follow.why')], all)).to.equal('answer.from_fixed');
    expect(follow('why', [act('follow.why')], { ...all, topic: 'varied' })).to.equal('answer.from_question');
    expect(follow('why', [act('follow.why')], { ...all, topic: null })).to.equal('answer.from_question');
    expect(follow('why', [act('follow.why')], { trouble: 'portal_slow' })).to.equal('answer.from_slow');
    expect(follow('why', [act('follow.why')], {})).to.equal(undefined);
  });
  it('to the likeliest question where nothing says where, or to the same again', () => {
    const asked = [act('follow.how'), act('answer.other', 0.06)];
    // There is no more to it: it is said in other words, and so is that.
    expect(follow('how', [act('follow.how')], { topic: 'fixed' })).to.equal('answer.fixed');
    expect(follow('how', [act('follow.how')], {})).to.equal(undefined);
    expect(follow('how', [act('follow.how')], { topic: 'fixed' }, asked)).to.equal('answer.other');
    expect(
      follow('how', [act('follow.how')], {}, [act('follow.how', 0.5), act('answer.other', 0.05)]),
    ).to.equal(undefined);
    // Among what is left beside the follow-up.
    const left = (confidence: number) => [act('follow.how', 0.9), act('answer.other', confidence)];
    expect(follow('how', [act('follow.how')], {}, left(0.031))).to.equal('answer.other');
    expect(follow('how', [act('follow.how')], {}, left(0.029))).to.equal(undefined);
    // A question that is likeliest itself takes nothing away from what is left.
    expect(follow('how', [], {}, [act('answer.other', 0.05), act('answer.more', 0.04)])).to.equal(undefined);
    expect(follow('how', [], {}, [])).to.equal(undefined);
  });
  it('to who can help where "and then?" supposes a failure', () => {
    const next = act('follow.next');
    const flow = { trouble: 'portal_slow' } as const;
    expect(follow('next', [next], flow)).to.equal('answer.then_slow');
    expect(follow('next', [next, act('reply.not_worked', 0.1)], flow)).to.equal('answer.who_slow');
    expect(follow('next', [next, act('reply.not_worked', 0.09)], flow)).to.equal('answer.then_slow');
    expect(follow('next', [act('reply.not_worked')], flow)).to.equal('answer.then_slow');
    expect(follow('why', [next, act('reply.not_worked')], flow)).to.equal('answer.from_slow');
    expect(supposesFailure(told([next], { candidates: [act('reply.not_worked', 0.1)] }))).to.equal(true);
    expect(supposesFailure(told([act('reply.not_worked')]))).to.equal(false);
    expect(supposesFailure(told([next], { candidates: [act('greet', 0.9)] }))).to.equal(false);
  });
});

describe('the same for something else', () => {
  const same = (entities: Partial<Entities>, changes: Partial<Situation>, candidates: readonly Act[] = []) =>
    followUpOf('same_other', named(entities, candidates), at(changes));

  it('is the last answer again, where what is named changes it', () => {
    expect(same({ academy: 'lyon' }, { topic: 'varied' })).to.equal('answer.varied');
    expect(same({ browser: 'firefox' } as Partial<Entities>, { topic: 'varied' })).to.equal('answer.varied');
    expect(same({ academy: 'lyon' }, { topic: 'varied' }, [act('answer.other', 0.5)])).to.equal(
      'answer.varied',
    );
    expect(same({ academy: 'lyon' }, { topic: 'fixed' }, [act('answer.other', 0.5)])).to.equal(
      'answer.other',
    );
    expect(same({ academy: 'lyon' }, { topic: 'fixed' })).to.equal('answer.fixed');
  });
  it('is how mail is set up on a device or in a program, where nothing else is meant', () => {
    expect(same({ device: 'android' } as Partial<Entities>, { topic: 'fixed' })).to.equal(
      'answer.mail_settings',
    );
    expect(same({ academy: 'lyon' }, { topic: 'fixed' })).to.equal('answer.fixed');
    const without = new Map([...answers].filter(([id]) => id !== 'mail_settings'));
    expect(same({ device: 'android' } as Partial<Entities>, { topic: 'fixed', answers: without })).to.equal(
      'answer.fixed',
    );
  });
  it('is what of the flow differs there: how long, how, where, who, what, and of the question first', () => {
    const flow = { trouble: 'account_locked', inFlow: true } as const;
    expect(same({ academy: 'lyon' }, flow)).to.equal('answer.how_there');
    expect(same({ academy: 'lyon' }, { ...flow, meta })).to.equal('answer.how_there');
    const own = { ...followUps, said_now: { who: 'who_there' } } as Situation['followUps'];
    expect(same({ academy: 'lyon' }, { ...flow, meta, followUps: own })).to.equal('answer.who_there');
    const who = { account_locked: { what: 'same_there', who: 'who_there', where: 'same_there' } };
    expect(same({ academy: 'lyon' }, { ...flow, followUps: who as Situation['followUps'] })).to.equal(
      'answer.who_there',
    );
    for (const aspect of ['how_long', 'how', 'where', 'who', 'what']) {
      const one = { account_locked: { why: 'how_there', [aspect]: 'who_there' } } as Situation['followUps'];
      expect(same({ academy: 'lyon' }, { ...flow, followUps: one }), aspect).to.equal('answer.who_there');
    }
    expect(same({}, flow)).to.equal(undefined);
    expect(same({ browser: 'firefox' } as Partial<Entities>, flow)).to.equal(undefined);
    expect(same({ academy: 'lyon' }, { trouble: 'mfa_reset' })).to.equal(undefined);
    expect(same({ academy: 'lyon' }, {})).to.equal(undefined);
  });
});

describe('a question about something to do', () => {
  const ask = (label: string, entities: Partial<Entities>, changes: Partial<Situation>) =>
    questionAbout(label, named(entities), at(changes));
  it('is the last one again where another academy changes it, and else its own', () => {
    expect(ask('tried.cache', {}, {})).to.equal('answer.cache_how');
    expect(ask('tried.cache', { academy: 'lyon' }, { topic: 'varied' })).to.equal('answer.varied');
    expect(ask('tried.cache', { academy: 'lyon' }, { topic: 'fixed' })).to.equal('answer.cache_how');
    expect(ask('state.deadline', {}, {})).to.equal('answer.saturation_meanwhile');
    expect(ask('tried.wait', {}, {})).to.equal('answer.lockout_retry');
  });
  it('asks for the same where it is that already, or nothing is known of it', () => {
    expect(ask('tried.cache', { device: 'android' } as Partial<Entities>, { topic: 'cache_how' })).to.equal(
      'answer.mail_settings',
    );
    expect(ask('tried.unheard', {}, { topic: 'fixed' })).to.equal('answer.fixed');
    expect(ask('tried.unheard', {}, {})).to.equal(undefined);
  });
});

describe('the last answer, put right', () => {
  const corrected = (entities: Partial<Entities>, changes: Partial<Situation>) =>
    correctedAnswer(named(entities), at(changes));
  const browser = (name: string) => ({ browser: name }) as Partial<Entities>;
  it('is given again where what it goes by is another now', () => {
    expect(corrected(browser('chrome'), { topic: 'varied', topicSlots: { browser: 'firefox' } })).to.equal(
      'answer.varied',
    );
    expect(corrected(browser('chrome'), { topic: 'varied' })).to.equal('answer.varied');
    expect(corrected(browser('firefox'), { topic: 'varied', topicSlots: { browser: 'firefox' } })).to.equal(
      undefined,
    );
    expect(corrected({ device: 'android' } as Partial<Entities>, { topic: 'varied' })).to.equal(undefined);
    expect(corrected(browser('chrome'), { topic: 'fixed' })).to.equal(undefined);
    expect(corrected(browser('chrome'), {})).to.equal(undefined);
    expect(corrected(browser('chrome'), { topic: 'unheard' })).to.equal(undefined);
    expect(corrected({}, { topic: 'varied' })).to.equal(undefined);
  });
});

describe('the answers that are led to', () => {
  it('are those of the last answer and of the question put', () => {
    expect([...linkedAnswers(at({ topic: 'fixed', meta }))]).to.have.members([
      ...['answer.from_fixed', 'answer.fixed', 'answer.from_question', 'answer.same_there'],
    ]);
    expect([...linkedAnswers(at({ topic: 'unheard', meta: { say: 'unheard', choices: [] } }))]).to.deep.equal(
      [],
    );
    expect([...linkedAnswers(at({ trouble: 'account_locked' }))]).to.deep.equal([]);
  });
});
