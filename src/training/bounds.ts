import { readdirSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Bytes from which on a training ends itself: what it needs, and half as much again. */
const MOST_MEMORY = 1_500_000_000;
/** Milliseconds between looks at the memory. */
const EVERY = 1000;

/** Makes this process the last to be served and the first to go, and ends it where it takes more memory than it should. */
export function boundProcess(): void {
  for (const thread of threads()) attempt(() => setPriority(thread, constants.priority.PRIORITY_LOW));
  attempt(() => writeFileSync('/proc/self/oom_score_adj', '1000'));
  setInterval(() => {
    if (process.memoryUsage.rss() <= MOST_MEMORY) return;
    process.stderr.write(`The training takes more than ${MOST_MEMORY / 1e6} MB of memory.\n`);
    process.exit(1);
  }, EVERY).unref();
}

/** On Linux each thread has a priority of its own; those begun later have that of the one that begins them. */
function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [0];
  }
}

/** Some machines know nothing of it, or forbid it. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // It goes on as it is.
  }
}
