import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '..');
const files = globSync('src/**/*.ts', { cwd: ROOT }).map((file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const imports = (text.match(/^import [\s\S]*? from '[^']*';/gm) ?? []).join('\n');
  return { file, lines: text.split('\n'), imported: new Set(imports.match(/\w+/g)) };
});
/** What the service exports that gives a promise; no two exports have one name. */
const promising = new Set(
  files.flatMap(({ lines }) =>
    lines.flatMap(
      (line) =>
        /^export async function (\w+)/.exec(line)?.[1] ??
        /^export function (\w+)\(.*\): Promise</.exec(line)?.[1] ??
        [],
    ),
  ),
);
/** A call that is a statement. Biome sees those of the same file, and none by way of `queries`. */
const CALL = /^\s*(?:if \(.*\) |else )?(?:void )?(queries\.)?(\w+)\(/;
/** The line before a statement ends one, or opens a block. */
const BEFORE_STATEMENT = /(?:[;{}]|\)|\*\/|^\s*\/\/.*)$/;

describe('what is asked of the database', () => {
  it('is waited for: a call that nobody awaits is outside of its transaction, and its failure ends the process', () => {
    expect(promising.size).to.be.above(150);
    const floating = files.flatMap(({ file, lines, imported }) =>
      lines.flatMap((line, at) => {
        const [, query, name = ''] = CALL.exec(line) ?? [];
        const before = lines.slice(0, at).findLast((one) => one.trim() !== '') ?? '';
        const isStatement = BEFORE_STATEMENT.test(before) && !/\.(?:catch|then)\(|\): /.test(line);
        const isKnown = promising.has(name) && (query !== undefined || imported.has(name));
        return isStatement && isKnown ? [`${file}:${at + 1}: ${line.trim()}`] : [];
      }),
    );
    expect(floating.join('\n')).to.equal('');
  });
});
