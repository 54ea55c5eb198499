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

  it('name every academy that there is a file of, where texts list them by hand', () => {
    const academies = globSync('dialogs/knowledge/academies/*.yaml', { cwd: ROOT })
      .map((file) => ({
        id: basename(file, '.yaml'),
        title: /^title: \{ fr: ([^,]+)/m.exec(text(file))?.[1],
      }))
      .filter(({ id }) => id !== 'other');
    const missing = (files: readonly string[], name: (one: (typeof academies)[number]) => string) =>
      files.flatMap((file) =>
        academies.filter((one) => !text(file).includes(name(one))).map((one) => `${file}: ${name(one)}`),
      );
    const answers = ['academies_known', 'academies_known_why'].map(
      (id) => `dialogs/knowledge/answers/${id}.yaml`,
    );
    const pages = ['fr', 'en'].map((locale) => `dialogs/knowledge/locales/${locale}/site.yaml`);
    expect([
      ...missing(['README.md', ...answers, ...pages], ({ title }) => title ?? 'a title'),
      ...missing(['docs/portal.md', '.env.example'], ({ id }) => id),
    ]).to.deep.equal([]);
    expect(academies).not.to.have.lengthOf(0);
  });

  it('list every endpoint', () => {
    const listed = text('docs/endpoints.md');
    const paths = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((file) =>
      [...text(file).matchAll(/server\.(?:get|post|put|del)\(\s*'([^']+)'/g)].map(([, path = '']) => path),
    );
    expect(paths.filter((path) => !listed.includes(`\`${path}\``))).to.deep.equal([]);
    expect(paths.length).to.be.greaterThan(40);
  });

  it('show the centre of the program as it is', () => {
    const lines =
      /const from = restore[\s\S]*?const moved = move\(.*\n/.exec(text('CONTRIBUTING.md'))?.[0] ?? 'nothing';
    const words = (source: string) => source.replaceAll(/\s+/g, ' ');
    expect(words(readFileSync(join(ROOT, 'src/turn/step.ts'), 'utf8'))).to.include(words(lines).trim());
  });
});
