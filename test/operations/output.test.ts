import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { temporaryFolder } from '../helpers/app.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { freePort } from '../helpers/free-port.ts';

const MAIN = join(import.meta.dirname, '../../src/main.js');

/** What becomes of the service's output. */
const FATES: Record<string, (port: number) => ChildProcess> = {
  'the reader of stdout is gone': (port) => {
    const service = start(port, 'pipe', 'ignore');
    service.stdout?.once('data', () => service.stdout?.destroy());
    return service;
  },
  'the reader of stderr is gone': (port) => {
    const service = start(port, 'ignore', 'pipe');
    service.stderr?.destroy();
    return service;
  },
  'there never was a reader': (port) => {
    const service = start(port, 'pipe', 'pipe');
    service.stdout?.destroy();
    service.stderr?.destroy();
    return service;
  },
  'its disk is full': (port) => {
    const full = openSync('/dev/full', 'w');
    const service = start(port, full, full);
    closeSync(full);
    return service;
  },
};

describe('the service, whose output nobody takes,', function () {
  this.timeout(60_000);

  for (const [fate, begin] of Object.entries(FATES)) {
    it(`answers, and ends when it is told to: ${fate}`, async () => {
      const port = await freePort();
      const service = begin(port);
      const exit = once(service, 'exit');
      try {
        const url = `http://127.0.0.1:${port}`;
        await eventually(
          () => fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined),
          30_000,
        );
        await talk(url);
        service.kill('SIGTERM');
        expect(await exit).to.deep.equal([0, null]);
      } finally {
        service.kill('SIGKILL');
      }
    });
  }
});

type Output = 'pipe' | 'ignore' | number;

/** Starts the service with a setting that it warns of on stderr. */
function start(port: number, stdout: Output, stderr: Output): ChildProcess {
  return spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'debug',
      LOG_LEVLE: 'debug',
      DATABASE_URL: `file:${join(temporaryFolder(), 'permanence.db')}`,
    },
    stdio: ['ignore', stdout, stderr],
  });
}

/** Two turns: by a line of the first it may find out, the second comes after. */
async function talk(url: string): Promise<void> {
  const client = await DirectLineClient.begin(url);
  for (const words of ['mot de passe expiré', 'académie de Paris']) {
    await client.say(words);
    expect(await client.hear()).to.have.length.above(0);
  }
}
