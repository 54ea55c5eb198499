/**
 * Facts, texts, answers and hours, as files and as they are published: `npm run content -- <command>`.
 *
 * - `check` checks the files as each start does.
 * - `diff` shows what is published over the files, a line a place.
 * - `export [--to FOLDER]` writes what is published into the files, to be reviewed and released; into a copy of them in FOLDER
 *   instead, to be carried elsewhere.
 * - `import --from FOLDER --reason "…"` publishes what a folder has otherwise than what is published now.
 */
import { cpSync } from 'node:fs';
import { userInfo } from 'node:os';
import { applyChanges, type Change, valueAt } from '../content/changes.ts';
import { differences } from '../content/differences.ts';
import { KNOWLEDGE, readContentFiles } from '../content/files.ts';
import { loadKnowledge } from '../content/load.ts';
import { loadHours } from '../content/load-hours.ts';
import { refuseFaulty } from '../content/refuse.ts';
import { writeChanges } from '../content/write.ts';
import { publish } from '../publishing/publish.ts';
import { overridesOf, readVersions } from '../publishing/versions.ts';
import type { Store } from '../store/open.ts';
import { readArguments, runCommand, UsageError, withStore } from './run.ts';
import { sayInTerminal } from './words.ts';

const USAGE = `npm run content -- check [--folder dialogs/knowledge]
npm run content -- diff
npm run content -- export [--to FOLDER]
npm run content -- import --from FOLDER --reason "…"`;

await runCommand(async () => {
  const { positionals, values } = readArguments(
    {
      allowPositionals: true,
      options: {
        folder: { type: 'string', default: KNOWLEDGE },
        to: { type: 'string' },
        from: { type: 'string' },
        reason: { type: 'string' },
      },
    },
    USAGE,
  );
  const [command, ...more] = positionals;
  if (more.length > 0) throw new UsageError(USAGE);
  if (command === 'check') return check(values.folder);
  if (command === 'diff') return withStore(showDifferences);
  if (command === 'export') return withStore((store) => exportTo(store, values.to ?? KNOWLEDGE));
  if (command !== 'import' || !values.from || !values.reason?.trim()) throw new UsageError(USAGE);
  const { from, reason } = values;
  return withStore((store) => importFrom(store, from, reason.trim()));
});

async function check(folder: string): Promise<void> {
  refuseFaulty(loadKnowledge(folder), folder);
  loadHours(folder);
  process.stdout.write(`${sayInTerminal('content.good')}\n`);
}

async function showDifferences(store: Store): Promise<void> {
  const { files } = readContentFiles();
  for (const change of await published(store)) {
    const { file, path, value } = change;
    const before = valueAt(files, change);
    process.stdout.write(`${[file, ...path].join(' ')}\n`);
    if (before !== undefined) process.stdout.write(`- ${JSON.stringify(before)}\n`);
    if (value !== null) process.stdout.write(`+ ${JSON.stringify(value)}\n`);
  }
}

async function exportTo(store: Store, folder: string): Promise<void> {
  const changes = await published(store);
  if (folder !== KNOWLEDGE)
    cpSync(KNOWLEDGE, folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  const written = writeChanges(folder, changes);
  for (const file of written) process.stdout.write(`${file}\n`);
  if (written.length === 0) process.stdout.write(`${sayInTerminal('content.nothing')}\n`);
}

async function importFrom(store: Store, folder: string, reason: string): Promise<void> {
  const { files } = readContentFiles();
  const versions = await readVersions(store.db);
  const changes = differences(applyChanges(files, overridesOf(versions)), readContentFiles(folder).files);
  const by = { id: null, name: userInfo().username };
  const base = versions.at(-1)?.number ?? 0;
  const parts = { store, origin: readContentFiles };
  const number = await publish(parts, changes, base, { by, reason, at: Date.now() });
  process.stdout.write(`${sayInTerminal('content.published', { number, count: changes.length })}\n`);
}

/** What is published otherwise than the files say. */
async function published(store: Store): Promise<Change[]> {
  const { files } = readContentFiles();
  return differences(files, applyChanges(files, overridesOf(await readVersions(store.db))));
}
