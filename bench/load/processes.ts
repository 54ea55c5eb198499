import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Peer {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start of the process until it listened. */
  readonly readyAfter: number;
  stop(): Promise<void>;
}

export interface LaunchOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

const ROOT = join(import.meta.dirname, '../..');
/** Linux counts processor time in hundredths of a second. */
const TICK = 10;
const PAGE_KB = 4;

/** The flags of `npm start`. */
const START_FLAGS = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  .scripts.start.split(' ')
  .filter((word: string) => word.startsWith('--'));

/** Starts the service as its users do, without its logs of each turn. `databaseUrl` as in `.env.example`. */
export function launchService(
  databaseUrl: string,
  { environment = {}, nodeOptions = START_FLAGS }: LaunchOptions = {},
) {
  return launch('src/main.js', /web chat\s+(http:\S+)\/webchat/, {
    environment: {
      LOG_LEVEL: 'warn',
      RATE_LIMITS: 'off',
      TEAMS_UNAUTHENTICATED: 'true',
      DATABASE_URL: databaseUrl,
      ...environment,
    },
    nodeOptions,
  });
}

/** Starts one of `bench/peers`. */
export function launchPeer(name: string, environment: Readonly<Record<string, string>> = {}): Promise<Peer> {
  return launch(`bench/peers/${name}.ts`, /listening (http:\S+)/, { environment });
}

async function launch(script: string, ready: RegExp, { environment, nodeOptions = [] }: LaunchOptions) {
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, join(ROOT, script)], {
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  // A bench that ends in the middle leaves nothing running, which the next one would be measured beside.
  process.once('exit', () => child.kill());
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      // Read on in any case: a full pipe would stop the process.
      if (output.length < 10_000) output += chunk;
      const found = ready.exec(output)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  const stop = async () => {
    child.kill();
    await exited;
  };
  return { url, pid: child.pid ?? 0, readyAfter: performance.now() - started, stop } satisfies Peer;
}

/** Processor time, user and system, of processes and of what they have waited for; milliseconds. */
export function processorTime(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const [user = 0, system = 0, waitedUser = 0, waitedSystem = 0] = statOf(pid).slice(11, 15).map(Number);
    return sum + (user + system + waitedUser + waitedSystem) * TICK;
  }, 0);
}

/** Memory of a process that is in RAM, MB. */
export function residentMegabytes(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return Math.round((pages * PAGE_KB) / 1024);
}

/** How many files, sockets and pipes a process has open. */
export function openHandles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** A process and all that descend from it. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(statOf(Number(name))[1])] as const);
  const family = [pid];
  for (const member of family)
    family.push(...parents.filter(([, of]) => of === member).map(([child]) => child));
  return family;
}

/** The fields of /proc/<pid>/stat after the name, which may have spaces in it; none of a process that has ended. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
