// A process of its own (run-training.ts), so that what a training costs is not the service's: trains with what is published, measures
// what came of it beside what the files make, and gives the models only where they are no worse.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { examplesOf, homesOf } from '../../dialogs/knowledge/answers.ts';
import { writeClassifiers } from '../../intents/engine/model-file.ts';
import { knowExamples } from '../../intents/examples.ts';
import { createReader, type Models } from '../../intents/reader.ts';
import { buildHomes } from '../../intents/taxonomy.ts';
import { readContentFiles } from '../content/files.ts';
import { loadCorpus, loadModels, trainModels, UNSEEN } from '../content/models.ts';
import { buildContent } from '../publishing/content.ts';
import { boundProcess } from './bounds.ts';
import { compare } from './compare.ts';
import { measure } from './figures.ts';
import type { TrainingJob, TrainingReport } from './job.ts';

boundProcess();
const gone = () => process.exit(1);
process.once('disconnect', gone);
const [job] = (await once(process, 'message')) as [TrainingJob];
const { report, bytes } = await train(job);
process.send?.(report);
// Nothing keeps the process once all is written.
process.off('disconnect', gone);
process.stdout.end(bytes, () => process.disconnect());

async function train({ changes, sources: { cache, corpus: folder, unseen = UNSEEN } }: TrainingJob) {
  const { knowledge } = buildContent(readContentFiles(), changes, 0);
  const { academies, answers } = knowledge;
  const [examples, homes] = [examplesOf(answers), buildHomes(homesOf(answers))];
  const corpus = loadCorpus(folder);
  const before = await loadModels({ ...(cache && { cache }), ...(folder && { corpus }) });
  const after = await trainModels([...corpus, ...examples], homes, 1);
  const lines = loadCorpus(unseen);
  // As they are served: with the questions by heart, whatever the models make of them.
  const outcomesOf = (models: Models) =>
    measure(lines, knowledge, knowExamples(createReader(models, [...academies.values()]), examples), homes);
  const comparison = compare(outcomesOf(before), outcomesOf(after));
  const bytes = comparison.isWorse ? new Uint8Array() : writeClassifiers([after.intent, after.language]);
  const digest = comparison.isWorse ? null : createHash('sha256').update(bytes).digest('hex');
  return { report: { comparison, digest } satisfies TrainingReport, bytes };
}
