/** Checks facts, texts, answers and hours as each start does: `npm run content -- check`. */

import { KNOWLEDGE } from '../content/files.ts';
import { loadKnowledge } from '../content/load.ts';
import { loadHours } from '../content/load-hours.ts';
import { refuseFaulty } from '../content/refuse.ts';
import { readArguments, runCommand, UsageError } from './run.ts';

const USAGE = 'npm run content -- check [--folder dialogs/knowledge]';

await runCommand(async () => {
  const { positionals, values } = readArguments(
    { allowPositionals: true, options: { folder: { type: 'string', default: KNOWLEDGE } } },
    USAGE,
  );
  if (positionals.join(' ') !== 'check') throw new UsageError(USAGE);
  refuseFaulty(loadKnowledge(values.folder), values.folder);
  loadHours(values.folder);
  process.stdout.write('The content can be served.\n');
});
