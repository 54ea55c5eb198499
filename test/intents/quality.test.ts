import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { homesOf } from '../../dialogs/knowledge/answers.ts';
import { createRandom } from '../../intents/engine/random.ts';
import { addTypo } from '../../intents/engine/typos.ts';
import { evaluate, type Prediction } from '../../intents/evaluate.ts';
import { isLabel, KINDS, LABELS, OUT_OF_SCOPE } from '../../intents/labels.ts';
import { createReader } from '../../intents/reader.ts';
import { buildHomes } from '../../intents/taxonomy.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { createUnderstand } from '../../intents/understand.ts';
import { loadCorpus } from '../../src/content/models.ts';
import { figuresOf } from '../../src/training/figures.ts';
import { createLineReader, placeLines } from '../../src/training/placed-lines.ts';
import { knowledge, models } from '../helpers/app.ts';
import { crossValidate } from '../helpers/quality.ts';

const INTENTS = join(import.meta.dirname, '../../intents');
/** How far the figures may fall below the recorded ones: what shuffling, and a few lines more, do. */
const SLACK = { crossValidated: 0.01, placed: 0.02 };
/** Shares of lines that are read rightly, 0 to 1; of the unseen ones by the kind of line and of place. */
const recorded = JSON.parse(readFileSync(join(INTENTS, 'quality.json'), 'utf8')) as {
  crossValidated: number;
  placed: Record<string, number>;
};

describe('the quality of understanding', function () {
  this.timeout(600_000);
  const homes = buildHomes(homesOf(knowledge.answers));
  const reader = createReader(models, []);
  const understand = createUnderstand(reader, homes);
  const unseen = loadCorpus(join(INTENTS, 'unseen'));
  const labelled = unseen.filter(({ label }) => isLabel(label));
  const outcomesOf = (language: Language, change = (text: string) => text): Prediction[] =>
    labelled
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

    it(`refuses what is foreign where it acts: by the label, or because nothing is sure enough (${language})`, () => {
      const foreign = labelled.filter((line) => line.language === language && line.label === OUT_OF_SCOPE);
      const refused = foreign
        .map(({ text }) => understand(text))
        .filter(({ label, unsure }) => unsure || label === OUT_OF_SCOPE);
      expect(refused.length / foreign.length).to.be.at.least(0.94);
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
    const corpus = loadCorpus();
    const narrower = new Set(corpus.map(({ label }) => label).filter((label) => !isLabel(label)));
    for (const kind of KINDS)
      expect(
        [...narrower].some((label) => label.startsWith(`${kind}.`)),
        kind,
      ).to.equal(true);
    for (const lines of [corpus, unseen]) {
      for (const language of LANGUAGES) {
        const found = new Set(lines.filter((line) => line.language === language).map(({ label }) => label));
        expect([...found], language).to.have.members([...LABELS, ...narrower]);
      }
    }
  });

  it('is as recorded for every kind of line where it would be said (record a gain: scripts/record-quality.ts)', async () => {
    const figures = figuresOf(placeLines(unseen, knowledge, reader, homes), createLineReader(reader, homes));
    expect(Object.keys(figures)).to.have.members(Object.keys(recorded.placed));
    for (const [group, share] of Object.entries(recorded.placed)) {
      const told = `${group}; all: ${JSON.stringify(figures)}`;
      expect(figures[group], told).to.be.at.least(share - SLACK.placed);
    }
  });

  it('has not fallen with a change of corpus (a fold held out; record a gain: scripts/record-quality.ts)', async () => {
    const share = await crossValidate(loadCorpus(), knowledge, models, homes);
    expect(share).to.be.at.least(recorded.crossValidated - SLACK.crossValidated);
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
