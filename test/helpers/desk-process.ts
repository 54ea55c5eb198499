// Run as a process of its own, to be killed: a person and agents act in some conversations, and what was taken is printed.
import pino from 'pino';
import { loadRedactionWords } from '../../src/content/load-words.ts';
import { CaseError } from '../../src/desk/cases/types.ts';
import { openStore } from '../../src/store/open.ts';
import { createTestDesk, karim, marie } from './desk.ts';
import { createRandom } from './random.ts';

loadRedactionWords();

const [url = '', run = '', ...people] = process.argv.slice(2);
const store = await openStore(url, pino({ level: 'silent' }));
const desk = createTestDesk(store);
const random = createRandom(Number(run));
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

await Promise.all(
  people.flatMap((person) => [
    forEver(person, async (mark) => {
      const text = `moi ${mark}`;
      await desk.say(person, text);
      print({ person, said: text });
    }),
    ...[marie, karim].map((agent) =>
      forEver(person, async (mark) => {
        const id = await desk.caseOf(person);
        const { fence, state } = await desk.cases.get(agent, id);
        const text = `${agent.name} ${mark}`;
        if (state === 'waiting') await desk.cases.accept(agent, id);
        else if (random() < 0.2) {
          const to = agent.id === marie.id ? karim : marie;
          await desk.cases.transfer(agent, id, { fence, agent: { id: to.id, name: to.name } });
        } else if (random() < 0.1) await desk.cases.transfer(agent, id, { fence, group: 'réseau' });
        else {
          await desk.cases.send(agent, id, { fence, text, key: `${run} ${mark}` });
          print({ person, sent: text, by: agent.name });
        }
      }),
    ),
  ]),
);

async function forEver(person: string, act: (mark: string) => Promise<void>): Promise<void> {
  for (let count = 0; ; count++) {
    await act(`${person} ${run} ${count}`).catch((error: unknown) => {
      if (!(error instanceof CaseError)) throw error;
    });
    await new Promise((resolve) => setTimeout(resolve, random() * 5));
  }
}
