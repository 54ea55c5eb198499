import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { homesOf } from '../../dialogs/knowledge/answers.ts';
import { score } from '../../intents/engine/classifier.ts';
import { createRandom } from '../../intents/engine/random.ts';
import { trainClassifier } from '../../intents/engine/train.ts';
import { addTypo } from '../../intents/engine/typos.ts';
import { evaluate, type Outcome } from '../../intents/evaluate.ts';
import { LABELS } from '../../intents/labels.ts';
import { createReader } from '../../intents/reader.ts';
import { buildHomes } from '../../intents/taxonomy.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { createUnderstand } from '../../intents/understand.ts';
import { loadCorpus } from '../../src/content/models.ts';
import { knowledge, models } from '../helpers/app.ts';

const INTENTS = join(import.meta.dirname, '../../intents');
/** One line in this many is held out of the corpus for the cross-validated figure. */
const FOLDS = 5;
/** How far the figure may fall below the recorded one: what shuffling alone does. */
const SLACK = 0.01;
const recorded = JSON.parse(readFileSync(join(INTENTS, 'quality.json'), 'utf8')) as {
  crossValidated: number;
};

describe('the quality of understanding', function () {
  this.timeout(120_000);
  const understand = createUnderstand(createReader(models, []), buildHomes(homesOf(knowledge.answers)));
  const unseen = loadCorpus(join(INTENTS, 'unseen'));
  const outcomesOf = (language: Language, change = (text: string) => text): Outcome[] =>
    unseen
      .filter((line) => line.language === language)
      .map(({ text, label }) => {
        const { label: predicted, confidence } = understand(change(text));
        return { text, label, predicted, confidence };
      });

  for (const language of LANGUAGES) {
    it(`is as good as promised on lines of writers it never learned from (${language})`, () => {
      const figures = evaluate(outcomesOf(language));
      expect(figures.utterances).to.be.greaterThan(700);
      expect(figures.accuracy).to.be.at.least(0.95);
      expect(figures.out_of_scope_recall).to.be.at.least(0.9);
      expect(figures.in_scope_refused).to.be.at.most(0.03);
      expect(figures.expected_calibration_error).to.be.at.most(0.03);
    });

    it(`forgives one keyboard error a line (${language})`, () => {
      const random = createRandom(5);
      const clean = evaluate(outcomesOf(language)).accuracy;
      const typos = evaluate(outcomesOf(language, (text) => addTypo(text, language, random))).accuracy;
      expect(clean - typos).to.be.at.most(0.025);
    });

    it(`tells the language of a line (${language})`, () => {
      const lines = unseen.filter((line) => line.language === language);
      const right = lines.filter(({ text }) => understand(text).language === language).length;
      expect(right / lines.length).to.be.at.least(0.97);
    });
  }

  it('is measured for every label in both languages', () => {
    for (const lines of [loadCorpus(), unseen]) {
      for (const language of LANGUAGES) {
        const found = new Set(lines.filter((line) => line.language === language).map(({ label }) => label));
        expect([...found], language).to.have.members([...LABELS]);
      }
    }
  });

  it('has not fallen with a change of corpus (a fold held out; record a gain in intents/quality.json)', () => {
    const corpus = loadCorpus();
    const model = trainClassifier(corpus.filter((_, index) => index % FOLDS !== 0));
    const outcomes = corpus
      .filter((_, index) => index % FOLDS === 0)
      .map(({ text, label, language }): Outcome => {
        const [best] = score(model, text, language).ranking;
        return { text, label, predicted: best?.label ?? '', confidence: best?.confidence ?? 0 };
      });
    expect(evaluate(outcomes).accuracy).to.be.at.least(recorded.crossValidated - SLACK);
  });

  it('does not take a negation for its opposite', () => {
    for (const [text, label] of [
      ['ça marche', 'affirm'],
      ['ça marche pas', 'deny'],
      ['it works', 'affirm'],
      ['it does not work', 'deny'],
      ["c'est réglé", 'affirm'],
      ["c'est pas réglé", 'deny'],
    ] as const) {
      expect(understand(text).label, text).to.equal(label);
    }
  });
});
