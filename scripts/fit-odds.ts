/**
 * Fits the odds of dialogs/interpret/odds.json: by how much the state of a conversation makes a reading likelier. Lines
 * that nobody trained on are put into the states in which they would be said; each odds is moved up and down as long as
 * more lines are read rightly. Every other line is for fitting, the rest measures: `node scripts/fit-odds.ts [--write]`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildMachine } from '../dialogs/chart/machine.ts';
import type { DialogMeta } from '../dialogs/chart/setup.ts';
import { createActReader } from '../dialogs/interpret/acts.ts';
import {
  choiceOf,
  labelsOfChoice,
  type Odds,
  priorsOf,
  type Setting,
} from '../dialogs/interpret/candidates.ts';
import odds from '../dialogs/interpret/odds.json' with { type: 'json' };
import { createRandom } from '../intents/engine/random.ts';
import type { Example } from '../intents/engine/train.ts';
import { isTrouble, kindOf, OUT_OF_SCOPE, TROUBLES, type Trouble } from '../intents/labels.ts';
import { createReader, type Reading } from '../intents/reader.ts';
import { loadHomes } from '../src/content/answers.ts';
import { loadKnowledge } from '../src/content/load.ts';
import { loadCorpus, loadModels } from '../src/content/models.ts';

interface Case {
  readonly reading: Reading;
  readonly label: string;
  readonly setting: Setting;
  readonly group: string;
}

const STEPS = [0.8, 0.4, 0.2];
const random = createRandom(7);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

const knowledge = loadKnowledge();
const homes = loadHomes();
const reader = createReader(loadModels(), [...knowledge.academies.values()]);
const actReader = createActReader(reader, homes);
const questions = metasOf(buildMachine(knowledge).root);
const lines = loadCorpus(join(import.meta.dirname, '../intents/unseen'));

const cases = lines.flatMap((line) => casesOf(line));
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

function casesOf({ text, label }: Example): Case[] {
  const reading = reader.read(text);
  const kind = kindOf(label);
  const make = (group: string, setting: Partial<Setting>): Case => ({
    reading,
    label,
    group,
    setting: {
      meta: undefined,
      offers: [],
      trouble: null,
      inFlow: false,
      urgent: false,
      topic: null,
      homes,
      ...setting,
    },
  });
  const inFlow = (question: Question, trouble?: Trouble, topic: string | null = null) => ({
    meta: question.meta,
    offers: question.offers,
    trouble: trouble ?? question.trouble,
    inFlow: true,
    topic,
  });
  const asking = questions.filter(({ offers }) =>
    offers.some(({ id }) => labelsOfChoice(id).includes(label)),
  );
  if (kind === 'choice' || kind === 'reply') {
    if (asking.length > 0) return [make(kind, inFlow(pick(asking)))];
    return kind === 'choice' ? [] : [make('reply elsewhere', inFlow(pick(questions)))];
  }
  const home = homes.get(label);
  const own = questions.filter(({ trouble }) => trouble === home);
  if (kind === 'answer') {
    const near = own.length > 0 ? [make('answer in its flow', inFlow(pick(own)))] : [];
    return [make('answer first', {}), ...near, make('answer elsewhere', inFlow(pick(questions)))];
  }
  if (kind === 'safety') return [make('safety first', {}), make('safety in a flow', inFlow(pick(questions)))];
  if (kind === 'follow') return [make('follow', inFlow(pick(questions), undefined, 'lockout_how_long'))];
  if (kind) return [make(kind, inFlow(pick(questions)))];
  if (label === 'affirm' || label === 'deny') return [];
  if (label === OUT_OF_SCOPE) return random() < 0.4 ? [make('foreign first', {})] : [];
  if (isTrouble(label)) {
    const others = questions.filter(({ trouble }) => trouble !== label);
    const again = questions.filter(({ trouble }) => trouble === label);
    return [
      make('trouble first', {}),
      make('trouble in another flow', inFlow(pick(others))),
      ...(again.length > 0 && random() < 0.3 ? [make('trouble again', inFlow(pick(again)))] : []),
    ];
  }
  return [make('talk first', {}), make('talk in a flow', inFlow(pick(questions)))];
}

/** At the opening an answer may be asked for as the trouble it is about, and the other way round: both are helped. */
function isRight(got: string, { label, setting }: Case): boolean {
  if (got === label) return true;
  const choice = choiceOf(label, setting.offers);
  if (choice !== undefined && choiceOf(got, setting.offers) === choice) return true;
  if (kindOf(got) === 'answer' && isTrouble(label)) return homes.get(got) === label;
  return homes.get(got) === label || (got === homes.get(label) && kindOf(label) === 'safety');
}

function readTop({ reading, setting }: Case, fitted: Odds): string {
  const { acts } = actReader.read(reading, priorsOf(reader.labels, setting, fitted));
  return acts.at(-1)?.label ?? 'nothing';
}

/** Mean over the groups, so that no group is read well at the cost of a smaller one. */
function quality(some: readonly Case[], fitted: Odds): number {
  const groups = [...Map.groupBy(some, ({ group }) => group).values()];
  return groups.reduce((sum, group) => sum + count(group, fitted) / group.length, 0) / groups.length;
}

function count(some: readonly Case[], fitted: Odds): number {
  return some.filter((item) => isRight(readTop(item, fitted), item)).length;
}

interface Question {
  readonly meta: DialogMeta;
  readonly offers: readonly { readonly id: string }[];
  readonly trouble: Trouble | null;
}

function metasOf(node: {
  readonly meta?: unknown;
  readonly path: readonly string[];
  readonly states: object;
}): Question[] {
  const meta = node.meta as DialogMeta | undefined;
  const trouble = TROUBLES.find((name) => node.path.includes(name)) ?? null;
  const below = Object.values(node.states).flatMap((child) => metasOf(child));
  if (!meta?.say) return below;
  return [{ meta, offers: [...meta.choices, 'person'].map((id) => ({ id })), trouble }, ...below];
}
