import { spawn } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Not among the dependencies: its licence is not an open one. */
const PACKAGE = '@microsoft/m365agentsplayground@0.2.28';
/** Milliseconds for npx to fetch it and for it to listen. */
const PATIENCE = 120_000;

export interface Playground {
  readonly url: string;
  stop(): void;
}

/** Starts Microsoft's emulator of Teams on this machine's own interface, talking to a bot. Rejects if it does not listen. */
export async function startPlayground(endpoint: string): Promise<Playground> {
  const port = await freePort();
  const child = spawn(
    'npx',
    ['--yes', PACKAGE, 'start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--disable-telemetry'],
    {
      // A group of its own: npx runs it as a grandchild.
      detached: true,
      stdio: 'ignore',
      env: {
        ...process.env,
        TEAMSAPPTESTER_BROWSER: 'none',
        NODE_OPTIONS: `--require ${join(import.meta.dirname, 'loopback.cjs')}`,
      },
    },
  );
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid);
  };
  const url = `http://127.0.0.1:${port}`;
  const end = performance.now() + PATIENCE;
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  if (child.exitCode === null) stop();
  throw new Error('the emulator does not listen');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
