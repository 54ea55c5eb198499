/** Records how well lines are read in intents/quality.json, below which the tests let nothing fall: `node scripts/record-quality.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader } from '../intents/reader.ts';
import { loadHomes } from '../src/content/answers.ts';
import { loadKnowledge } from '../src/content/load.ts';
import { loadCorpus, loadModels } from '../src/content/models.ts';
import { figuresOf } from '../src/training/figures.ts';
import { createLineReader, placeLines } from '../src/training/placed-lines.ts';
import { crossValidate } from '../test/helpers/quality.ts';

const INTENTS = join(import.meta.dirname, '../intents');
const knowledge = loadKnowledge();
const homes = loadHomes();
const models = await loadModels();
const reader = createReader(models, []);
const unseen = placeLines(loadCorpus(join(INTENTS, 'unseen')), knowledge, reader, homes);
const figures = {
  crossValidated: await crossValidate(loadCorpus(), knowledge, models, homes),
  placed: figuresOf(unseen, createLineReader(reader, homes)),
};
writeFileSync(join(INTENTS, 'quality.json'), `${JSON.stringify(figures, null, 2)}\n`);
