/**
 * Trains the reader anew where published answers have questions that it was not trained with. One training at a time, on one of all
 * instances, by a lease; the newest content wins: a training that it does not need any more is ended. What came of one stands in the
 * database before it is said to be ready, so that whoever is killed leaves the old one.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { startWorker, type Worker } from '../delivery/worker.ts';
import type { LiveContent } from '../publishing/live.ts';
import { overridesOf, readVersions } from '../publishing/versions.ts';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import { TrainingError } from './errors.ts';
import type { TrainingSources } from './job.ts';
import type { ModelKey } from './keys.ts';
import { runTraining } from './run-training.ts';

const MINUTE = 60_000;
const LEASE = 'training';
/** Milliseconds that a lease lasts without being prolonged, and between that. */
const LASTS = 30_000;
const PROLONG = 5000;
/** Milliseconds between looks for what is to be trained; whoever publishes wakes it. */
const EVERY = LASTS / 2;
/** Milliseconds after which what failed is tried again. */
const AGAIN = 60 * MINUTE;
/** Models that are kept for whoever takes a version back, of one base; those of another one may be those of an instance that is being replaced. */
const KEPT = 2;
const OTHERS = 24 * 60 * MINUTE;

export interface TrainerParts {
  readonly store: Store;
  readonly content: LiveContent;
  /** Of the files' models. */
  readonly base: string;
  readonly keyOf: ModelKey;
  readonly sources: TrainingSources;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Starts it; who stops it ends what is under way. */
export function startTrainer(parts: TrainerParts): Worker {
  const stopping = new AbortController();
  const worker = startWorker('training', EVERY, parts.log, () => trainOnce(parts, stopping.signal));
  // Not by the notice on the bus: that comes before the content is built.
  const unsubscribe = parts.content.onChange(worker.wake);
  return {
    wake: worker.wake,
    stop: () => {
      unsubscribe();
      stopping.abort();
      return worker.stop();
    },
  };
}

/** Trains what the present content asks for, unless that is done or another instance is at it. */
export async function trainOnce(parts: TrainerParts, stopping: AbortSignal): Promise<void> {
  const { store, content, base, keyOf, log, now } = parts;
  const { version, knowledge } = content.current();
  const key = keyOf(knowledge);
  if (key === base || (await isDone(store, key, now()))) return;
  const holder = randomUUID();
  const lease = () => ({ name: LEASE, holder, until: now() + LASTS });
  const begun = await store.transact(async (trx) => {
    if (!(await queries.takeLease(trx, lease(), now()))) return false;
    await queries.beginReaderModel(trx, { key, base, version, startedAt: now() });
    return true;
  });
  if (!begun) return;
  store.bus.publish('reader', key);
  log.info({ version }, 'training the reader');

  const overtaken = new AbortController();
  const unsubscribe = content.onChange((newest) => keyOf(newest.knowledge) !== key && overtaken.abort());
  // Who was out of the world for a while finds that another one has it now.
  const hold = async (trx: queries.Trx) => {
    if (await queries.holdLease(trx, lease())) return;
    overtaken.abort();
    throw new TrainingError('training.aborted', 'Another instance trains.');
  };
  const holding = setInterval(() => void store.transact(hold).catch(() => {}), PROLONG);
  try {
    const changes = overridesOf((await readVersions(store.db)).filter(({ number }) => number <= version));
    const signal = AbortSignal.any([stopping, overtaken.signal]);
    const write = (bytes: Buffer, part: number) =>
      store.transact(async (trx) => {
        signal.throwIfAborted();
        await hold(trx);
        await queries.addReaderModelPart(trx, { key, part, bytes: bytes.toString('base64') });
      });
    const {
      comparison,
      digest,
      parts: count,
    } = await runTraining({ changes, sources: parts.sources }, write, signal);
    const state = digest === null ? 'refused' : 'ready';
    await store.transact(async (trx) => {
      await hold(trx);
      const report = JSON.stringify(comparison);
      await queries.endReaderModel(trx, key, { state, report, parts: count, digest, endedAt: now() });
      await forgetOld(trx, base, now());
    });
    log.info({ version, state, ...comparison.all }, 'the reader was trained');
  } catch (error) {
    await giveUp(parts, key, holder, error);
  } finally {
    clearInterval(holding);
    unsubscribe();
    // Whoever waits need not wait for the end of the lease.
    await store
      .transact((trx) => queries.holdLease(trx, { name: LEASE, holder, until: now() }))
      .catch(() => {});
    store.bus.publish('reader', key);
  }
}

async function isDone(store: Store, key: string, at: number): Promise<boolean> {
  const row = await queries.findReaderModel(store.db, key);
  return (
    row?.state === 'ready' ||
    row?.state === 'refused' ||
    (row?.state === 'failed' && at - (row.endedAt ?? 0) < AGAIN)
  );
}

/** What is not wanted leaves nothing; what failed is told. */
async function giveUp(
  { store, log, now }: TrainerParts,
  key: string,
  holder: string,
  error: unknown,
): Promise<void> {
  const aborted = error instanceof TrainingError && error.code === 'training.aborted';
  if (!aborted) log.error({ err: error }, 'the reader cannot be trained; it stays as it is');
  await store
    .transact(async (trx) => {
      if (!(await queries.holdLease(trx, { name: LEASE, holder, until: now() + LASTS }))) return;
      if (aborted) await queries.forgetReaderModels(trx, [key]);
      else
        await queries.endReaderModel(trx, key, {
          state: 'failed',
          report: null,
          parts: 0,
          digest: null,
          endedAt: now(),
        });
    })
    .catch((cause) => log.warn({ err: cause }, 'cannot write down that a training ended'));
}

async function forgetOld(trx: queries.Trx, base: string, at: number): Promise<void> {
  const models = await queries.allReaderModels(trx);
  const [own, others] = [true, false].map((wanted) => models.filter((one) => (one.base === base) === wanted));
  const old = [
    ...(own ?? []).slice(KEPT),
    ...(others ?? []).filter(({ startedAt }) => at - startedAt > OTHERS),
  ];
  await queries.forgetReaderModels(
    trx,
    old.map(({ key }) => key),
  );
}
