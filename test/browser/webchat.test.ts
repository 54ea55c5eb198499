import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import type { Browser, Page } from 'playwright-core';
import { openStore } from '../../src/store/open.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { bubbles, hear, press, say, shoot } from '../helpers/chat.ts';
import { type Service, startService } from '../helpers/process.ts';

const PHONE = { width: 360, height: 640 };
/** Milliseconds for the page's own reconnection, which waits 3 to 15 seconds. */
const RECONNECTION = 30_000;

describe('the web chat in Chromium', function () {
  this.timeout(60_000);
  const DATABASE_URL = `file:${join(temporaryFolder(), 'permanence.db')}`;
  let browser: Browser;
  let service: Service;
  let portal: Server;
  let portalUrl: string;
  let port = '';
  const start = async () => {
    service = await startService({ DATABASE_URL, WEBCHAT_ORIGINS: portalUrl, ...(port && { PORT: port }) });
    port = new URL(service.url).port;
  };

  before(async () => {
    portal = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(
        `<!doctype html><html lang="fr"><title>Portail</title><main><h1>Portail</h1></main><script src="${service.url}/webchat/embed.js" data-academy="lyon" data-locale="fr" defer></script>`,
      );
    });
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    portalUrl = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    await start();
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await service.kill();
    portal.close();
  });

  const problems: string[] = [];
  afterEach(() => {
    expect(problems.splice(0)).to.deep.equal([]);
  });

  async function openPage(query: string, viewport = PHONE): Promise<Page> {
    const page = await (await browser.newContext({ viewport })).newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) problems.push(message.text());
    });
    await page.goto(`${service.url}/webchat?${query}`);
    return page;
  }
  it('solves a trouble in French, by buttons and by words, on a phone', async () => {
    const page = await openPage('academy=paris&locale=fr');
    await hear(page, 'assistant automatique');
    await shoot(page, 'fr-1-welcome');
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    await say(page, 'nan pas du tout');
    await hear(page, 'portail Arena');
    await shoot(page, 'fr-2-remedy');
    await press(page, 'Oui, c’est bon');
    await hear(page, 'Tant mieux');
    await shoot(page, 'fr-3-solved');
    expect(await page.locator('.not-sent').count()).to.equal(0);
    expect(await violations(page)).to.deep.equal([]);
  });

  it('solves a trouble in English, wide screen', async () => {
    const page = await openPage('academy=aix-marseille&locale=en', { width: 1024, height: 768 });
    await hear(page, 'automated assistant');
    await press(page, 'Code or two-step sign-in');
    await hear(page, 'two-step sign-in');
    await say(page, 'im not getting the sms code');
    await hear(page, 'one new request only');
    await press(page, 'Yes, it works');
    await hear(page, 'good news');
    await shoot(page, 'en-solved');
    expect(await violations(page)).to.deep.equal([]);
    expect(await page.locator('html').getAttribute('lang')).to.equal('en');
  });

  it('keeps the thread over a reload', async () => {
    const page = await openPage('academy=lyon&locale=fr');
    await hear(page, 'assistant automatique');
    await say(page, 'mon mot de passe est périmé');
    await hear(page, 'ouvrir votre messagerie');
    await page.reload();
    await hear(page, 'mon mot de passe est périmé');
    await hear(page, 'ouvrir votre messagerie');
    await press(page, 'Non');
    await hear(page, 'DSI de Lyon');
    const welcomes = bubbles(page, 'assistant automatique');
    expect(await welcomes.count()).to.equal(1);
    await shoot(page, 'fr-reloaded');
  });

  it('comes back with the server, and the lockout timer still fires', async () => {
    const page = await openPage('academy=paris&locale=fr');
    await hear(page, 'assistant automatique');
    await press(page, 'Compte bloqué');
    await press(page, 'À l’instant');
    await hear(page, 'Gardez cette page ouverte');
    await service.kill();
    const store = await openStore(DATABASE_URL, pino({ level: 'silent' }));
    await store.db.updateTable('timer').set({ dueAt: Date.now() }).execute();
    await store.close();
    await start();
    await hear(page, '15\u00a0minutes ont passé', RECONNECTION);
    await press(page, 'Oui, c’est bon');
    await hear(page, 'Tant mieux');
    await shoot(page, 'fr-after-restart');
  });

  it('says so when the chat cannot be opened, and opens when tried again', async () => {
    const page = await (await browser.newContext({ viewport: PHONE })).newPage();
    await page.route('**/webchat/token', (route) => route.abort());
    await page.goto(`${service.url}/webchat?locale=fr`);
    await page.locator('.notice', { hasText: 'La discussion ne s’ouvre pas' }).waitFor();
    await shoot(page, 'fr-cannot-open');
    expect(await violations(page)).to.deep.equal([]);
    await page.unroute('**/webchat/token');
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await hear(page, 'assistant automatique');
  });

  it('stands on a portal of another origin: a button first, the chat on click', async () => {
    const page = await (await browser.newContext({ viewport: PHONE })).newPage();
    const requested: string[] = [];
    page.on('request', (request) => requested.push(new URL(request.url()).pathname));
    await page.goto(portalUrl);
    const launcher = page.getByRole('button', { name: 'Un problème de messagerie ?' });
    await launcher.waitFor();
    // What is out of order comes in the script itself: nothing is asked for before the click.
    const before = requested.filter((path) => path.startsWith('/webchat'));
    expect(before).to.deep.equal(['/webchat/embed.js']);
    await shoot(page, 'embed-1-closed');
    await launcher.click();
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    if (!frame) throw new Error('no frame');
    await hear(frame, 'académie de Lyon');
    await press(frame, 'Mot de passe expiré');
    await hear(frame, 'ouvrir votre messagerie');
    await shoot(page, 'embed-2-open');
    expect(await violations(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Fermer l’assistance' }).click();
    expect(await page.getByRole('dialog').isVisible()).to.equal(false);
    await launcher.click();
    await hear(frame, 'ouvrir votre messagerie');
  });

  it('may not be put into a frame by strangers', async () => {
    const response = await fetch(`${service.url}/webchat`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy)
      .to.match(/frame-ancestors 'self' /)
      .and.to.include('https://*.ac-lyon.fr')
      .and.to.include(portalUrl);
    expect(policy).to.include("default-src 'none'").and.not.to.include('unsafe');
  });
});
