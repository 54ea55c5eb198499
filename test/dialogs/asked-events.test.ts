// What comes of words that ask where they seem to tell, and of what seems to have happened and has not.
import { expect } from 'chai';
import { NOTHING_GIVEN } from '../../dialogs/interpret/candidates.ts';
import { eventsOfActs } from '../../dialogs/interpret/events.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import { act, LOCKED, situation, told } from '../helpers/situation.ts';

const events = (acts: readonly Act[], changes: Partial<Situation> = {}, candidates: readonly Act[] = acts) =>
  eventsOfActs(told(acts, { candidates }), situation(changes));

describe('what nobody understands', () => {
  const nothing = (text: string | undefined, changes: Partial<Situation>) =>
    events([], changes, text === undefined ? [] : [act('greet', 0.1, text)]);
  it('is a question without an answer where somebody asks in a flow, and else words that were missed', () => {
    expect(nothing('et pour la cantine ?', LOCKED)).to.deep.equal(['question.missed']);
    expect(nothing('et pour la cantine', LOCKED)).to.deep.equal(['intent.missed']);
    expect(nothing('et pour la cantine ?', {})).to.deep.equal(['intent.missed']);
    expect(nothing(undefined, LOCKED)).to.deep.equal(['intent.missed']);
  });
});

describe('a success that is asked about', () => {
  const worked = act('reply.worked', 0.9, 'ça vient de moi ?');
  it('is the likeliest question, or one that has no answer', () => {
    expect(events([worked], LOCKED, [worked, act('answer.lockout_why', 0.5)])).to.deep.equal([
      'answer.lockout_why',
    ]);
    expect(events([worked], LOCKED, [worked, act('greet', 0.5)])).to.deep.equal(['question.missed']);
    expect(events([worked], LOCKED, [worked, act('answer.lockout_why', 0.01)])).to.deep.equal([
      'question.missed',
    ]);
    expect(events([act('reply.worked', 0.9, 'ça marche')], LOCKED)).to.not.include('question.missed');
  });
});

describe('a failure', () => {
  it('that is only supposed has not happened', () => {
    const failed = act('reply.not_worked');
    expect(events([act('follow.next'), failed], LOCKED)).to.not.include('outcome.failed');
    expect(events([failed], LOCKED)).to.deep.equal(['outcome.failed']);
  });
});

describe('something to do', () => {
  it('is asked about where words ask, and has been tried where they tell', () => {
    expect(events([act('tried.update', 0.9, 'dois-je faire la mise à jour ?')], LOCKED)).to.deep.equal([
      'answer.update_how',
    ]);
    const [tried] = events([act('tried.update', 0.9, 'j’ai fait la mise à jour')], LOCKED);
    expect(tried).to.not.match(/^answer/);
  });
});

describe('an alarm', () => {
  it('is called off by saying that nothing was given', () => {
    expect(events([act(NOTHING_GIVEN)], { trouble: 'phishing_report', inFlow: true })).to.deep.equal([
      'harm.denied',
    ]);
  });
});

describe('starting over', () => {
  it('is more than an announcement where it is asked for beside a question', () => {
    expect(events([act('restart'), act('answer.lockout_why')], LOCKED)).to.include('restart.requested');
    expect(events([act('restart'), act('mfa_reset')], LOCKED)).to.not.include('restart.requested');
  });
});
