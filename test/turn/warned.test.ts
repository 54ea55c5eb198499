// Harm that a person tells of: what they are told at once, and once.
import { expect } from 'chai';
import { NOBODY } from '../../dialogs/case/desk.ts';
import { beginConversation } from '../../src/turn/stored-conversation.ts';
import { redacted } from '../helpers/redacted.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0);
const step = createTestStep();

/** The messages that answer somebody’s first words. */
function answered(text: string): string[] {
  const { stored } = step(beginConversation('fr', 'paris'), { type: 'joined' }, NOW, NOBODY);
  const event = { type: 'message', text: redacted(text), found: [] } as const;
  return repliesOf(step(stored, event, NOW, NOBODY)).map(({ message }) => message);
}

describe('harm that is told', () => {
  it('of a stolen telephone has what to do now, and not the warning before it that would say the same', () => {
    expect(answered('on m’a volé mon téléphone')).to.deep.equal(['mfa_reset.stolen']);
  });

  it('of a secret that was given, too', () => {
    expect(answered('j’ai donné mon mot de passe à un faux site')).to.deep.equal([
      'phishing_report.compromised',
    ]);
  });
});
