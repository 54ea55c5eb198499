import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '..');
const EXPORTED = /^export (?:async )?(?:function|const|interface|type|class)\*? (\w+)/gm;

describe('names', () => {
  it('mean one thing each: none is exported by two files', () => {
    const places = new Map<string, string[]>();
    for (const file of globSync('{intents,dialogs,src}/**/*.ts', { cwd: ROOT }).sort()) {
      for (const [, name = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(EXPORTED))
        places.set(name, [...(places.get(name) ?? []), file]);
    }
    const double = [...places].filter(([, files]) => files.length > 1);
    expect(double.map(([name, files]) => `${name}: ${files.join(', ')}`)).to.deep.equal([]);
    expect(places.size).to.be.greaterThan(1000);
  });
});
