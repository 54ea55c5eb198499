import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { TrainingError } from './errors.ts';
import type { TrainingJob, TrainingReport } from './job.ts';

const PROCESS = new URL('./train-process.ts', import.meta.url);
/** Milliseconds after which a training is given up: half a minute's work on a processor of its own, and hardly ever that. */
const LONGEST = 30 * 60_000;
/** Megabytes of the heap; most of what a training holds is outside of it. */
const HEAP = 768;
/** Bytes of a part of a model: a row of the database that is quickly written. */
const PART = 192 * 1024;
/** Characters that are kept of what a training that fails says. */
const LAST_WORDS = 2000;

/** What came of a training, once all of its parts are written. */
export interface Trained extends TrainingReport {
  readonly parts: number;
}

/**
 * Trains in a process of its own, and passes the models on in parts, one after the other. Rejects with `TrainingError`, and with what
 * `write` rejects with; the process is gone then.
 */
export async function runTraining(
  job: TrainingJob,
  write: (bytes: Buffer, part: number) => Promise<void>,
  signal: AbortSignal,
): Promise<Trained> {
  const child = fork(PROCESS, {
    // Neither settings nor secrets of the service are any business of it.
    env: {},
    execArgv: [`--max-old-space-size=${HEAP}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]),
    killSignal: 'SIGKILL',
  });
  try {
    return await talk(child, job, write);
  } catch (error) {
    if (signal.aborted) throw new TrainingError('training.aborted', 'The training is not wanted any more.');
    throw error;
  } finally {
    child.kill('SIGKILL');
  }
}

async function talk(
  child: ChildProcess,
  job: TrainingJob,
  write: (bytes: Buffer, part: number) => Promise<void>,
): Promise<Trained> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new TrainingError('training.failed', 'The training has no output.');
  let lastWords = '';
  stderr.setEncoding('utf8').on('data', (text) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS);
  });
  let report: TrainingReport | undefined;
  child.on('message', (message) => {
    report = message as TrainingReport;
  });
  // Listened for before anything is waited for: both may be over before the other.
  const ended = once(child, 'exit');
  const [{ parts, digest }, [code]] = await Promise.all([pass(stdout, write), ended, sendJob(child, job)]);
  if (code !== 0 || !report)
    throw new TrainingError('training.failed', `The training ended (${code}): ${lastWords}`);
  if (report.digest !== null && report.digest !== digest)
    throw new TrainingError('training.failed', 'The models did not arrive as they were trained.');
  return { ...report, parts };
}

function sendJob(child: ChildProcess, job: TrainingJob): Promise<void> {
  return new Promise((resolve, reject) => {
    child.send(job, (error) => (error ? reject(error) : resolve()));
  });
}

async function pass(stream: Readable, write: (bytes: Buffer, part: number) => Promise<void>) {
  const hash = createHash('sha256');
  let [held, parts] = [Buffer.alloc(0), 0];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    held = Buffer.concat([held, chunk]);
    while (held.length >= PART) {
      await write(held.subarray(0, PART), parts++);
      held = held.subarray(PART);
    }
  }
  if (held.length > 0) await write(held, parts++);
  return { parts, digest: hash.digest('hex') };
}
