import pino from 'pino';
import type { Change } from '../../src/content/changes.ts';
import { createLiveContent } from '../../src/publishing/live.ts';
import { publish } from '../../src/publishing/publish.ts';
import { openStore } from '../../src/store/open.ts';
import { createModelKey } from '../../src/training/keys.ts';
import { createLiveReader } from '../../src/training/live-reader.ts';
import { createTrainingStatus } from '../../src/training/status.ts';
import { startTrainer, trainOnce } from '../../src/training/trainer.ts';
import { knowledge } from './app.ts';
import { contentFiles } from './content.ts';
import type { SmallCorpus } from './small-corpus.ts';

const log = pino({ level: 'silent' });

/** Milliseconds for a process to start and learn a few hundred lines, on a machine that does much else: it comes last. */
export const LEARNS = 600_000;

/** An answer about a badge, with questions of its own. */
export function badgeAnswer(fr: readonly string[]): Change {
  const like = contentFiles().files.get('answers/lockout_why.yaml') as object;
  const value = { ...like, about: 'mfa_reset', examples: { fr: [...fr] } } as never;
  return { file: 'answers/badge_lost.yaml', path: [], value };
}

export const BADGES = badgeAnswer([
  'j’ai égaré mon badge de cantine hier',
  'mon badge de cantine est égaré',
  'badge de cantine égaré que faire',
  'où signaler un badge de cantine égaré',
  'égaré le badge de la cantine',
  'le badge de cantine a été égaré',
]);
/** The same in another order, with other words between: nobody knows it by heart. */
const NEIGHBOUR = 'hier à la cantine mon badge a été égaré je crois';

export type ReadingInstance = Awaited<ReturnType<typeof startReading>>;

/** An instance of the service as far as it reads; `trains` by itself, or when it is told to. */
export async function startReading(url: string, { models, sources }: SmallCorpus, trains = true) {
  const store = await openStore(url, log);
  const content = await createLiveContent({ store, log, knowledge });
  const keyOf = createModelKey(models.key, knowledge);
  const readers = await createLiveReader({ store, content, models, keyOf, log });
  const parts = { store, content, base: models.key, keyOf, sources, log };
  const status = createTrainingStatus(store, keyOf, models.key, true);
  const worker = trains ? startTrainer({ ...parts, now: Date.now }) : undefined;
  return {
    ...{ store, content, readers },
    status: () => status(content.current().knowledge),
    publish: async (change: Change) => {
      const by = { id: 'camille', name: 'Camille' };
      await publish({ store, origin: contentFiles }, [change], content.newest(), {
        by,
        reason: 'x',
        at: 1,
      });
      await content.refresh();
    },
    /** Trains once, by a clock that is some milliseconds fast, and reads what came of it. */
    train: async (fast = 0) => {
      await trainOnce({ ...parts, now: () => Date.now() + fast }, new AbortController().signal);
      await readers.refresh();
    },
    /** Whether a question that is like the published ones is understood. */
    understands: () => {
      const reader = readers.fitting(content.current());
      const { scores } = reader.read(NEIGHBOUR, { locale: 'fr' }).whole;
      return reader.labels[scores.indexOf(Math.max(...scores))] === 'answer.badge_lost';
    },
    models: () => store.db.selectFrom('readerModel').selectAll().execute(),
    close: async () => {
      await worker?.stop();
      readers.close();
      content.close();
      await store.close();
    },
  };
}
