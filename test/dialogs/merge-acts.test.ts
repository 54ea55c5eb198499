// What the clauses of a message come to beside the whole of it.
import { expect } from 'chai';
import { mergeActs } from '../../dialogs/interpret/merge-acts.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import { act } from '../helpers/situation.ts';

const merged = (whole: Act, ...clauses: Act[]) => mergeActs(clauses, whole).map(({ label }) => label);

describe('clauses, merged', () => {
  it('say what they say once, and the whole where no clause says it', () => {
    expect(merged(act('mfa_reset'), act('mfa_reset', 0.7))).to.deep.equal(['mfa_reset']);
    expect(merged(act('mfa_reset'), act('tried.cache'))).to.deep.equal(['tried.cache', 'mfa_reset']);
  });
  it('are not answered a question that the whole is only guessed to ask, beside what they plainly say', () => {
    const guess = (support: number, text = 'des mots') => ({
      ...act('answer.lockout_why', 0.3, text),
      support,
    });
    expect(merged(guess(0.39), act('tried.cache'))).to.deep.equal(['tried.cache']);
    expect(merged(guess(0.4), act('tried.cache'))).to.include('answer.lockout_why');
    expect(merged(guess(0.39, 'pourquoi ?'), act('tried.cache'))).to.include('answer.lockout_why');
    for (const courtesy of ['greet', 'reply.yes'])
      expect(merged(guess(0.39), act(courtesy)), courtesy).to.include('answer.lockout_why');
  });
  it('make no choice that the whole is only guessed to make, beside what they say came of it', () => {
    const guess = (support: number) => ({ ...act('choice.summary', 0.31), support });
    expect(merged(guess(0.39), act('reply.worked'))).to.deep.equal(['reply.worked']);
    expect(merged(guess(0.4), act('reply.worked'))).to.include('choice.summary');
    for (const other of ['reply.yes', 'tried.cache'])
      expect(merged(guess(0.39), act(other)), other).to.include('choice.summary');
  });
  it('have one verdict: the one that says more than yes or no, or that the whole comes to', () => {
    expect(merged(act('x.y'), act('reply.no'), act('reply.not_worked', 0.5))).to.include('reply.not_worked');
    expect(merged(act('x.y'), act('reply.no'), act('reply.not_worked', 0.5))).to.not.include('reply.no');
    expect(merged(act('x.y'), act('reply.not_worked', 0.5), act('reply.no'))).to.not.include('reply.no');
    const verdicts = [act('reply.worked', 0.7), act('reply.partly', 0.75)];
    expect(merged(act('x.y'), ...verdicts))
      .to.include('reply.partly')
      .and.not.include('reply.worked');
    expect(merged(act('reply.worked', 0.7), ...verdicts)).to.deep.equal(['reply.worked']);
  });
  it('may tell two troubles, the whole’s and what is plain, and ask two questions', () => {
    const plain = (label: string, support: number) => ({ ...act(label), support });
    expect(merged(act('mfa_reset'), plain('portal_slow', 0.75))).to.deep.equal(['portal_slow', 'mfa_reset']);
    expect(merged(act('mfa_reset'), plain('portal_slow', 0.74))).to.deep.equal(['mfa_reset']);
    const none = act('tried.cache');
    expect(merged(none, plain('portal_slow', 0.5), plain('mfa_reset', 0.5))).to.deep.equal([
      'portal_slow',
      'tried.cache',
    ]);
    const three = ['mfa_reset', 'portal_slow', 'account_locked'].map((label) => plain(label, 0.9));
    expect(merged(none, ...three)).to.deep.equal(['mfa_reset', 'portal_slow', 'tried.cache']);
    const questions = ['answer.lockout_why', 'answer.lockout_who', 'answer.imap_server'].map((label) =>
      act(label),
    );
    expect(merged(none, ...questions)).to.deep.equal([
      'answer.lockout_why',
      'answer.lockout_who',
      'tried.cache',
    ]);
  });
  it('of courtesy alone are a leave-taking, thanks, or what was said first', () => {
    expect(merged(act('thanks'), act('goodbye'))).to.deep.equal(['goodbye']);
    expect(merged(act('reply.ok'), act('thanks'))).to.include('thanks');
    expect(merged(act('greet'), act('thanks'))).to.deep.equal(['thanks']);
    expect(merged(act('unwell'), act('deny'))).to.deep.equal(['unwell']);
  });
  it('are answered by the leave-taking among them, unless somebody greets', () => {
    expect(merged(act('reply.ok'), act('reply.wait'), act('goodbye'), act('thanks'))).to.deep.equal([
      'goodbye',
    ]);
    expect(merged(act('thanks'), act('reply.wait'))).to.deep.equal(['thanks']);
    expect(merged(act('reply.wait'), act('reply.ok'))).to.deep.equal(['reply.ok']);
    expect(merged(act('goodbye'), act('greet'), act('reply.ok'))).to.deep.equal(['greet']);
  });
  it('that exclude each other are the whole’s, or the surer one', () => {
    // Two things to ask for that are neither troubles nor courtesies.
    expect(merged(act('help', 0.3), act('restart', 0.9), act('help', 0.3))).to.deep.equal(['help']);
    expect(merged(act('tried.port'), act('restart', 0.7), act('help', 0.9))).to.deep.equal([
      'help',
      'tried.port',
    ]);
    expect(merged(act('tried.port'), act('restart', 0.9), act('help', 0.7))).to.deep.equal([
      'restart',
      'tried.port',
    ]);
    expect(merged(act('help', 0.3), act('help', 0.3), act('restart', 0.9))).to.deep.equal(['help']);
    // A trouble and what is none.
    expect(merged(act('tried.port'), act('mfa_reset', 0.9), act('help', 0.95))).to.deep.equal([
      'help',
      'tried.port',
    ]);
    // Said twice, once.
    expect(merged(act('tried.port'), act('tried.cache', 0.7), act('tried.cache', 0.9))).to.deep.equal([
      'tried.cache',
      'tried.port',
    ]);
    const [first] = mergeActs([act('tried.cache', 0.7), act('tried.cache', 0.9)], act('x.y'));
    expect(first?.confidence).to.equal(0.9);
  });
  it('keep the thanks of whoever goes and does it', () => {
    expect(merged(act('reply.done'), act('thanks'))).to.deep.equal(['thanks', 'reply.done']);
    expect(merged(act('mfa_reset'), act('thanks'))).to.deep.equal(['mfa_reset']);
  });
});
