/**
 * The bot in a terminal: `npm run talk -- [--academy lyon] [--locale en] [--desk open] [--tickets] [--debug]`. Nothing is
 * stored; `/wait` lets a pending timer fire, and a line that is the title of a button presses it. `--desk` says who is
 * there: `open` an agent, `away` nobody for the moment, `closed` nobody until tomorrow; without it there is no desk.
 * `--tickets` lets requests become tickets. `--debug` shows the state, what was understood and how sure the classifier was.
 */
import { createInterface } from 'node:readline';
import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import { findLanguage } from '../../intents/find-language.ts';
import { createReader } from '../../intents/reader.ts';
import { LANGUAGES } from '../../intents/text.ts';
import { loadKnowledge } from '../content/load.ts';
import { loadRedactionWords } from '../content/load-words.ts';
import { loadModels } from '../content/models.ts';
import { redact } from '../redaction/redact.ts';
import { buildStep } from '../turn/build-step.ts';
import { beginConversation } from '../turn/stored-conversation.ts';
import type { Effect, Reply, StepResult, TimerEffect, TurnEvent } from '../turn/types.ts';
import { readArguments, runCommand, UsageError } from './run.ts';

const DAY = 86_400_000;
/** Who is at the desk, by the value of `--desk`. */
const DESKS: Readonly<Record<string, Partial<Desk>>> = {
  open: { agents: 1, open: true },
  away: { open: true },
  closed: { opensAt: Date.now() + DAY },
};

await runCommand(async () => {
  loadRedactionWords();
  const { academy, locale, debug, ...there } = readPerson();
  const knowledge = loadKnowledge();
  if (academy && !knowledge.academies.has(academy)) {
    throw new UsageError(`--academy: expected one of ${[...knowledge.academies.keys()].join(', ')}`);
  }
  const { step } = buildStep(knowledge, createReader(await loadModels(), [...knowledge.academies.values()]));
  let stored = beginConversation(locale, academy);
  let desk: Desk = there.desk;
  let last: Reply | undefined;
  let pending: Extract<TimerEffect, { type: 'timer.set' }> | undefined;

  const take = (event: TurnEvent, now: number) => {
    const result = step(stored, event, now, desk);
    stored = result.stored;
    desk = { ...desk, request: requestAfter(result.effects, desk) };
    last = result.effects.findLast((effect) => effect.type === 'reply') ?? last;
    pending = result.effects.find((effect) => effect.type === 'timer.set') ?? pending;
    show(result);
    if (debug) process.stdout.write(`  ${JSON.stringify(describe(result))}\n`);
  };
  take({ type: 'joined' }, Date.now());
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() === '/wait' && pending) take({ type: 'timer', event: pending.event }, pending.dueAt);
    else if (line.trim() !== '') {
      const { text, found } = redact(line.trim());
      const choice = last?.choices.find(({ title }) => title === line.trim())?.id;
      const pressed = choice !== undefined && last?.asked !== undefined ? { choice, asked: last.asked } : {};
      take({ type: 'message', text, found, ...pressed }, Date.now());
    }
    lines.prompt();
  }
});

function readPerson() {
  const { values } = readArguments({
    options: {
      academy: { type: 'string' },
      locale: { type: 'string', default: 'fr' },
      desk: { type: 'string' },
      tickets: { type: 'boolean', default: false },
      debug: { type: 'boolean', default: false },
    },
  });
  const locale = findLanguage(values.locale);
  if (!locale) throw new UsageError(`--locale: expected ${LANGUAGES.join(' or ')}`);
  const there = values.desk === undefined ? {} : DESKS[values.desk];
  if (!there) throw new UsageError(`--desk: expected one of ${Object.keys(DESKS).join(', ')}`);
  const desk = { ...NOBODY, staffed: values.desk !== undefined, tickets: values.tickets, ...there };
  return { academy: values.academy ?? null, locale, debug: values.debug, desk };
}

/** The person's request at the desk, after what they have asked of it. */
function requestAfter(effects: readonly Effect[], { request }: Desk): Desk['request'] {
  for (const effect of effects) {
    if (effect.type !== 'desk') continue;
    const { command } = effect;
    if (command.do === 'withdraw') return null;
    if (command.do === 'ask' && command.kind === 'live') return { kind: 'live', position: 1 };
    if (command.do === 'ask' && command.kind === 'callback') return { kind: 'callback', position: null };
  }
  return request;
}

function show({ effects }: StepResult): void {
  for (const effect of effects) {
    if (effect.type !== 'reply') continue;
    process.stdout.write(`${effect.text}\n`);
    if (effect.choices.length > 0) {
      process.stdout.write(`${effect.choices.map(({ title }) => `[${title}]`).join(' ')}\n`);
    }
  }
}

/** What a turn was read as and where it has led, for whoever wants to know why. */
function describe({ stored, language, acts, candidates }: StepResult) {
  const { value, context } = JSON.parse(stored.snapshot ?? '{}');
  const brief = ({ label, confidence, text }: Act) => ({ label, confidence: round(confidence), text });
  return {
    state: value,
    acts: acts?.map(brief),
    candidates: candidates?.map(({ label, confidence }) => `${label} ${round(confidence)}`),
    language,
    context,
  };
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}
