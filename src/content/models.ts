import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readClassifiers, writeClassifiers } from '../../intents/engine/model-file.ts';
import { type Example, LANGUAGE_EFFORT, trainClassifier } from '../../intents/engine/train.ts';
import { isLabel } from '../../intents/labels.ts';
import { LANGUAGES } from '../../intents/text.ts';
import type { Models } from '../../intents/understand.ts';
import { ContentError } from './load.ts';

const ROOT = join(import.meta.dirname, '../..');
const INTENTS = join(ROOT, 'intents');
/** Bytes of the SHA-256 at the end of the cache's file. */
const DIGEST = 32;
const CACHE = join(ROOT, '.cache', 'intents');

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
export function loadModels(cache = CACHE, corpus = loadCorpus()): Models & { readonly cached: boolean } {
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
    intent: trainClassifier(corpus),
    language: trainClassifier(
      corpus.map(({ text, language }) => ({ text, label: language, language: 'fr' })),
      LANGUAGE_EFFORT,
    ),
  };
}

function digest(corpus: readonly Example[]): string {
  const hash = createHash('sha256').update(JSON.stringify(corpus));
  const engine = readdirSync(join(INTENTS, 'engine')).sort();
  for (const file of ['text.ts', ...engine.map((name) => join('engine', name))]) {
    hash.update(readFileSync(join(INTENTS, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function readCache(file: string): Models | undefined {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(0, -DIGEST);
    // Damaged numbers are numbers, too: what is understood by them is something else.
    if (!digestOf(content).equals(bytes.subarray(-DIGEST))) return undefined;
    // Cut off rather than copied: it is large.
    const [intent, language] = readClassifiers(new Uint8Array(bytes.buffer.transfer(content.byteLength)));
    return intent && language && { intent, language };
  } catch {
    // Absent: train anew.
    return undefined;
  }
}

function digestOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}

function writeCache(directory: string, file: string, models: Models): void {
  try {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    // Renamed into place, so that a second process never reads half a file.
    const content = writeClassifiers([models.intent, models.language]);
    writeFileSync(`${file}.${process.pid}`, Buffer.concat([content, digestOf(content)]));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A read-only installation trains at each start.
  }
}
