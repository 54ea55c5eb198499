import type { Logger } from 'pino';

export interface Worker {
  /** Looks for work now instead of at the next tick. */
  wake(): void;
  /** Stops, once what is under way is done. */
  stop(): Promise<void>;
}

/**
 * Runs a job over and over: at once when woken, and at least every `every` milliseconds. One run at a time; an error is
 * logged and the next run goes on.
 */
export function startWorker(name: string, every: number, log: Logger, job: () => Promise<void>): Worker {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const run = () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = job()
      .catch((error) => log.error({ err: error, worker: name }, 'worker failed'))
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          run();
        }
      });
  };
  const ticking = setInterval(run, every);
  run();
  return {
    wake: run,
    stop: async () => {
      stopped = true;
      clearInterval(ticking);
      await running;
    },
  };
}
