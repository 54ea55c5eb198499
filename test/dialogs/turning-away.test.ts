import { expect } from 'chai';
import { createRanking } from '../../dialogs/interpret/rank-labels.ts';
import { shipped as knowledge } from '../helpers/content.ts';
import { createWholeStep } from '../helpers/step.ts';
import { openTalk, type Talk } from '../simulate/talk.ts';

describe('what is said in the middle of something else', () => {
  const step = createWholeStep();
  const begin = (trouble: string, locale: 'fr' | 'en' = 'fr'): Talk => {
    const talk = openTalk(step, knowledge.answers, { academy: 'paris', locale });
    talk.press(`trouble.${trouble}`);
    return talk;
  };

  for (const [locale, text, trouble] of [
    ['fr', 'vous m’avez mal compris, ma session se coupe tout le temps', 'session_expired'],
    ['fr', 'J’ai un autre problème. Mon mot de passe a expiré.', 'password_expired'],
    ['en', 'That is not my problem. My account is locked.', 'account_locked'],
  ] as const) {
    it(`is read as a first message where it is announced: ${text}`, () => {
      const talk = begin('identifier_format', locale);
      expect(talk.say(text).context.topic.trouble).to.equal(trouble);
    });
  }

  // Mere thanks, a greeting and a success tell of nothing, however they are put.
  for (const [locale, text] of [
    ['fr', 'merci infiniment pour votre patience et bonne fin de journée'],
    ['fr', 'bonjour à toute l’équipe, j’espère que vous allez bien'],
    ['en', 'thank you ever so much for your time and your help'],
    ['en', 'good morning to you all'],
  ] as const)
    it(`is nothing behind mere courtesy: ${text}`, () => {
      const talk = openTalk(step, knowledge.answers, { academy: 'paris', locale });
      expect(talk.say(text).context.topic.trouble).to.equal(null);
      expect(talk.view().state).to.not.equal('answered');
    });

  for (const text of ['ah super ça marche merci', 'nickel, c’est réglé, merci pour le mot de passe'])
    it(`is nothing behind a mere success: ${text}`, () => {
      const talk = begin('session_expired');
      expect(talk.say(text).state).to.equal('solved');
    });

  it('is asked about, where the request is urgent, before anything is left', () => {
    const talk = begin('phishing_report');
    talk.press('password_given');
    const view = talk.say('autre chose : ma session se ferme tout le temps');
    expect(view.state).to.match(/^(troubles\.phishing_report|clarifying)/);
  });

  it('is no time of the last attempt where it tells of an incident', () => {
    const talk = begin('account_locked');
    expect(talk.say('j’ai accepté le certificat hier').messages[0]).to.equal('safety.certificate_accepted');
  });

  it('has a greeting, thanks and a few words before a comma as clauses of their own', () => {
    const talk = openTalk(step, knowledge.answers, { academy: 'paris', locale: 'fr' });
    talk.say('coucou, mon compte est bloqué, merci beaucoup');
    expect(talk.view().context.topic.trouble).to.equal('account_locked');
  });

  it('goes on to the flow of what an answer was about where the answer was not enough', () => {
    const talk = openTalk(step, knowledge.answers, { academy: 'paris', locale: 'fr' });
    talk.say('combien de temps dure le blocage du compte ?');
    expect(talk.view().state).to.equal('answered');
    expect(talk.say('toujours bloqué, ça ne marche pas').state).to.match(/^troubles\.account_locked/);
  });
});

describe('labels that mean the same choice', () => {
  it('are one answer: their probabilities add up', () => {
    const rank = createRanking(['reply.none', 'goodbye', 'restart'], 1, new Map());
    const clause = { text: 'plus rien, au revoir', scores: Float32Array.of(1, 0.9, 1.1) };
    const choices = new Map([
      ['reply.none', 'finish'],
      ['goodbye', 'finish'],
    ]);
    const [best, second] = rank(clause, new Float32Array(3), choices);
    expect(best?.label).to.equal('reply.none');
    expect(best?.confidence).to.be.greaterThan(0.6);
    expect(second?.label).to.equal('restart');
    expect(rank(clause, new Float32Array(3), new Map())[0]?.label).to.equal('restart');
  });
});
