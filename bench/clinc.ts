/*
 * How well and how fast CLINC150 is understood (150 intents, English; Larson et al. 2019, CC BY 3.0), side by side with
 * natural's Bayes classifier and nlp.js. `npm run bench:intents -- <clinc150.json> [name…]` prints one JSON row a
 * classifier. All learn `train` only; the refusal threshold is chosen on `val` so that it costs at most one point of
 * accuracy in scope there; accuracy and refusal are measured on `test` and `oos_test`.
 */
import { readFileSync } from 'node:fs';
import { createRandom, shuffle } from '../intents/engine/random.ts';
import { addTypo } from '../intents/engine/typos.ts';
import { answerHelp } from '../src/commands/help.ts';
import type { Contender, Pair, Train } from './peers/contender.ts';
import { trainNatural } from './peers/natural-bayes.ts';
import { trainNlpJs } from './peers/nlp-js.ts';
import { trainPermanence } from './peers/permanence.ts';

answerHelp();

type Split = 'train' | 'val' | 'test' | 'oos_val' | 'oos_test';

const CONTENDERS = {
  permanence: trainPermanence,
  'natural BayesClassifier 8.1.1': trainNatural,
  'nlp.js 4.27.0': trainNlpJs,
} satisfies Record<string, Train>;
/** Points of accuracy on `val` that refusing may cost. */
const COST = 0.01;
const TYPO_SEED = 2026;

async function measure(name: string, train: Train, data: Record<Split, readonly Pair[]>) {
  const begun = performance.now();
  const contender = await train(mix(data.train));
  const seconds = (performance.now() - begun) / 1000;
  const random = createRandom(TYPO_SEED);
  const withTypos = data.test.map(([text, label]) => [addTypo(text, 'en', random), label] as const);
  const tuning = await ask(contender, data.val);
  const threshold = chooseThreshold(tuning);
  const test = await ask(contender, data.test);
  const typos = await ask(contender, withTypos);
  const foreign = await ask(contender, data.oos_test);
  return {
    name,
    accuracy: percent(test, (answer) => answer.right),
    withTypo: percent(typos, (answer) => answer.right),
    accuracyRefusing: percent(test, (answer) => answer.right && answer.foreign <= threshold),
    outOfScopeRecall: percent(foreign, (answer) => answer.foreign > threshold),
    valAccuracy: percent(tuning, (answer) => answer.right),
    valAccuracyRefusing: percent(tuning, (answer) => answer.right && answer.foreign <= threshold),
    microsecondsP50: Math.round(median(test.map((answer) => answer.microseconds))),
    bytes: contender.bytes,
    trainSeconds: Math.round(seconds * 10) / 10,
  };
}

type Answer = Awaited<ReturnType<typeof ask>>[number];

async function ask({ understand }: Contender, pairs: readonly Pair[]) {
  const answers = [];
  for (const [text, label] of pairs) {
    const begun = performance.now();
    const guess = await understand(text);
    const microseconds = (performance.now() - begun) * 1000;
    answers.push({ right: guess.label === label, foreign: guess.foreign, microseconds });
  }
  return answers;
}

/** The lowest threshold above which no more than `COST` of all lines are right and would be refused. */
function chooseThreshold(answers: readonly Answer[]): number {
  const right = answers.filter((answer) => answer.right).map((answer) => answer.foreign);
  right.sort((a, b) => b - a);
  return right[Math.floor(COST * answers.length)] ?? Number.POSITIVE_INFINITY;
}

/** The pairs in a fixed random order: CLINC150 comes sorted by label, which nlp.js does not bear. */
function mix(pairs: readonly Pair[]): Pair[] {
  const order = Uint32Array.from(pairs.keys());
  shuffle(order, createRandom(1));
  return Array.from(order, (index) => pairs[index]).filter((pair) => pair !== undefined);
}

function percent(answers: readonly Answer[], test: (answer: Answer) => boolean): number {
  return Math.round((10_000 * answers.filter(test).length) / answers.length) / 100;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

const [file, ...names] = process.argv.slice(2);
if (!file) throw new Error('usage: node bench/clinc.ts <clinc150.json> [name…]');
const data = JSON.parse(readFileSync(file, 'utf8')) as Record<Split, Pair[]>;
for (const [name, train] of Object.entries(CONTENDERS)) {
  if (names.length > 0 && !names.some((part) => name.includes(part))) continue;
  process.stdout.write(`${JSON.stringify(await measure(name, train, data))}\n`);
}
