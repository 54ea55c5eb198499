import { expect } from 'chai';
import { judge, readGrid } from '../../src/site/grid.ts';
import { startApp, type TestApp } from '../helpers/app.ts';

const PATHS = ['/', '/privacy', '/legal', '/accessibility', '/webchat/demo'];

describe('the pages around the chat', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp({
      PUBLISHER: 'Académie de Paris, 12 boulevard d’Indochine, 75019 Paris',
      HOSTED_BY: 'Rectorat <de Paris>',
      CONTACT: 'assistance@ac-paris.fr',
      SECURITY_CONTACT: 'https://www.ac-paris.fr/securite',
      RETENTION_CONVERSATIONS_DAYS: '12',
    });
  });
  after(() => app.close());

  const read = async (path: string, locale = 'fr') =>
    fetch(`${app.url}${path}?locale=${locale}`)
      .then((answer) => answer.text())
      .then((html) => html.replaceAll('\u00a0', ' '));

  it('are there in both languages, link to each other, and leave no place empty', async () => {
    for (const path of PATHS) {
      for (const locale of ['fr', 'en']) {
        const html = await read(path, locale);
        expect(html, path).to.include(`<html lang="${locale}">`).and.to.include('<h1>');
        expect(html.replace(/<(script|style).*?<\/\1>/gs, ''), path).not.to.match(/\{\w+\}|undefined|NaN/);
        for (const [, href] of html.matchAll(/href="(\/[^"]*)"/g)) {
          expect((await fetch(app.url + href)).status, `${path} → ${href}`).to.equal(200);
        }
      }
    }
  });

  it('say what the settings say: periods, publisher, contact', async () => {
    const privacy = await read('/privacy');
    expect(privacy)
      .to.include('12 jours après le dernier message')
      .and.to.include('12 boulevard d’Indochine');
    expect(privacy).to.include('<a href="mailto:assistance@ac-paris.fr">');
    expect(privacy).to.include('article 50').and.to.include('cnil.fr');
    const legal = await read('/legal');
    expect(legal).to.include('Rectorat &lt;de Paris&gt;').and.to.include('pas encore indiqué');
  });

  it('answer HEAD as GET, without a body', async () => {
    for (const path of [...PATHS, '/webchat', '/webchat/embed.js', '/healthz']) {
      const head = await fetch(app.url + path, { method: 'HEAD' });
      expect(head.status, path).to.equal(200);
      expect(head.headers.get('content-type'), path).to.equal(
        (await fetch(app.url + path)).headers.get('content-type'),
      );
      expect(await head.text(), path).to.equal('');
    }
  });

  it('tell who finds a weakness where to write', async () => {
    const text = await (await fetch(`${app.url}/.well-known/security.txt`)).text();
    expect(text).to.match(/^Contact: https:\/\/www\.ac-paris\.fr\/securite$/m);
    const expires = Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? '');
    expect(expires).to.be.within(Date.now(), Date.now() + 366 * 24 * 3600_000);
  });

  it('declare the level that the grid amounts to', async () => {
    const { level, rate } = judge(readGrid());
    const words = { full: 'totalement conforme', partial: 'partiellement conforme', none: 'non conforme' };
    for (const path of PATHS) expect(await read(path)).to.include(`Accessibilité : ${words[level]}`);
    expect(await read('/accessibility'))
      .to.include(`${rate} %`)
      .and.to.include('Défenseur des droits');
    expect(await read('/webchat')).to.include(`Accessibilité : ${words[level]}`);
  });
});

describe('the grid of RGAA', () => {
  const grid = readGrid();

  it('has each of the 106 criteria once', () => {
    const ids = [...Object.keys(grid.criteria), ...grid.not_applicable];
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids).to.have.length(106);
  });

  it('counts what was not tested as not held, and rounds down', () => {
    const how = 'x';
    const one = { chat: 'holds', embed: 'holds', desk: 'na', room: 'na', pages: 'na', how } as const;
    const of = (...criteria: readonly object[]) =>
      judge({
        date: '2026-11-29',
        criteria: Object.fromEntries(criteria.map((criterion, index) => [`1.${index}`, criterion])),
        not_applicable: [],
      } as Parameters<typeof judge>[0]);
    expect(of(one, one)).to.include({ level: 'full', rate: 100 });
    expect(of(one, one, { ...one, embed: 'untested' })).to.include({ level: 'partial', rate: 66 });
    expect(of(one, { ...one, chat: 'fails' }, { ...one, embed: 'fails' })).to.include({
      level: 'none',
      rate: 33,
    });
    expect(of(one, { ...one, chat: 'na', embed: 'na' })).to.include({ applicable: 1 });
  });
});
