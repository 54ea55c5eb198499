/** Checks facts, texts, answers and hours as each start does: `npm run content -- check`. */
import { join } from 'node:path';
import { loadKnowledge } from '../content/load.ts';
import { loadHours } from '../content/load-hours.ts';
import { refuseFaulty } from '../content/refuse.ts';
import { KNOWLEDGE } from '../content/yaml.ts';
import { readArguments, runCommand, UsageError } from './run.ts';

const USAGE = 'npm run content -- check [--folder dialogs/knowledge]';

await runCommand(async () => {
  const { positionals, values } = readArguments(
    { allowPositionals: true, options: { folder: { type: 'string', default: KNOWLEDGE } } },
    USAGE,
  );
  if (positionals.join(' ') !== 'check') throw new UsageError(USAGE);
  refuseFaulty(loadKnowledge(values.folder), values.folder);
  loadHours(join(values.folder, 'hours'));
  process.stdout.write('The content can be served.\n');
});
