/**
 * `npm run docs` writes the pages that are drawn from the code: a diagram of each flow (docs/flows/) and the table of the systems with the
 * conversations that cover them (docs/systems.md), and every text and answer as people read it (docs/texts.md, answers.md). `--check`
 * writes nothing and fails where a page is out of date.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { buildCaseMachine } from '../dialogs/case/chart.ts';
import { buildMachine } from '../dialogs/chart/machine.ts';
import { isTrouble } from '../intents/labels.ts';
import { answerHelp } from '../src/commands/help.ts';
import { loadKnowledge } from '../src/content/load.ts';
import { judge, readGrid } from '../src/site/grid.ts';
import { drawFlow } from './draw-flow.ts';
import { wordAnswers, wordTexts } from './word-texts.ts';

answerHelp();

const DOCS = import.meta.dirname;
const CONVERSATIONS = join(DOCS, '../test/conversations');
const conversation = z.looseObject({ title: z.string(), systems: z.array(z.int()).default([]) });

const pages = new Map([
  ...flowPages(),
  ['flows/case.md', casePage()],
  ['systems.md', systemsPage()],
  ['texts.md', wordTexts(loadKnowledge())],
  ['answers.md', wordAnswers(loadKnowledge())],
  ['accessibility.md', accessibilityPage()],
]);
if (process.argv.includes('--check')) check();
else write();

function flowPages(): [string, string][] {
  const knowledge = loadKnowledge();
  const machine = buildMachine(knowledge);
  const nodes = { ...machine.root.states.troubles?.states, handoff: machine.root.states.handoff };
  return Object.entries(nodes).flatMap(([name, node]): [string, string][] => {
    if (!node) return [];
    const title = isTrouble(name) ? knowledge.texts.phrases('en', `trouble.${name}`, {}).title : 'Hand-off';
    return [[`flows/${name}.md`, `# ${title}\n\n${drawFlow(node)}`]];
  });
}

/** The evaluation by RGAA, criterion by criterion. */
function accessibilityPage(): string {
  const grid = readGrid();
  const { level, rate, holds, applicable, failures, untested } = judge(grid);
  const number = ([id]: [string, unknown]) => id.split('.').map(Number);
  const rows = Object.entries(grid.criteria)
    .toSorted((one, other) => {
      const [theme = 0, criterion = 0] = number(one);
      const [otherTheme = 0, otherCriterion = 0] = number(other);
      return theme - otherTheme || criterion - otherCriterion;
    })
    .map(
      ([id, { chat, embed, desk, room, pages, how }]) =>
        `| ${id} | ${chat} | ${embed} | ${desk} | ${room} | ${pages} | ${how} |`,
    );
  return `# Accessibility: RGAA 4.1

Evaluated on ${grid.date} in Chromium, by the authors: chat page, what the launcher adds to a portal, agents' desk with its sign-in, content room, pages around them.
${holds} of the ${applicable} criteria that apply hold (${rate} %, « ${level} »). Failures: ${failures.join(', ') || 'none'}. Not tested,
and so counted as not held: ${untested.join(', ') || 'none'}.

No real screen reader (NVDA, JAWS, VoiceOver, TalkBack), no other browser, voice control, switch or magnifier has been tried yet, and no
independent body has audited it: what is announced is read from the live regions and from Chromium's accessibility tree. The tests named
here are \`test/browser/*-everybody.test.ts\`, \`spoken.test.ts\`, \`keyboard.test.ts\`, \`chat-keep.test.ts\`, \`resume-codes.test.ts\`,
\`embed.test.ts\`, \`no-style.test.ts\`, \`chat-line.test.ts\` and \`webchat.test.ts\`; axe-core runs in each state.

The grid is src/site/rgaa.yaml. \`/accessibility\` declares what it amounts to.

| criterion | chat | launcher | desk | content room | pages | how it was checked |
|---|---|---|---|---|---|---|
${rows.join('\n')}

Do not apply on any page: ${grid.not_applicable.join(', ')}.
`;
}

/** The case, and what is inside of its two states that have something inside. */
function casePage(): string {
  const { root } = buildCaseMachine();
  const { waiting, with_agent: withAgent } = root.states;
  const parts = [
    ['The case', root],
    ['Waiting', waiting],
    ['With an agent', withAgent],
  ] as const;
  return parts
    .map(([title, node], index) => `${index === 0 ? '#' : '##'} ${title}\n\n${node ? drawFlow(node) : ''}`)
    .join('\n');
}

function systemsPage(): string {
  const names = z
    .record(z.string(), z.string())
    .parse(parse(readFileSync(join(DOCS, '../test/systems.yaml'), 'utf8')));
  const covering = readdirSync(CONVERSATIONS)
    .sort()
    .flatMap((file) =>
      z
        .array(conversation)
        .parse(parse(readFileSync(join(CONVERSATIONS, file), 'utf8')))
        .map(({ title, systems }) => ({ systems, entry: `${file}: ${title}` })),
    );
  const rows = Object.entries(names).map(([number, name]) => {
    const entries = covering
      .filter(({ systems }) => systems.includes(Number(number)))
      .map(({ entry }) => entry);
    if (entries.length === 0)
      throw new Error(`no conversation in test/conversations covers system ${number}: ${name}`);
    return `| ${number} | ${name} | ${entries.join('<br>')} |`;
  });
  return `# The systems and the conversations that cover them\n\n| # | system | conversations in test/conversations |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function check(): void {
  const stale = [...pages].filter(([path, text]) => read(path) !== text).map(([path]) => `docs/${path}`);
  if (stale.length === 0) return;
  process.stderr.write(`Out of date, run "npm run docs": ${stale.join(', ')}\n`);
  process.exitCode = 1;
}

function write(): void {
  mkdirSync(join(DOCS, 'flows'), { recursive: true });
  for (const [path, text] of pages) {
    if (read(path) === text) continue;
    writeFileSync(join(DOCS, path), text);
    process.stdout.write(`docs/${path}\n`);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(DOCS, path), 'utf8');
  } catch {
    return undefined;
  }
}
