import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { heardAs } from '../../dialogs/interpret/heard-as.ts';
import { LANGUAGE_EFFORT, READER_EFFORT } from '../../intents/engine/effort.ts';
import { readClassifiers, writeClassifiers } from '../../intents/engine/model-file.ts';
import type { Example } from '../../intents/engine/train.ts';
import { isLabel, KINDS } from '../../intents/labels.ts';
import type { Models } from '../../intents/reader.ts';
import { buildTaxonomy, type Homes } from '../../intents/taxonomy.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { loadExamples, loadHomes } from './answers.ts';
import { ContentError } from './refusal.ts';
import { trainInOneThread, trainInThreads } from './train-in-threads.ts';

const ROOT = join(import.meta.dirname, '../..');
const INTENTS = join(ROOT, 'intents');
/** Bytes of the SHA-256 at the end of the cache's file. */
const DIGEST = 32;
/** Lines that measure and are never trained on. */
export const UNSEEN = join(INTENTS, 'unseen');
/** Begins the line that names the choice which the lines after it mean. */
const CHOICE = '@';
const CACHE = join(ROOT, '.cache', 'intents');

/**
 * Reads the corpus: in a folder a language one file a label, and a folder a kind of label (`answer/imap_server.txt` is
 * `answer.imap_server`); one utterance a line, `#` for comments. Answers to a question are in one file, `said/<question>.txt`, a
 * line `@<choice>` before those of each choice. Throws `ContentError` on a file that is no label.
 */
export function loadCorpus(directory = join(INTENTS, 'corpus')): Example[] {
  return LANGUAGES.flatMap((language) =>
    ['', ...KINDS].flatMap((kind) => readLabels(join(directory, language), kind, language)),
  );
}

function readLabels(directory: string, kind: string, language: Language): Example[] {
  const folder = join(directory, kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
    .flatMap((file) => {
      const name = basename(file, '.txt');
      if (kind === '' && !isLabel(name)) throw new ContentError(`${join(folder, file)}: no such label`);
      let label = kind === '' ? name : `${kind}.${name}`;
      return readFileSync(join(folder, file), 'utf8')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'))
        .flatMap((text) => {
          if (kind !== 'said' || !text.startsWith(CHOICE)) return [{ text, label, language }];
          label = `${kind}.${name}:${text.slice(CHOICE.length)}`;
          return [];
        });
    });
}

/** Where models come from: what is left out is the product's own. */
export interface ModelSources {
  /** Folder of the trained models. */
  readonly cache?: string;
  readonly corpus?: readonly Example[];
  /** The label of the taxonomy that each narrower one counts as: those of the answers. */
  readonly homes?: Homes;
  /** Questions that stand in the answers' own files. */
  readonly examples?: readonly Example[];
  /** What trains where no model is there yet: in this process, where it is left out. */
  readonly train?: typeof trainModels;
}

/** Models, and the digest of all that they were made of. */
export interface LoadedModels extends Models {
  readonly key: string;
}

/**
 * The trained models, from the cache where it fits. The key of the cache is a digest of the corpus and of the code that
 * trains, so a cached model is never stale.
 */
export async function loadModels({
  cache = CACHE,
  corpus,
  homes = loadHomes(),
  examples = loadExamples(),
  train = trainModels,
}: ModelSources = {}): Promise<LoadedModels & { readonly cached: boolean }> {
  const key = digest(corpus, homes, examples);
  const file = join(cache, `${key}.model`);
  const cached = readCache(file);
  if (cached) return { ...cached, key, cached: true };
  const models = await train([...(corpus ?? loadCorpus()), ...examples], homes);
  writeCache(cache, file, models);
  return { ...models, key, cached: false };
}

/** Trains both models on a corpus: the small one of the languages while the other is prepared, unless threads are to run one at a time. */
export async function trainModels(
  corpus: readonly Example[],
  homes: Homes,
  atOnce?: number,
): Promise<Models> {
  const languages = corpus.map(({ text, language }) => ({ text, label: language, language: 'fr' }) as const);
  const language = trainInOneThread(languages, LANGUAGE_EFFORT);
  if (atOnce === 1) await language;
  const intent = trainInThreads(corpus, READER_EFFORT, buildTaxonomy(homes, heardAs), atOnce);
  const [first, second] = await Promise.all([intent, language]);
  return { intent: first, language: second };
}

/** Of the files as they are, where no other corpus is given: a start need not understand them. */
function digest(corpus: readonly Example[] | undefined, homes: Homes, examples: readonly Example[]): string {
  const hash = createHash('sha256').update(JSON.stringify([corpus ?? 'files', [...homes], ...examples]));
  const engine = filesIn('engine');
  hash.update(readFileSync(join(ROOT, 'dialogs/interpret/heard-as.ts')));
  for (const file of [
    'text.ts',
    'taxonomy.ts',
    'labels.ts',
    ...engine,
    ...(corpus ? [] : filesIn('corpus')),
  ]) {
    hash.update(`\n${file}\n`).update(readFileSync(join(INTENTS, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesIn(folder: string): string[] {
  return readdirSync(join(INTENTS, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) !== '')
    .map((name) => join(folder, name))
    .sort();
}

function readCache(file: string): Models | undefined {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(0, -DIGEST);
    // Damaged numbers are numbers, too: what is understood by them is something else.
    if (!digestOf(content).equals(bytes.subarray(-DIGEST))) return undefined;
    const [intent, language] = readClassifiers(content);
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
