import { expect } from 'chai';
import { knowExamples } from '../../intents/examples.ts';
import { createReader } from '../../intents/reader.ts';
import { models } from '../helpers/app.ts';

const reader = createReader(models, []);
const knowing = knowExamples(reader, [
  { label: 'answer.canteen_badge', text: 'Où retirer un nouveau badge de cantine ?' },
  { label: 'answer.lockout_why', text: 'Pourquoi la porte est-elle bloquée ?' },
]);

/** The label that most speaks for. */
function best(text: string): string | undefined {
  const scores = [...knowing.read(text).whole.scores];
  return knowing.labels[scores.indexOf(Math.max(...scores))];
}

describe('example questions', () => {
  it('are known by their words, but for accents, capitals, punctuation and endings', () => {
    for (const text of [
      'Où retirer un nouveau badge de cantine ?',
      'ou retirer un nouveau badge de cantine',
      'OÙ RETIRER UN NOUVEAU BADGE DE CANTINE !',
      'où retirer un nouveau badge de cantines',
    ])
      expect(best(text), text).to.equal('answer.canteen_badge');
    expect(best('pourquoi la porte est elle bloquee')).to.equal('answer.lockout_why');
    expect(knowing.read('où retirer un nouveau badge de cantine').refusal).to.equal(0);
  });

  it('leave all other words as they were', () => {
    for (const text of ['où retirer un badge', 'mot de passe expiré', 'bonjour, et merci', 'xyzzy']) {
      const [before, after] = [reader.read(text), knowing.read(text)];
      expect(after.whole.scores.slice(0, reader.labels.length)).to.deep.equal(before.whole.scores);
      expect(after.refusal).to.equal(before.refusal);
      expect(after.clauses.map((clause) => clause.text)).to.deep.equal(
        before.clauses.map((clause) => clause.text),
      );
    }
    expect(knowExamples(reader, [])).to.equal(reader);
  });
});
