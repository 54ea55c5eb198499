import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect } from 'chai';
import { LANGUAGES } from '../../intents/text.ts';
import { type LinkHosts, linkHosts } from '../../src/channels/webchat/link-hosts.ts';
import { knowledge, startApp, type TestApp } from '../helpers/app.ts';
import { get } from '../helpers/get.ts';
import { compareTexts, readClient } from '../helpers/text-uses.ts';

const CLIENT = join(import.meta.dirname, '../../src/channels/webchat/client');
/** Bytes that may go over the line, compressed, until the bot can be read and answered. */
const BUDGET = 60_000;

type SplitLinks = (text: string, known: LinkHosts) => { text: string; href?: string }[];
// A module of the browser's: it is not compiled with the tests.
const { splitLinks }: { splitLinks: SplitLinks } = await import(join(CLIENT, 'links.js'));

const code = readClient(CLIENT, ['../page-html.ts']);

describe('the chat page', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  for (const locale of LANGUAGES) {
    it(`finds all the texts that it names, and has none that nothing shows: ${locale}`, () => {
      expect(compareTexts(code, 'chat.', locale)).to.deep.equal({ missing: [], unused: [] });
    });
  }

  it('takes no more than 60 KB until it can be used, and has the bot’s first words in its first answer', async () => {
    const page = await get(`${app.url}/webchat?academy=paris&locale=fr`);
    expect(page.headers['content-encoding']).to.equal('br');
    const html = brotliDecompressSync(page.bytes).toString();
    expect(html).to.include('<p>N’écrivez ici ni mot de passe').and.to.include('(académie de Paris)');
    const paths = new Set([...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => `${path}`));
    let total = page.bytes.length;
    for (const path of paths) {
      const file = await get(app.url + path);
      expect(file.status, path).to.equal(200);
      expect(file.headers['cache-control']).to.include('immutable');
      total += file.bytes.length;
      // Nothing that the browser would find out about late.
      const source = brotliDecompressSync(file.bytes).toString();
      for (const [, name] of source.matchAll(/from ?['"](\.[^'"]+)['"]/g)) {
        const imported = new URL(`${name}`, app.url + path).pathname;
        expect([...paths], `${path} imports ${name}`).to.include(imported);
      }
    }
    expect(total).to.be.below(BUDGET);
  });

  it('makes links of the academies’ and the ministry’s addresses only', () => {
    const known = linkHosts(knowledge.academies);
    const links = (text: string) =>
      splitLinks(text, known).flatMap(({ text: shown, href }) => (href ? [`${shown} → ${href}`] : []));
    expect(
      links('Ouvrez convergence.ac-paris.fr, puis https://messagerie.education.gouv.fr/login.'),
    ).to.deep.equal([
      'convergence.ac-paris.fr → https://convergence.ac-paris.fr/',
      'https://messagerie.education.gouv.fr/login → https://messagerie.education.gouv.fr/login',
    ]);
    for (const text of [
      'https://ac-paris.fr.example.com/',
      'https://example.com/convergence.ac-paris.fr',
      'https://ac-paris.fr@example.com/',
      'https://moi@ac-paris.fr/',
      'javascript:alert(1)//ac-paris.fr.x',
      'xac-paris.fr',
      'prenom.nom@ac-lyon.fr',
      'le serveur mail.ac-lyon.fr',
      'smtp.ac-paris.fr:587',
      'ac-paris.fr\u202ecom',
    ]) {
      const outside = splitLinks(text, known).flatMap(({ href }) => (href ? [new URL(href).hostname] : []));
      const own = (host: string) => known.hosts.some((domain) => `.${host}`.endsWith(`.${domain}`));
      expect(
        outside.filter((host) => !own(host)),
        text,
      ).to.deep.equal([]);
    }
    expect(links('prenom.nom@ac-lyon.fr, le serveur mail.ac-lyon.fr, smtp.ac-paris.fr:587')).to.deep.equal(
      [],
    );
    expect(
      splitLinks('a ac-lyon.fr b', known)
        .map(({ text }) => text)
        .join(''),
    ).to.equal('a ac-lyon.fr b');
  });
});
