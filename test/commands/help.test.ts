import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { headOf } from '../../src/commands/help.ts';

const ROOT = join(import.meta.dirname, '../..');
/** What npm runs by itself, or what is another package's. */
const NOT_OURS = ['prepare', 'pretest', 'test', 'check', 'lint'];

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
);
const run = promisify(execFile);

describe('--help', () => {
  it('is answered by every script of package.json, with its name', async function () {
    this.timeout(240_000);
    const asked = Object.entries(scripts).filter(([name]) => !NOT_OURS.includes(name));
    expect(asked.length).to.be.greaterThan(25);
    for (const [name, command] of asked) {
      // The line as npm runs it; what it runs first is none of ours.
      const words = command.split(' && ').at(-1)?.split(' ').slice(1) ?? [];
      const { stdout, stderr } = await run(process.execPath, [...words, '--help'], {
        cwd: ROOT,
        env: { ...process.env, LC_ALL: 'en_GB.UTF-8' },
      });
      expect(stderr, name).to.equal('');
      expect(stdout, name).to.match(new RegExp(`npm (run )?(--silent )?${name}(?![\\w:-])`));
    }
  });

  it('of a script that is no command is the comment at its head', () => {
    expect(headOf('/**\n * Counts.\n *\n *     npm run count\n */\nimport x;\n/* more */')).to.equal(
      'Counts.\n\n    npm run count',
    );
    expect(headOf('// Counts,\n// and counts.\nimport x;')).to.equal('Counts,\nand counts.');
    expect(headOf('import x;\n// Counts.')).to.equal('');
  });
});
