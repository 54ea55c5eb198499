import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { expect } from 'chai';
import { readEmbedScript } from '../../src/channels/webchat/assets.ts';

const FOLDER = join(import.meta.dirname, '../../src/channels/webchat/embed');
const script = readEmbedScript({ fr: { title: 'Aide' }, en: { title: 'Help' } })('https://x.example.fr', []);

describe('the embed script', () => {
  it('is one classic script: no name twice, nothing imported', () => {
    expect(new Script(script)).to.be.instanceOf(Script);
    expect(script).not.to.match(/^(import|export) /m);
  });

  it('has every part, each behind what it imports', () => {
    const parts = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
    const sources = new Map(parts.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));
    const placeOf = (name: string) => {
      const [first = ''] = /^export (?:const|function) \w+/m.exec(sources.get(name) ?? '') ?? [];
      return first ? script.indexOf(first.replace('export ', '')) : script.length;
    };
    for (const [name, source] of sources) {
      expect(placeOf(name), name).to.be.greaterThan(-1);
      for (const [, other = ''] of source.matchAll(/from '\.\/([\w-]+\.js)'/g))
        expect(placeOf(other), `${other} before ${name}`).to.be.lessThan(placeOf(name));
    }
    expect(script).to.include('https://x.example.fr').and.not.include('__ORIGIN__');
  });
});
