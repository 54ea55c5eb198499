import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildMachine } from '../../dialogs/chart/machine.ts';
import { LANGUAGES } from '../../intents/text.ts';
import { describeResumePoint } from '../../src/desk/cases/resume-point.ts';
import { knowledge, startApp, type TestApp } from '../helpers/app.ts';
import { compareTexts, readClient } from '../helpers/text-uses.ts';

const CLIENT = join(import.meta.dirname, '../../src/desk/page/client');
const code = readClient(CLIENT, ['../page.ts', '../html.ts']);

interface Node {
  readonly path: readonly string[];
  readonly meta?: unknown;
  readonly states: Readonly<Record<string, Node>>;
}

function statesOf(node: Node): Node[] {
  return [node, ...Object.values(node.states).flatMap(statesOf)];
}

describe('the desk’s page', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  for (const locale of LANGUAGES) {
    it(`finds all the texts that it names: ${locale}`, () => {
      expect(compareTexts(code, 'desk.', locale).missing).to.deep.equal([]);
    });

    it(`has no text that nothing shows: ${locale}`, () => {
      const { unused } = compareTexts(code, 'desk.', locale);
      expect(unused.filter((key) => !code.includes(`'${key}'`))).to.deep.equal([]);
    });
  }

  it('has all the texts that its other page names, the content room', () => {
    const room = readClient(join(CLIENT, '../../content-page/client'));
    for (const locale of LANGUAGES)
      expect(compareTexts(room, 'content_room.', locale).missing).to.deep.equal([]);
  });

  it('has words for all that can happen to a case', () => {
    const desk = join(CLIENT, '../..');
    const actions = readdirSync(desk, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [
        ...readFileSync(join(desk, name), 'utf8').matchAll(
          /audit\([^)]*?'([a-z]+\.[a-z]+)'(?: : '([a-z]+\.[a-z]+)')?/g,
        ),
      ])
      .flatMap(([, one, other]) => [one, other].filter((action) => action !== undefined));
    expect(actions).to.include.members(['case.accepted', 'case.ticketed', 'case.closed', 'secret.removed']);
    const keys = actions.map((action) => `desk.history.${action.replace('.', '_')}`);
    expect(knowledge.texts.keys('fr')).to.include.members(keys);
  });

  it('has words for each state that the bot can be left in', () => {
    for (const locale of LANGUAGES) {
      const states = statesOf(buildMachine(knowledge).root).filter(({ meta }) => meta);
      expect(states).to.have.length.above(90);
      const silent = states.filter(
        ({ path }) => !describeResumePoint(path.join('.'), knowledge.texts, locale),
      );
      expect(silent.map(({ path }) => path.join('.'))).to.deep.equal([]);
    }
    expect(describeResumePoint('troubles.account_locked.waiting', knowledge.texts, 'en')).to.equal(
      'waiting for the lock to end',
    );
    expect(describeResumePoint('account_locked.retry', knowledge.texts, 'fr')).to.equal(
      'nouvel essai après l’attente',
    );
  });

  it('comes in the browser’s language, its files kept for ever under a digest', async () => {
    const english = await fetch(`${app.url}/desk`, { headers: { 'accept-language': 'en-GB,fr;q=0.5' } });
    const html = await english.text();
    expect(html).to.include('<html lang="en">').and.to.include('agents’ desk');
    expect(english.headers.get('cache-control')).to.equal('no-store');
    const paths = [...html.matchAll(/(?:href|src)="(\/desk\/assets\/[^"]+)"/g)].map(([, path]) => `${path}`);
    expect(paths.some((path) => /(main|page)\.js$/.test(path))).to.equal(true);
    for (const path of new Set(paths)) {
      const file = await fetch(app.url + path);
      expect(file.status, path).to.equal(200);
      expect(file.headers.get('cache-control')).to.include('immutable');
      expect(file.headers.get('content-type')).to.match(/^text\/(javascript|css); charset=utf-8$/);
    }
  });

  it('names nothing that it does not have', async () => {
    const html = await (await fetch(`${app.url}/desk`)).text();
    const base = /\/desk\/assets\/[0-9a-f]+\//.exec(html)?.[0] ?? '';
    for (const path of ['main.js', 'views/page.js', 'lit/directives/repeat.js']) {
      const source = await (await fetch(app.url + base + path)).text();
      for (const [, name] of source.matchAll(/from ?['"](\.[^'"]+)['"]/g)) {
        const url = new URL(`${name}`, app.url + base + path);
        expect((await fetch(url)).status, `${path} imports ${name}`).to.equal(200);
      }
    }
    expect((await fetch(`${app.url}${base}nothing.js`)).status).to.equal(404);
  });
});
