// npm run mutate -- ROOM [FILE…]: breaks the code of a room, a place at a time, and tells which breaks no test notices.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { answerHelp } from '../../src/commands/help.ts';
import { ROOMS } from './rooms.js';

answerHelp();

const here = import.meta.dirname;
const root = join(here, '..', '..');
const [name = '', ...files] = process.argv.slice(2);
const room = ROOMS[name];
if (!room) {
  process.stderr.write(
    `npm run mutate -- ROOM [FILE…], where ROOM is one of: ${Object.keys(ROOMS).join(', ')}\n`,
  );
  process.exit(2);
}

const stryker = join(here, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
if (!existsSync(stryker)) run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', here]);

const out = join(root, '.cache', 'mutation');
mkdirSync(out, { recursive: true });
const config = join(out, `${name}.json`);
writeFileSync(
  config,
  JSON.stringify({
    mutate: files.length > 0 ? files : room.mutate,
    testRunner: 'mocha',
    plugins: [
      join(here, 'node_modules', '@stryker-mutator', 'mocha-runner', 'dist', 'src', 'index.js'),
      join(here, 'ignore-logs.js'),
      join(here, 'sample.js'),
    ],
    ignorers: ['logs'],
    // `SAMPLE=0.3` tries three mutants of ten.
    checkers: process.env.SAMPLE === undefined ? [] : ['sample'],
    mochaOptions: {
      config: join(root, '.mocharc.json'),
      ...(room.leaveOut && { grep: `^(?!.*(?:${room.leaveOut}))` }),
      spec: room.tests.flatMap((pattern) => globSync(pattern, { cwd: root })),
    },
    coverageAnalysis: 'perTest',
    // A mutant in what a module computes once needs a process of its own: `STATIC=1` takes the time.
    ignoreStatic: process.env.STATIC !== '1',
    concurrency: Number(process.env.CONCURRENCY ?? 1),
    // On a machine that does other work a slow test is no endless loop.
    timeoutMS: 40_000,
    dryRunTimeoutMinutes: 20,
    disableTypeChecks: false,
    // Node.js runs the types away; what reads a tsconfig asks TypeScript for an interface that version 7 has not.
    tsconfigFile: 'none.json',
    // What a test does not look at by design: the words of messages and logs.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: [
      '.git',
      'data',
      'reports',
      '.screenshots',
      '.cache/mutation',
      'scripts/mutation/node_modules',
    ],
    tempDirName: join('.cache', 'mutation', 'sandbox'),
    allowEmpty: true,
    reporters: ['clear-text', 'json', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    jsonReporter: { fileName: relative(root, join(out, `${name}-report.json`)) },
    thresholds: { high: 95, low: 85, break: null },
  }),
);
run(process.execPath, [stryker, 'run', config]);

/** Runs a command in the project; ends with its status where it fails. One engine and little patience: a mutant is to cost seconds. */
function run(command, args) {
  const env = { ENGINES: 'SQLite', PATIENCE: '4000', ...process.env };
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
