/**
 * Which tests hold on to the shipped wording: `node scripts/reword.ts [--only-there] test/conversations.test.ts …` copies the
 * repository, says every text, answer and fact of the copy in other letters, and runs tests here and there. One that passes here and
 * fails there names a sentence that an editor may change: it belongs into test/wording, unless the wording is what the test is for.
 * Options: --only-there runs them in the copy alone, --keep leaves the copy there, --refresh writes what stands in test/wording as it is
 * shipped now, where texts have got other values or conditions, and runs nothing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { IntlMessageFormat } from 'intl-messageformat';
import { isPair, parse, parseDocument, stringify, visit } from 'yaml';
import { answerHelp } from '../src/commands/help.ts';

answerHelp();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'only-there': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    refresh: { type: 'boolean', default: false },
  },
});
const ROOT = join(import.meta.dirname, '..');
/** What people read; what they may say (`also`, examples) and where things are (hosts, addresses) stays. */
const CONTENT = /^dialogs\/knowledge\/(locales|answers|academies)\/.*\.yaml$/;

/** Each letter becomes another, so that lengths, places and what differs stay; hosts, addresses and figures do, too. */
function reworded(text: string): string {
  return text.replaceAll(/[^\s«»“”()*[\]]+/g, (word) =>
    /[\d@/_]|\w\.\w/.test(word) ? word : word.replaceAll(/[a-z]/gi, shifted),
  );
}

function shifted(letter: string): string {
  const alphabet = /[aeiouy]/i.test(letter) ? 'aeiouy' : 'bcdfghjklmnpqrstvwxz';
  const next = alphabet[(alphabet.indexOf(letter.toLowerCase()) + 1) % alphabet.length] ?? letter;
  return letter === letter.toLowerCase() ? next : next.toUpperCase();
}

/** The same of an ICU message: its arguments and branches stay. */
function rewordedMessage(message: string): string {
  type Part = ReturnType<IntlMessageFormat['getAst']>[number];
  const literals: (readonly [number, number])[] = [];
  const walk = (parts: readonly Part[]) => {
    for (const part of parts) {
      if (part.type === 0 && part.location)
        literals.push([part.location.start.offset, part.location.end.offset]);
      if ('options' in part) for (const { value } of Object.values(part.options)) walk(value);
    }
  };
  walk(new IntlMessageFormat(message, 'fr', undefined, { captureLocation: true }).getAst());
  return literals.reduceRight(
    (text, [from, to]) => text.slice(0, from) + reworded(text.slice(from, to)) + text.slice(to),
    message,
  );
}

/** A file of texts: all but the phrases that mean a choice. */
function rewordTexts(yaml: string): string {
  return rewordWhere(yaml, (path) => !path.includes('also'));
}

/** An answer or an academy: what stands under a language; of an academy also how long and how often. */
function rewordFile(yaml: string): string {
  const inFacts = yaml.includes('\nfacts:');
  return rewordWhere(yaml, (path) =>
    inFacts ? path[0] === 'facts' : ['title', 'long', 'short'].includes(`${path[1]}`),
  );
}

function rewordWhere(yaml: string, isMeant: (path: readonly string[]) => boolean): string {
  const document = parseDocument(yaml);
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key') return;
      const path = ancestors.flatMap((one) => (isPair(one) ? [String(one.key)] : []));
      if (!isMeant(path)) return;
      const { value } = node;
      const isFact = path[0] === 'facts';
      if (typeof value === 'string' && (!isFact || ['fr', 'en'].includes(`${path.at(-1)}`)))
        node.value = rewordedMessage(value);
      if (isFact && typeof value === 'number' && value < 60) node.value = value + 1;
    },
  });
  return document.toString({ lineWidth: 0 });
}

function copyReworded(folder: string): void {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.trim().split('\n')) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    if (!CONTENT.test(file)) cpSync(join(ROOT, file), target);
    else {
      const yaml = readFileSync(join(ROOT, file), 'utf8');
      writeFileSync(target, file.includes('/locales/') ? rewordTexts(yaml) : rewordFile(yaml));
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(ROOT, '.cache'), join(folder, '.cache'), { recursive: true });
}

/** How each test ended, by its full title. */
function run(folder: string, files: readonly string[]): Map<string, boolean> {
  const output = join(folder, '.cache/outcome.json');
  const mocha = join(ROOT, 'node_modules/.bin/mocha');
  const reporter = ['--reporter', 'json', '--reporter-option', `output=${output}`];
  spawnSync(process.execPath, [mocha, ...reporter, ...files], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const outcome = JSON.parse(readFileSync(output, 'utf8')) as Record<'passes' | 'failures', Outcome[]>;
  const ended = new Map(
    outcome.passes.map(({ file, fullTitle }) => [titleOf(folder, file, fullTitle), true]),
  );
  for (const { file, fullTitle } of outcome.failures) ended.set(titleOf(folder, file, fullTitle), false);
  return ended;
}

interface Outcome {
  readonly file: string;
  readonly fullTitle: string;
}

function titleOf(folder: string, file: string, title: string): string {
  return `${file.replace(`${folder}/`, '')}: ${title}`;
}

/** What tests name by its words, as it is shipped; what is gone stands there no more. */
function refresh(): void {
  for (const file of globSync('test/wording/**/*.yaml', { cwd: ROOT })) {
    const own = parse(readFileSync(join(ROOT, file), 'utf8'));
    const shipped = parse(
      readFileSync(join(ROOT, file.replace('test/wording', 'dialogs/knowledge')), 'utf8'),
    );
    writeFileSync(join(ROOT, file), stringify(likeShipped(own, shipped), { lineWidth: 0 }));
  }
}

function likeShipped(own: unknown, shipped: unknown): unknown {
  if (typeof own !== 'object' || own === null || Array.isArray(own)) return shipped;
  const theirs = Object(shipped) as Record<string, unknown>;
  const kept = Object.entries(own).filter(([key]) => theirs[key] !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, likeShipped(value, theirs[key])]));
}

function compareRuns(): void {
  const copy = mkdtempSync(join(tmpdir(), 'reworded-'));
  try {
    copyReworded(copy);
    const there = run(copy, positionals);
    const here = values['only-there'] ? undefined : run(ROOT, positionals);
    const broken = [...there].filter(([title, passed]) => !passed && here?.get(title) !== false);
    for (const [title] of broken) process.stdout.write(`${title}\n`);
    process.stdout.write(`${broken.length} of ${there.size} tests hold on to the shipped wording\n`);
  } finally {
    if (values.keep) process.stderr.write(`${copy}\n`);
    else rmSync(copy, { recursive: true });
  }
}

if (values.refresh) refresh();
else compareRuns();
