import v8 from 'node:v8';
import vm from 'node:vm';

/** Milliseconds after the start: whoever waits for the first reply has it by then. */
const SETTLED = 2000;

/**
 * Collects what a start leaves behind: texts that were parsed, models as they were read, and a young generation that is as large
 * as it may be. By itself V8 gets round to that only under load.
 */
export function collectAfterStart(): void {
  setTimeout(() => {
    // The one way to it that needs no flag where the process is started.
    v8.setFlagsFromString('--expose-gc');
    vm.runInNewContext('gc')();
    v8.setFlagsFromString('--no-expose-gc');
  }, SETTLED).unref();
}
