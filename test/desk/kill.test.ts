import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import pino from 'pino';
import { openStore } from '../../src/store/open.ts';
import { checkHands, type Taken } from '../helpers/check-hands.ts';
import { createTestDesk } from '../helpers/desk.ts';
import { engines } from '../helpers/engines.ts';

/** How often the process is killed; KILLS=30 for the record. */
const KILLS = Number(process.env.KILLS ?? 2);
const PEOPLE = ['kill-1', 'kill-2', 'kill-3'];
/** Acts that the process has told of before it is killed, at random between these: how long they take does not matter. */
const [FEWEST, MOST] = [10, 60];
const SCRIPT = join(import.meta.dirname, '../helpers/desk-process.ts');

for (const { name, databaseUrl } of engines) {
  describe(`a desk that is killed on ${name}`, function () {
    this.timeout(20_000 + KILLS * 8_000);

    it(`loses nothing that it has taken, and lets nobody speak who does not own, in ${KILLS} kills`, async () => {
      const url = await databaseUrl();
      const store = await openStore(url, pino({ level: 'silent' }));
      const desk = createTestDesk(store);
      for (const person of PEOPLE) await desk.request(person);
      const taken = new Map(
        PEOPLE.map((person): [string, Taken] => [person, { said: [], sent: [], accepted: [] }]),
      );
      for (let kill = 0; kill < KILLS; kill++) await runAndKill(url, kill, taken);
      for (const person of PEOPLE) await checkHands(store, person, taken.get(person) as Taken);
      await store.close();
      const all = [...taken.values()];
      expect(all.reduce((sum, { said }) => sum + said.length, 0)).to.be.greaterThan(0);
      expect(all.reduce((sum, { sent }) => sum + sent.length, 0)).to.be.greaterThan(0);
    });
  });
}

/** Lets the process act for a while and kills it; what it has said to be taken by then is kept. */
async function runAndKill(url: string, run: number, taken: ReadonlyMap<string, Taken>): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, url, String(run), ...PEOPLE], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let left = randomInt(FEWEST, MOST);
  for await (const line of createInterface({ input: child.stdout })) {
    const { person, said, sent, by } = parse(line);
    if (said) taken.get(person)?.said.push(said);
    if (sent) taken.get(person)?.sent.push({ by, text: sent });
    if (--left === 0) child.kill('SIGKILL');
  }
  await ended;
}

/** The kill may cut a line. */
function parse(line: string) {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
