import { expect } from 'chai';
import { beginConversation, type StoredConversation, type TurnEvent } from '../../src/turn/step.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0);
const MINUTE = 60_000;
const step = createTestStep();

function said(text: string): TurnEvent {
  return { type: 'message', text, found: [] };
}

/** Plays messages from the start; each turn's result goes through JSON, as in the store. */
function play(academy: string | null, ...texts: string[]) {
  let stored = beginConversation('fr', academy);
  let result = step(stored, { type: 'joined' }, NOW);
  for (const text of texts) {
    stored = JSON.parse(JSON.stringify(result.stored));
    result = step(stored, said(text), NOW);
  }
  return result;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

describe('the step', () => {
  it('is pure: the same input gives the same output, and the input stays as it is', () => {
    const stored = freeze(
      JSON.parse(JSON.stringify(play('paris', 'Compte bloqué').stored)) as StoredConversation,
    );
    const [first, second] = [step(stored, said('à l’instant'), NOW), step(stored, said('à l’instant'), NOW)];
    expect(JSON.stringify(first)).to.equal(JSON.stringify(second));
  });

  it('sets a timer for the end of the lockout wait, and comes back when it is over', () => {
    const waiting = play('paris', 'Compte bloqué', 'À l’instant');
    const timer = waiting.effects.find(({ type }) => type === 'timer.set');
    if (timer?.type !== 'timer.set') throw new Error('no timer');
    expect(timer.dueAt).to.equal(NOW + 15 * MINUTE);
    const over = step(waiting.stored, { type: 'timer', event: timer.event }, timer.dueAt);
    expect(repliesOf(over)[0]?.message).to.equal('account_locked.retry');
  });

  it('says nothing for a timer that comes too late', () => {
    const waiting = play('paris', 'Compte bloqué', 'À l’instant');
    const timer = waiting.effects.find(({ type }) => type === 'timer.set');
    if (timer?.type !== 'timer.set') throw new Error('no timer');
    const left = step(waiting.stored, said('C’est déjà débloqué'), NOW + MINUTE);
    expect(left.effects.some(({ type }) => type === 'timer.cancel')).to.equal(true);
    expect(step(left.stored, { type: 'timer', event: timer.event }, timer.dueAt).effects).to.deep.equal([]);
  });

  it('begins anew, academy and language kept, where a stored snapshot does not fit the charts', () => {
    const sound = play('lyon', 'Mot de passe expiré').stored;
    const broken: StoredConversation[] = [
      { ...sound, chartVersion: 0 },
      {
        ...sound,
        snapshot: { status: 'active', value: 'nowhere', context: {}, historyValue: {}, children: {} },
      },
      { ...sound, snapshot: 'garbage' },
    ];
    for (const stored of broken) {
      const replies = repliesOf(step(stored, said('bonjour'), NOW));
      expect(replies.map(({ message }) => message)).to.deep.equal(['welcome', 'menu']);
      expect(replies[0]?.text).to.include('académie de Lyon');
    }
  });

  it('tells the person when a secret was removed, and which kind of care to take', () => {
    const { stored } = play('paris');
    const secret = step(stored, { type: 'message', text: 'mon mdp est [•••]', found: ['password'] }, NOW);
    expect(repliesOf(secret)[0]?.message).to.equal('secret_shared');
    const personal = step(stored, { type: 'message', text: 'mon tel [•••]', found: ['phone_number'] }, NOW);
    expect(repliesOf(personal)[0]?.message).to.equal('personal_shared');
  });

  it('takes the title of a choice in either language, whatever its case, accents and punctuation', () => {
    for (const text of ['Compte bloqué', 'compte bloque', 'COMPTE BLOQUÉ !!', 'account locked']) {
      expect(repliesOf(play('paris', text)).at(-1)?.message, text).to.equal('account_locked.last_attempt');
    }
  });

  it('does not take a question for the admission that a certificate was accepted', () => {
    const result = play('lyon', 'Alerte de certificat', 'je dois accepter le certificat ?');
    expect(repliesOf(result).at(-1)?.message).to.equal('certificate_warning.accepted');
  });

  it('does not ask what the person has told already', () => {
    expect(repliesOf(play('paris', "j'ai changé de téléphone, plus de code")).at(-1)?.message).to.equal(
      'mfa_reset.old_phone',
    );
  });
});
