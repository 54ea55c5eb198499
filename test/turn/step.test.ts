import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import type { Context } from '../../dialogs/chart/context.ts';
import { beginConversation, type StoredConversation } from '../../src/turn/stored-conversation.ts';
import type { TurnEvent } from '../../src/turn/types.ts';
import { redacted } from '../helpers/redacted.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

/** One file a released version: conversations as it stored them, and how they have to go on. */
const FIXTURES = join(import.meta.dirname, '../fixtures/stored');
const stored = readdirSync(FIXTURES).map((file) => JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')));

const NOW = Date.UTC(2026, 10, 23, 8, 0);
const MINUTE = 60_000;
const step = createTestStep();

/** An agent is there. */
const LIVE: Desk = { ...NOBODY, agents: 1, open: true, staffed: true };

function contextOf({ snapshot }: StoredConversation): Context {
  return JSON.parse(snapshot ?? '').context;
}

function said(text: string): TurnEvent {
  return { type: 'message', text: redacted(text), found: [] };
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

/** A released version's conversation under today's names, as the migrations of the store give them. */
function fromRelease({ trail, departure, ...rest }: Record<string, unknown>): StoredConversation {
  const renamed = trail === undefined ? {} : { backStack: trail, resumePoint: departure };
  return { ...renamed, ...rest } as unknown as StoredConversation;
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

  it('begins the trouble anew, academy and language kept, where a stored snapshot does not fit the charts', () => {
    const sound = play('lyon', 'Mot de passe expiré').stored;
    const broken: StoredConversation[] = [
      { ...sound, chartVersion: 0 },
      {
        ...sound,
        snapshot: '{"status":"active","value":"nowhere","context":{},"historyValue":{},"children":{}}',
      },
      { ...sound, snapshot: 'garbage' },
    ];
    for (const stored of broken) {
      const replies = repliesOf(step(stored, said('toujours pas'), NOW)).map(({ message }) => message);
      expect(replies[0]).to.equal('restarted');
    }
    const [older] = broken;
    const replies = older ? repliesOf(step(older, said('bonjour'), NOW)) : [];
    expect(replies.at(-1)?.message).to.equal('password_expired.still_in');
  });

  it('goes on in conversations that released versions have stored', () => {
    for (const { version, conversations } of stored) {
      for (const { stored: conversation, said: text, replies } of conversations) {
        const result = step(fromRelease(conversation), said(text), NOW);
        expect(
          repliesOf(result).map(({ message }) => message),
          `${version}: ${text}`,
        ).to.deep.equal(replies);
      }
    }
  });

  it('tells the person when a secret was removed, and which kind of care to take', () => {
    const { stored } = play('paris');
    const secret = step(
      stored,
      { type: 'message', text: redacted('mon mdp est [•••]'), found: ['password'] },
      NOW,
    );
    expect(repliesOf(secret)[0]?.message).to.equal('secret_shared');
    const personal = step(
      stored,
      { type: 'message', text: redacted('mon tel [•••]'), found: ['phone_number'] },
      NOW,
    );
    expect(repliesOf(personal)[0]?.message).to.equal('personal_shared');
  });

  it('takes the title of a choice in either language, whatever its case, accents and punctuation', () => {
    for (const text of ['Compte bloqué', 'compte bloque', 'COMPTE BLOQUÉ !!', 'account locked']) {
      expect(repliesOf(play('paris', text)).at(-1)?.message, text).to.equal('account_locked.last_attempt');
    }
  });

  it('does not take a question for the admission that a certificate was accepted', () => {
    const result = play('lyon', 'Alerte de certificat', 'je dois accepter le certificat ?');
    expect(repliesOf(result).at(-1)?.message).to.match(/certificate_warning\.accepted$/);
  });

  it('does not ask what the person has told already', () => {
    expect(repliesOf(play('paris', "j'ai changé de téléphone, plus de code")).at(-1)?.message).to.equal(
      'mfa_reset.old_phone',
    );
  });

  it('goes back a step, as often as there are steps, and keeps the way for the next time', () => {
    const locked = play('paris', 'Mot de passe expiré', 'non', 'retour');
    expect(repliesOf(locked).at(-1)?.message).to.match(/reset\.second_factor$/);
    const further = step(locked.stored, said('je me suis trompé de bouton'), NOW);
    expect(repliesOf(further).at(-1)?.message).to.match(/menu$/);
    const start = step(further.stored, said('retour'), NOW);
    expect(repliesOf(start).map(({ message }) => message)).to.satisfy(
      ([first, last]: string[]) => first === 'no_way_back' && /menu$/.test(last ?? ''),
    );
  });

  it('cancels the timer of a wait that is gone back from', () => {
    const waiting = play('paris', 'Compte bloqué', 'À l’instant');
    const back = step(waiting.stored, said('retour'), NOW);
    expect(back.effects[0]).to.deep.include({ type: 'timer.cancel' });
    expect(repliesOf(back).at(-1)?.message).to.match(/account_locked\.last_attempt$/);
  });

  it('reminds a person who comes back after a day of where they were, and nobody before', () => {
    const { stored } = play('paris', 'Mot de passe expiré');
    const soon = step(stored, said('bonjour'), NOW + 23 * 60 * MINUTE);
    expect(repliesOf(soon).map(({ message }) => message)).not.to.include('reminder');
    const late = step(stored, said('bonjour'), NOW + 25 * 60 * MINUTE);
    expect(repliesOf(late)[0]?.text).to.include('Mot de passe expiré');
    expect(repliesOf(late).at(-1)?.message).to.match(/reset\.second_factor$/);
  });

  it('tells where an answer comes from when asked, and says the date of a stale fact', () => {
    const { stored } = play('paris', 'Compte bloqué');
    const asked = step(stored, said('quelle est la source ?'), NOW);
    expect(repliesOf(asked)[0]?.text).to.include(
      'guide «\u00a0Convergence\u00a0» de l’académie de Paris, vérifié en novembre 2026',
    );
    const later = step(play('paris').stored, said('Compte bloqué'), Date.UTC(2029, 0, 1));
    expect(repliesOf(later).at(-1)?.text).to.include('vérifiée en novembre 2026');
  });

  it('takes an old card’s button for what still holds, and not as an answer to the present question', () => {
    const { stored } = play('paris', 'Mot de passe expiré');
    const press = (choice: string) =>
      repliesOf(step(stored, { type: 'message', text: redacted(''), choice, found: [] }, NOW));
    expect(press('trouble.account_locked').at(-1)?.message).to.equal('account_locked.last_attempt');
    expect(press('worked')[0]?.message).to.equal('missed');
  });

  it('does not go back into a wait whose timer is gone', () => {
    const left = play('paris', 'Compte bloqué', 'À l’instant', 'C’est déjà débloqué');
    const back = step(left.stored, said('retour'), NOW + MINUTE);
    expect(repliesOf(back).at(-1)?.message).to.match(/account_locked\.last_attempt$/);
    expect(back.effects.filter(({ type }) => type === 'timer.set')).to.deep.equal([]);
  });

  it('sets the timer of a wait anew for whoever goes on with it while they wait for somebody', () => {
    const asked = play('paris', 'Compte bloqué', 'À l’instant', 'une personne', 'Aucun message affiché');
    const offered = step(asked.stored, said('À l’instant'), NOW, LIVE);
    const sent = step(offered.stored, said('Envoyer à l’équipe'), NOW, LIVE);
    const held: Desk = { ...LIVE, request: { kind: 'live', position: 1 } };
    const back = step(sent.stored, said('Continuer avec l’assistant'), NOW + MINUTE, held);
    expect(repliesOf(back).at(-1)?.message).to.equal('account_locked.waiting');
    const timers = back.effects.filter(({ type }) => type === 'timer.set');
    expect(timers).to.have.length(1);
    expect(timers[0]).to.include({ dueAt: NOW + 15 * MINUTE });
  });

  it('takes nothing for urgent once the person has turned to something else', () => {
    const urgent = play('paris', 'Message douteux ou piratage', 'J’ai donné mon mot de passe');
    expect(contextOf(urgent.stored).topic.urgent).to.equal(true);
    for (const text of ['Un autre problème', 'recommencer'])
      expect(contextOf(step(urgent.stored, said(text), NOW).stored).topic.urgent, text).to.equal(false);
    const other = step(
      step(urgent.stored, said('Un autre problème'), NOW).stored,
      said('Compte bloqué'),
      NOW,
    );
    expect(contextOf(other.stored).topic).to.deep.include({ trouble: 'account_locked', urgent: false });
  });

  it('tells whoever takes over what was only asked about, in the packet as in the text', () => {
    let { stored } = play('paris', 'je mets quoi dans ma signature ?', 'une personne', 'je ne sais pas');
    stored = step(stored, said('hier'), NOW, LIVE).stored;
    const sent = step(stored, said('Envoyer à l’équipe'), NOW, LIVE);
    const packets = sent.effects.flatMap((effect) => (effect.type === 'desk' ? [effect.packet] : []));
    expect(packets.map(({ trouble }) => trouble)).to.include('signature_setup');
  });

  it('sends no request to somebody who has left since it was offered, by button or by yes', () => {
    const texts = ['Compte bloqué', 'À l’instant', 'une personne', 'Aucun message affiché', 'À l’instant'];
    let { stored } = play('paris', ...texts.slice(0, -1));
    const offered = step(stored, said('À l’instant'), NOW, LIVE);
    expect(
      repliesOf(offered)
        .at(-1)
        ?.choices.map(({ id }) => id),
    ).to.include('send');
    stored = offered.stored;
    for (const answer of ['Envoyer à l’équipe', 'oui']) {
      const nobody = step(stored, said(answer), NOW, { ...LIVE, agents: 0 });
      expect(repliesOf(nobody)[0]?.message, answer).to.equal('handoff.nobody_left');
      expect(nobody.effects.filter(({ type }) => type === 'desk')).to.deep.equal([]);
      const there = step(stored, said(answer), NOW, LIVE);
      expect(
        there.effects.filter(({ type }) => type === 'desk'),
        answer,
      ).to.have.length(1);
    }
  });

  it('follows the person into the other language for a sentence, not for a word or two', () => {
    const { stored } = play('paris', 'Compte bloqué');
    const localeAfter = (text: string) => step(stored, said(text), NOW).stored.locale;
    for (const text of ['please help', 'thank you', 'ok', 'NET::ERR_CERT_AUTHORITY_INVALID login.page']) {
      expect(localeAfter(text), text).to.equal('fr');
    }
    expect(localeAfter('could you please help me with this')).to.equal('en');
    // The first words decide.
    expect(step(play('paris').stored, said('locked out'), NOW).stored.locale).to.equal('en');
  });

  it('begins anew where what a stored conversation remembers has another shape', () => {
    const { stored } = play('paris', 'Mot de passe expiré');
    const snapshot = JSON.parse(stored.snapshot ?? '');
    for (const change of [{ misses: 'many' }, { topic: { ...snapshot.context.topic, urgent: 1 } }]) {
      const odd = JSON.stringify({ ...snapshot, context: { ...snapshot.context, ...change } });
      const replies = repliesOf(step({ ...stored, snapshot: odd }, said('non'), NOW));
      expect(replies[0]?.message, JSON.stringify(change)).to.equal('restarted');
    }
  });
});
