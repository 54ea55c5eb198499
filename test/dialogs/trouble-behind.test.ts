import { expect } from 'chai';
import type { ActReader } from '../../dialogs/interpret/acts.ts';
import { createTroubleBehind } from '../../dialogs/interpret/trouble-behind.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import type { Trouble } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import { act, situation } from '../helpers/situation.ts';

describe('a trouble that shows behind another one', () => {
  const clause = (text: string) => ({ text, scores: new Float32Array() });
  /** What is told in a trouble, by these acts, in words that would begin a conversation as `fresh`. */
  const shown = (
    trouble: Trouble,
    acts: readonly Act[],
    fresh: readonly Act[],
    text = 'il dit identifiant inconnu',
  ) => {
    const read: ActReader['read'] = () => ({ acts: [], candidates: fresh });
    const reading = { whole: clause(text), clauses: [] } as unknown as Reading;
    const behind = createTroubleBehind({ read }, () => new Float32Array());
    const place = situation({ trouble, inFlow: true });
    return behind({ acts, candidates: acts }, reading, place).acts.map(({ label }) => label);
  };
  const failed = [act('reply.not_worked')];
  const username = [act('identifier_format')];

  it('is taken up instead of the failure of the remedy', () => {
    expect(shown('browser_blocked', failed, username)).to.deep.equal(['identifier_format']);
    expect(shown('portal_slow', [act('tried.cache'), ...failed], username)).to.deep.equal([
      'tried.cache',
      'identifier_format',
    ]);
    expect(shown('password_forgotten', [act('reply.partly')], [act('mfa_reset')])).to.deep.equal([
      'mfa_reset',
    ]);
    const torn = [act('identifier_format', 0.45), act('account_locked', 0.3)];
    expect(shown('browser_blocked', failed, torn), 'one of two').to.deep.equal(['identifier_format']);
  });
  it('is none that is only guessed, asked about, denied, or told already', () => {
    expect(shown('browser_blocked', failed, [act('identifier_format', 0.6)])).to.deep.equal([
      'reply.not_worked',
    ]);
    expect(shown('browser_blocked', failed, username, 'mon identifiant ?')).to.deep.equal([
      'reply.not_worked',
    ]);
    const denied = [act('reply.no'), act('reply.not_the_trouble')];
    expect(shown('browser_blocked', denied, [act('account_locked')])).to.deep.equal([
      'reply.no',
      'reply.not_the_trouble',
    ]);
    const told = [act('reply.not_worked'), act('mfa_reset')];
    expect(shown('browser_blocked', told, username)).to.deep.equal(['reply.not_worked', 'mfa_reset']);
    const alarm = [act('reply.not_worked'), act('safety.secret_given')];
    expect(shown('browser_blocked', alarm, username)).to.not.include('identifier_format');
  });
  it('is none behind a trouble of the account, and no success has one', () => {
    expect(shown('identifier_format', failed, [act('account_locked')])).to.deep.equal(['reply.not_worked']);
    expect(shown('password_forgotten', failed, username)).to.deep.equal(['reply.not_worked']);
    expect(shown('browser_blocked', [act('reply.worked')], username)).to.deep.equal(['reply.worked']);
  });
});
