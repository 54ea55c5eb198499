import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../src/main.js');

export interface Service {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends the process in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Resolves when it has ended, in whatever way. */
  readonly ended: Promise<void>;
  /** Asks it to end, and gives its exit code. */
  end(): Promise<number | null>;
}

/**
 * Starts the service as its users do, in a process of its own, and waits until it listens. `wrap` is a command that ends by
 * becoming the one that follows it; `main` the entry of another version.
 */
export async function startService(
  environment: Record<string, string>,
  wrap: readonly string[] = [],
  main = MAIN,
): Promise<Service> {
  const [command = process.execPath, ...rest] = [...wrap, process.execPath, main];
  const child = spawn(command, rest, {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', RATE_LIMITS: 'off', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const found = /web chat\s+(http:\S+)\/webchat/.exec(output)?.[1];
      if (found) resolve(found);
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}:\n${output}`)));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const exit = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    return ((await exited) as [number | null])[0];
  };
  return {
    url,
    process: child,
    ended,
    kill: async () => {
      await exit('SIGKILL');
    },
    end: () => exit('SIGTERM'),
  };
}
