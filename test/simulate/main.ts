/**
 * Simulated users: `npm run --silent simulate -- [--count 200] [--seed 1] [--worst 10] [--voice careful|hurried]`. Prints the
 * worst conversations, readable, and last one JSON object of figures.
 */
import { createReader } from '../../intents/reader.ts';
import { readArguments, runCommand, UsageError } from '../../src/commands/run.ts';
import { loadKnowledge } from '../../src/content/load.ts';
import { loadRedactionWords } from '../../src/content/load-words.ts';
import { loadModels } from '../../src/content/models.ts';
import { buildStep } from '../../src/turn/build-step.ts';
import { reportOf, transcriptOf, worstOf } from './report.ts';
import { simulate } from './simulate.ts';

await runCommand(async () => {
  const { values } = readArguments({
    options: {
      count: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      worst: { type: 'string', default: '0' },
      voice: { type: 'string' },
    },
  });
  const [count, seed, worst] = [values.count, values.seed, values.worst].map(Number);
  if (!isCount(count) || !isCount(seed) || !isCount(worst)) {
    throw new UsageError('--count, --seed and --worst: expected whole numbers from 0 on');
  }
  loadRedactionWords();
  const knowledge = loadKnowledge();
  const step = buildStep(knowledge, createReader(await loadModels(), [...knowledge.academies.values()]));
  const started = performance.now();
  const played = simulate(step, knowledge, { count, seed });
  const shown = played.filter(({ person }) => values.voice === undefined || person.voice === values.voice);
  for (const conversation of worstOf(shown, worst)) process.stdout.write(`${transcriptOf(conversation)}\n\n`);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  process.stdout.write(`${JSON.stringify({ ...reportOf(shown), seed, seconds })}\n`);
});

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0;
}
