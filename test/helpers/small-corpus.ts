import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type LoadedModels, loadCorpus, loadModels } from '../../src/content/models.ts';
import type { TrainingSources } from '../../src/training/job.ts';
import { temporaryFolder } from './app.ts';

const INTENTS = join(import.meta.dirname, '../../intents');
/** Labels of a corpus that is learned in a second. */
const LABELS = [
  'account_locked',
  'password_forgotten',
  'password_expired',
  'mfa_reset',
  'out_of_scope',
  'greet',
  'answer/lockout_why',
  'answer/imap_server',
];
const LINES = 40;

export interface SmallCorpus {
  readonly sources: Required<TrainingSources>;
  /** What it makes by itself. */
  readonly models: LoadedModels;
}

/** A corpus of a few labels out of the product's, with the lines that measure them. */
export async function smallCorpus(): Promise<SmallCorpus> {
  const folder = temporaryFolder();
  const sources = {
    cache: join(folder, 'cache'),
    corpus: join(folder, 'corpus'),
    unseen: join(folder, 'unseen'),
  };
  for (const [from, to] of [
    ['corpus', sources.corpus],
    ['unseen', sources.unseen],
  ] as const) {
    for (const file of ['fr', 'en'].flatMap((language) =>
      LABELS.map((label) => `${language}/${label}.txt`),
    )) {
      mkdirSync(dirname(join(to, file)), { recursive: true });
      const lines = readFileSync(join(INTENTS, from, file), 'utf8')
        .split('\n')
        .slice(0, LINES);
      writeFileSync(join(to, file), lines.join('\n'));
    }
  }
  const models = await loadModels({ cache: sources.cache, corpus: loadCorpus(sources.corpus) });
  return { sources, models };
}
