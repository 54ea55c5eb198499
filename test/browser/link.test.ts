import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { invite } from '../../src/desk/sign-in/invitations.ts';
import { startApp, type TestApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';

const SHOTS = join(import.meta.dirname, '../../.screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('a one-time link in a real browser', () => {
  let app: TestApp;
  let browser: Browser;

  before(async function () {
    this.timeout(60_000);
    mkdirSync(SHOTS, { recursive: true });
    app = await startApp();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
  });

  const link = async () => {
    const agent = { name: 'Marie', role: 'agent', academies: ['paris'], groups: [] } as const;
    return `${app.url}/desk/invitation?token=${await invite(app.store, agent, Date.now())}`;
  };

  it('signs in at the press of its button, by a form of our own origin', async () => {
    const context = await browser.newContext({ locale: 'fr-FR' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    const url = await link();
    await page.goto(url);
    expect(complaints).to.deep.equal([]);
    await page.getByRole('button', { name: 'Ouvrir le poste' }).click();
    await page.waitForURL(`${app.url}/desk`);
    // A page of the same origin, whatever the desk's own does by itself.
    await context.route(`${app.url}/desk`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto(`${app.url}/desk`);
    // As text: the tests are compiled without the types of a browser.
    const me = await page.evaluate(`(async () => {
      const found = await (await fetch('/desk/api/me')).json();
      const headers = { 'content-type': 'application/json', 'x-csrf-token': found.csrf };
      const body = JSON.stringify({ state: 'away' });
      const changed = await fetch('/desk/api/me/presence', { method: 'PUT', headers, body });
      return { name: found.agent.name, status: changed.status, cookies: document.cookie };
    })()`);
    expect(me).to.deep.equal({ name: 'Marie', status: 200, cookies: '' });
    await page.goto(url);
    await page.getByText('Ce lien a déjà servi').waitFor();
    await context.close();
  });

  it('reads well for everybody, in both languages, on a phone and in the dark', async () => {
    for (const [locale, colorScheme] of [
      ['fr-FR', 'light'],
      ['en-GB', 'dark'],
    ] as const) {
      const context = await browser.newContext({
        locale,
        colorScheme,
        viewport: { width: 360, height: 640 },
        bypassCSP: true,
      });
      const page = await context.newPage();
      for (const url of [await link(), `${app.url}/desk/invitation?token=x`]) {
        await page.goto(url);
        await page.evaluate(AXE);
        const violations = await page.evaluate(
          'axe.run().then((found) => found.violations.map(({ id }) => id))',
        );
        expect(violations, `${locale} ${url}`).to.deep.equal([]);
        const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        expect(wide).to.equal(false);
        const state = url.endsWith('=x') ? 'over' : 'open';
        await page.screenshot({ path: join(SHOTS, `link-${state}-${locale}.png`) });
      }
      await context.close();
    }
  });
});
