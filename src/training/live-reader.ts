/**
 * The reader that is used now: the files' own, or one that was trained with what is published. Each instance reads the newest one
 * that is ready out of the database, in parts, and takes it only as a whole and as it was written.
 */
import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { readClassifiers } from '../../intents/engine/model-file.ts';
import { idOf, kindOf } from '../../intents/labels.ts';
import { createReader, type MessageReader } from '../../intents/reader.ts';
import type { LoadedModels } from '../content/models.ts';
import type { Content } from '../publishing/content.ts';
import type { LiveContent } from '../publishing/live.ts';
import { keepLooking } from '../store/keep-looking.ts';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import type { ModelKey } from './keys.ts';

/** Milliseconds between looks for what another instance has trained, should its notice get lost. */
const EVERY = 2000;

export interface LiveReader {
  /** The best reader there is for some content. */
  fitting(content: Content): MessageReader;
  /** Calls `listener` when there is another one; gives what ends that. */
  onChange(listener: () => void): () => void;
  /** Looks for a newer one; a notice on the bus and a clock do so as well. */
  refresh(): Promise<void>;
  close(): void;
}

export interface LiveReaderParts {
  readonly store: Pick<Store, 'db' | 'bus'>;
  readonly content: Pick<LiveContent, 'current' | 'knowledge'>;
  /** The files' own. */
  readonly models: LoadedModels;
  readonly keyOf: ModelKey;
  readonly log: Logger;
}

/** Keeps the reader in memory: every turn asks for it. */
export async function createLiveReader({
  store,
  content,
  models,
  keyOf,
  log,
}: LiveReaderParts): Promise<LiveReader> {
  const academies = [...content.knowledge.academies.values()];
  const own = createReader(models, academies);
  let trained: { readonly key: string; readonly reader: MessageReader } | undefined;
  let looking = Promise.resolve();
  let broken: string | undefined;
  const listeners = new Set<() => void>();

  async function look(): Promise<void> {
    const rows = await queries.readyReaderModels(store.db, models.key);
    const wanted = keyOf(content.current().knowledge);
    const row = rows.find(({ key }) => key === wanted) ?? rows[0];
    // One that is trained again has the same bytes, and another time.
    const written = `${row?.digest} ${row?.endedAt}`;
    if (!row || row.key === trained?.key || written === broken) return;
    try {
      trained = { key: row.key, reader: createReader(await read(row), academies) };
    } catch (error) {
      broken = written;
      log.error({ err: error }, 'a trained reader cannot be used; the last good one stays');
      return;
    }
    log.info({ version: row.version }, 'the reader that was trained is used');
    for (const listener of listeners) listener();
  }

  async function read({ key, parts, digest }: queries.ReaderModelRow) {
    const hash = createHash('sha256');
    const chunks: Buffer[] = [];
    for (let part = 0; part < parts; part++) {
      const bytes = Buffer.from((await queries.readerModelPart(store.db, key, part)) ?? '', 'base64');
      hash.update(bytes);
      chunks.push(bytes);
      // Turns go between.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (hash.digest('hex') !== digest)
      throw new RangeError('the model in the database is not what was trained');
    const [intent, language] = readClassifiers(Buffer.concat(chunks));
    if (!intent || !language) throw new RangeError('not a reader');
    return { intent, language };
  }

  const refresh = () => {
    looking = looking.then(look, look);
    return looking;
  };
  await refresh();
  const failing = 'cannot look for a trained reader';
  const end = keepLooking(store, log, {
    topics: ['reader', 'content'],
    every: EVERY,
    look: refresh,
    failing,
  });
  return {
    fitting: ({ knowledge }) => {
      if (!trained || keyOf(knowledge) === models.key) return own;
      return knowsAll(trained.reader, own, knowledge.answers) ? trained.reader : own;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    close: end,
  };
}

/** Whether nothing is read as an answer that was taken back since. */
function knowsAll(
  trained: MessageReader,
  own: MessageReader,
  answers: ReadonlyMap<string, unknown>,
): boolean {
  const known = new Set(own.labels);
  return trained.labels.every(
    (label) => known.has(label) || kindOf(label) !== 'answer' || answers.has(idOf(label)),
  );
}
