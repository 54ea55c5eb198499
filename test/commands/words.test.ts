import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { IntlMessageFormat } from 'intl-messageformat';
import { readWords } from '../../src/commands/words.ts';
import { languageOf } from '../../src/terminal/told.ts';

const ROOT = join(import.meta.dirname, '../..');
const [english, french] = [readWords('en'), readWords('fr')];

describe('the words of command lines', () => {
  it('are in the language that the terminal asks for, in POSIX’s order', () => {
    const table: [Record<string, string>, string][] = [
      [{}, 'en'],
      [{ LANG: 'fr_FR.UTF-8' }, 'fr'],
      [{ LANG: 'C.UTF-8' }, 'en'],
      [{ LANG: 'de_DE.UTF-8' }, 'en'],
      [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'fr_CA' }, 'fr'],
      [{ LANG: 'fr_FR', LC_MESSAGES: 'fr_FR', LC_ALL: 'C' }, 'en'],
    ];
    for (const [environment, language] of table) expect(languageOf(environment)).to.equal(language);
  });

  it('are there in both languages, about the same things', () => {
    expect([...french.keys()].sort()).to.deep.equal([...english.keys()].sort());
    const argumentsOf = (text: string) => {
      const named = JSON.stringify(
        new IntlMessageFormat(text, 'fr', undefined, { ignoreTag: true }).getAst(),
      );
      // 0 is literal text, 7 the # of a plural.
      return [
        ...new Set(named.match(/"type":[1-6],"value":"\w+"/g)?.map((one) => one.slice(16)) ?? []),
      ].sort();
    };
    for (const [key, text] of english) {
      expect(argumentsOf(french.get(key) ?? ''), key).to.deep.equal(argumentsOf(text));
      for (const one of [text, french.get(key) ?? ''])
        expect(() => new IntlMessageFormat(one, 'fr', undefined, { ignoreTag: true }), key).to.not.throw();
    }
  });

  it('in French keep to its typography', () => {
    for (const [key, text] of french) {
      expect(text, key).to.not.match(/\w'\w/);
      // No line ends before one of these signs.
      expect(text, key).to.not.match(/ [:;?!»](\s|$)|« /);
    }
  });

  it('say of every command what it does', () => {
    const commands = globSync('src/commands/*.ts', { cwd: ROOT }).filter((file) =>
      /^await runCommand\(/m.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(commands.length).to.be.greaterThan(9);
    // `npm start` answers as well.
    const named = [...commands.map((file) => `help.${basename(file, '.ts')}`), 'help.start'];
    expect([...english.keys()].filter((key) => key.startsWith('help.'))).to.have.members(named);
  });

  it('are all used, and none is missing that the code names', () => {
    const sources = globSync('src/**/*.ts', { cwd: ROOT })
      .map((file) => readFileSync(join(ROOT, file), 'utf8'))
      .join('\n');
    const unused = [...english.keys()].filter((key) => {
      // Made of a command's name.
      if (/^(help|outbox\.not_)/.test(key)) return false;
      const short = key.replace(/^doctor\./, '').replace(/\.do$/, '');
      const ends = [key, short, short.replace(/^(far|check|state)\./, '')];
      return !ends.some((end) => sources.includes(`'${end}'`));
    });
    expect(unused).to.deep.equal([]);
    const what = [...sources.matchAll(/what[:=]? '([a-z_]+\.[a-z_]+)'|broken\('([a-z_.]+)'/g)];
    const named = what.map(([, one, other]) => `doctor.${one ?? other}`);
    expect(named.length).to.be.greaterThan(20);
    expect(named.filter((key) => !english.has(key))).to.deep.equal([]);
  });
});
