import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENTS = globSync(['*.md', 'docs/*.md', 'docs/fr/*.md', 'docs/decisions/*.md'], { cwd: ROOT });
const PATHS = /`((?:intents|dialogs|src|test|bench|scripts|docs|deploy)\/[\w./@-]+?)\/?`/g;
const LINKS = /\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g;
const NAMES = /`([a-z][\w-]*\.ts)`/g;

describe('the documents', () => {
  const text = (document: string) => readFileSync(join(ROOT, document), 'utf8');
  // Decisions and changes tell of what was; all else of what is.
  const present = DOCUMENTS.filter((one) => !/^(CHANGELOG|docs\/decisions)/.test(one));
  const strays = (
    documents: readonly string[],
    pattern: RegExp,
    isThere: (document: string, name: string) => boolean,
  ) =>
    documents.flatMap((document) =>
      [...text(document).matchAll(pattern)]
        .map(([, name = '']) => name)
        .filter((name) => !isThere(document, name))
        .map((name) => `${document}: ${name}`),
    );

  it('name files and folders that there are', () => {
    expect(strays(present, PATHS, (_, path) => existsSync(join(ROOT, path)))).to.deep.equal([]);
    const files = new Set(
      globSync('{intents,dialogs,src,test,bench,scripts,docs}/**/*.ts', { cwd: ROOT }).map((file) =>
        basename(file),
      ),
    );
    expect(strays(present, NAMES, (_, name) => files.has(name))).to.deep.equal([]);
  });

  it('number decisions once each, as their files are', () => {
    const decisions = globSync('docs/decisions/*.md', { cwd: ROOT });
    const numbers = decisions.map((document) => Number(basename(document).slice(0, 4)));
    expect(new Set(numbers).size).to.equal(numbers.length);
    const headings = decisions.map((document) => Number(/^# (\d+)\. /.exec(text(document))?.[1]));
    expect(headings).to.deep.equal(numbers);
    // Linked ones are found by the test of links; what code and prose name by number alone is here.
    const named = globSync('{src,dialogs,intents}/**/*.{ts,js}', { cwd: ROOT }).flatMap((file) =>
      [...text(file).matchAll(/\bdecision (\d+)\b/g)].map(([, number]) => Number(number)),
    );
    expect(named.filter((number) => !numbers.includes(number))).to.deep.equal([]);
  });

  it('link to what is there', () => {
    expect(
      strays(DOCUMENTS, LINKS, (document, to) => existsSync(join(ROOT, dirname(document), to))),
    ).to.deep.equal([]);
  });

  it('show the centre of the program as it is', () => {
    const lines =
      /const from = restore[\s\S]*?const moved = move\(.*\n/.exec(text('CONTRIBUTING.md'))?.[0] ?? 'nothing';
    const words = (source: string) => source.replaceAll(/\s+/g, ' ');
    expect(words(readFileSync(join(ROOT, 'src/turn/step.ts'), 'utf8'))).to.include(words(lines).trim());
  });
});
