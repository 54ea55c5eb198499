import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isLabel } from '../../intents/labels.ts';
import { readModel, writeModel } from '../../intents/model-file.ts';
import { LANGUAGES } from '../../intents/text.ts';
import { type Example, trainLinearModel } from '../../intents/train.ts';
import type { Models } from '../../intents/understand.ts';
import { ContentError } from './load.ts';

const ROOT = join(import.meta.dirname, '../..');
const INTENTS = join(ROOT, 'intents');
const CACHE = join(ROOT, '.cache', 'intents');
/** Language is told by few features; more passes gain nothing. */
const LANGUAGE_EPOCHS = 3;

/** Reads the corpus: one file a label in a folder a language, one utterance a line, `#` for comments. */
export function loadCorpus(directory = join(INTENTS, 'corpus')): Example[] {
  return LANGUAGES.flatMap((language) =>
    readdirSync(join(directory, language)).flatMap((file) => {
      const label = basename(file, '.txt');
      if (!isLabel(label)) throw new ContentError(`${join(directory, language, file)}: no such label`);
      return readFileSync(join(directory, language, file), 'utf8')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((text) => ({ text, label, language }));
    }),
  );
}

/**
 * The trained models, from the cache where it fits. The key of the cache is a digest of the corpus and of the code that
 * trains, so a cached model is never stale.
 */
export function loadModels(cache = CACHE): Models & { readonly cached: boolean } {
  const corpus = loadCorpus();
  const file = join(cache, `${digest(corpus)}.model`);
  const cached = readCache(file);
  if (cached) return { ...cached, cached: true };
  const models = trainModels(corpus);
  writeCache(cache, file, models);
  return { ...models, cached: false };
}

/** Trains both models on a corpus. */
export function trainModels(corpus: readonly Example[]): Models {
  return {
    intent: trainLinearModel(corpus),
    language: trainLinearModel(
      corpus.map(({ text, language }) => ({ text, label: language, language: 'fr' })),
      LANGUAGE_EPOCHS,
    ),
  };
}

function digest(corpus: readonly Example[]): string {
  const hash = createHash('sha256').update(JSON.stringify(corpus));
  for (const file of readdirSync(INTENTS)
    .filter((name) => name.endsWith('.ts'))
    .sort()) {
    hash.update(readFileSync(join(INTENTS, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function readCache(file: string): Models | undefined {
  try {
    return readModel(readFileSync(file));
  } catch {
    // Absent, or cut short by a full disk: train anew.
    return undefined;
  }
}

function writeCache(directory: string, file: string, models: Models): void {
  try {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    // Renamed into place, so that a second process never reads half a file.
    writeFileSync(`${file}.${process.pid}`, writeModel(models));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A read-only installation trains at each start.
  }
}
