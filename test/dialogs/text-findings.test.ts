import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { shipped as knowledge } from '../helpers/content.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/text-findings.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| \d\.\d\d/.test(line));
/** As many as the editors left, chapter by chapter. */
const FINDINGS = [35, 25, 12, 19, 4, 13];

describe('the findings of the editors', () => {
  it('are all answered', () => {
    const answered = rows.flatMap((row) => (row.split('|')[1] ?? '').trim().split(', '));
    const all = FINDINGS.flatMap((count, at) =>
      Array.from({ length: count }, (_, index) => `${at + 1}.${String(index + 1).padStart(2, '0')}`),
    );
    expect(answered.toSorted()).to.deep.equal(all);
  });

  it('name texts that there are', () => {
    const named = rows.flatMap((row) => [...row.matchAll(/`([a-z_.0-9]+)`/g)].map(([, key = '']) => key));
    expect(named.filter((key) => !knowledge.texts.has('fr', key))).to.deep.equal([]);
  });
});
