import { Writable } from 'node:stream';
import { expect } from 'chai';
import pino from 'pino';
import { startWorker, type Worker } from '../../src/delivery/worker.ts';
import { eventually } from '../helpers/eventually.ts';

const HOUR = 3_600_000;

describe('a worker', () => {
  let worker: Worker | undefined;
  let lines: string[];
  const log = () =>
    pino(
      new Writable({
        write: (chunk, _, done) => {
          lines.push(String(chunk));
          done();
        },
      }),
    );
  beforeEach(() => {
    lines = [];
  });
  afterEach(() => worker?.stop());

  /** A job whose runs end when told to. */
  function job() {
    const ends: (() => void)[] = [];
    const run = () => new Promise<void>((resolve) => ends.push(resolve));
    return { ends, run };
  }

  it('runs at its start, and again as often as it is told', async () => {
    let runs = 0;
    worker = startWorker('w', 5, log(), async () => void runs++);
    expect(runs).to.equal(1);
    await eventually(() => (runs > 2 ? true : undefined));
  });

  it('runs at once when it is woken', async () => {
    let runs = 0;
    worker = startWorker('w', HOUR, log(), async () => void runs++);
    await new Promise(setImmediate);
    worker.wake();
    expect(runs).to.equal(2);
  });

  it('has one run at a time, and one more after it however often it was woken meanwhile', async () => {
    const { ends, run } = job();
    worker = startWorker('w', HOUR, log(), run);
    for (let times = 0; times < 3; times++) worker.wake();
    expect(ends).to.have.length(1);
    ends[0]?.();
    await eventually(() => (ends.length === 2 ? true : undefined));
    ends[1]?.();
    await new Promise(setImmediate);
    expect(ends).to.have.length(2);
  });

  it('goes on after an error, and says which job has failed', async () => {
    let runs = 0;
    worker = startWorker('fragile', HOUR, log(), async () => {
      if (++runs === 1) throw new Error('the database is away');
    });
    await eventually(() => (lines.length > 0 ? true : undefined));
    expect(lines[0]).to.include('fragile').and.include('the database is away');
    worker.wake();
    await eventually(() => (runs === 2 ? true : undefined));
  });

  it('ends once its run is over, and runs no more', async () => {
    const { ends, run } = job();
    worker = startWorker('w', 5, log(), run);
    let over = false;
    const stopped = worker.stop().then(() => {
      over = true;
    });
    worker.wake();
    await new Promise(setImmediate);
    expect(over).to.equal(false);
    ends[0]?.();
    await stopped;
    worker.wake();
    expect(ends).to.have.length(1);
  });
});
