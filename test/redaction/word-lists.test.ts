import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const WORDS = join(import.meta.dirname, '../../src/redaction/words');

describe('the words of redaction', () => {
  for (const file of globSync('**/*.txt', { cwd: WORDS })) {
    it(`in ${file} are folded, as texts are before they are compared`, () => {
      const words = readFileSync(join(WORDS, file), 'utf8')
        .split('\n')
        .filter((line) => !line.startsWith('#'))
        .join('\n');
      expect(words).to.match(/^[a-z0-9'\s-]+$/);
    });
  }
});
