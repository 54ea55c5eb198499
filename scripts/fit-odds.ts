/**
 * Fits the odds of dialogs/interpret/odds.json: by how much the state of a conversation makes a reading likelier. Lines
 * that nobody trained on are put into the states in which they would be said; each odds is moved up and down as long as
 * more lines are read rightly. Every other line is for fitting, the rest measures: `node scripts/fit-odds.ts [--write]`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Odds } from '../dialogs/interpret/candidates.ts';
import odds from '../dialogs/interpret/odds.json' with { type: 'json' };
import { createReader } from '../intents/reader.ts';
import { loadHomes } from '../src/content/answers.ts';
import { loadKnowledge } from '../src/content/load.ts';
import { loadCorpus, loadModels } from '../src/content/models.ts';
import { createLineReader, isRight, type PlacedLine, placeLines } from '../src/training/placed-lines.ts';

const STEPS = [0.8, 0.4, 0.2];

const knowledge = loadKnowledge();
const homes = loadHomes();
const reader = createReader(await loadModels(), [...knowledge.academies.values()]);
const readTop = createLineReader(reader, homes);
const lines = loadCorpus(join(import.meta.dirname, '../intents/unseen'));

const cases = placeLines(lines, knowledge, reader, homes);
const [fitting, measuring] = [cases.filter((_, at) => at % 2 === 0), cases.filter((_, at) => at % 2 === 1)];
let best: Odds = odds;
let right = quality(fitting, best);
for (const step of STEPS) {
  for (let round = 0; round < 3; round++) {
    for (const name of Object.keys(odds) as (keyof Odds)[]) {
      for (const by of [step, -step]) {
        const tried = { ...best, [name]: Math.round((best[name] + by) * 10) / 10 };
        const got = quality(fitting, tried);
        if (got > right) [best, right] = [tried, got];
      }
    }
  }
}
process.stdout.write(`${JSON.stringify(best, null, 2)}\n`);
for (const [group, some] of Map.groupBy(measuring, ({ group }) => group)) {
  const share = (fitted: Odds) => ((100 * count(some, fitted)) / some.length).toFixed(1).padStart(6);
  process.stdout.write(
    `${group.padEnd(24)} ${String(some.length).padStart(5)} ${share(odds)} ${share(best)}\n`,
  );
}
const wrong = new Map<string, string[]>();
for (const item of measuring) {
  const got = readTop(item, best);
  if (!isRight(got, item)) {
    const key = `${item.group}: ${item.label} -> ${got}`;
    wrong.set(key, [...(wrong.get(key) ?? []), item.reading.whole.text]);
  }
}
for (const [key, texts] of [...wrong].sort(([, a], [, b]) => b.length - a.length).slice(0, 60)) {
  process.stdout.write(`${texts.length} ${key} | ${texts[0]?.slice(0, 90)}\n`);
}
if (process.argv.includes('--write')) {
  writeFileSync(
    join(import.meta.dirname, '../dialogs/interpret/odds.json'),
    `${JSON.stringify(best, null, 2)}\n`,
  );
}

/** Mean over the groups, so that no group is read well at the cost of a smaller one. */
function quality(some: readonly PlacedLine[], fitted: Odds): number {
  const groups = [...Map.groupBy(some, ({ group }) => group).values()];
  return groups.reduce((sum, group) => sum + count(group, fitted) / group.length, 0) / groups.length;
}

function count(some: readonly PlacedLine[], fitted: Odds): number {
  return some.filter((item) => isRight(readTop(item, fitted), item)).length;
}
