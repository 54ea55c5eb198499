import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createYamlParser } from '../../src/content/parsed.ts';
import { temporaryFolder } from '../helpers/app.ts';

describe('what the content files say', () => {
  it('is remembered from one process to the next, by the text and not by the file', () => {
    const file = join(temporaryFolder(), 'cache', 'content.json');
    const first = createYamlParser(file);
    expect(first.parse('a: [1, 2]')).to.deep.equal({ a: [1, 2] });
    first.keep();
    // Told apart from parsing by an answer that no YAML gives.
    writeFileSync(file, readFileSync(file, 'utf8').replace('[1,2]', '"remembered"'));
    const second = createYamlParser(file);
    expect(second.parse('a: [1, 2]')).to.deep.equal({ a: 'remembered' });
    expect(second.parse('a: [1, 3]')).to.deep.equal({ a: [1, 3] });
  });

  it('is parsed where nothing is remembered, or what is remembered is damaged', () => {
    const file = join(temporaryFolder(), 'content.json');
    for (const damaged of ['', '{"', 'null', '[]', '7']) {
      writeFileSync(file, damaged);
      expect(createYamlParser(file).parse('a: 1'), damaged).to.deep.equal({ a: 1 });
    }
    expect(() => createYamlParser(file).parse('a: [')).to.throw();
  });
});
