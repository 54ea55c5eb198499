import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { type Clock, createClock, startApp, type TestApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { bubbles, hear, press, say } from '../helpers/chat.ts';
import { eventually } from '../helpers/eventually.ts';
import { type SchoolProxy, type SocketManners, startProxy } from '../helpers/proxy.ts';

const HOUR = 60 * 60_000;

describe('the chat on a bad line', function () {
  this.timeout(60_000);
  let browser: Browser;
  let app: TestApp;
  let clock: Clock;
  let proxy: SchoolProxy;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    clock = createClock();
    app = await startApp({}, clock);
    proxy = await startProxy(app.url);
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    proxy.close();
    await app.close();
  });

  async function open(): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 360, height: 640 } })).newPage();
    await page.goto(`${proxy.url}/webchat?academy=paris&locale=fr`);
    await hear(page, 'assistant automatique');
    return page;
  }

  for (const manners of ['refuse', 'swallow', 'mute', 'delay'] satisfies SocketManners[]) {
    it(`talks where a proxy does this to WebSockets: ${manners}`, async () => {
      proxy.manners = manners;
      const page = await open();
      await press(page, 'Mot de passe expiré');
      await hear(page, 'double authentification');
      await say(page, 'nan pas du tout');
      await hear(page, 'portail Arena');
      await page.locator('.sending').waitFor({ state: 'detached' });
      expect(await page.locator('.not-sent, .notice').count()).to.equal(0);
    });
  }

  it('polls no more once a socket has proven itself', async () => {
    const polls: string[] = [];
    const page = await (await browser.newContext()).newPage();
    page.on('request', (request) => /activities\?/.test(request.url()) && polls.push(request.url()));
    await page.goto(`${proxy.url}/webchat?academy=paris&locale=fr`);
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    const before = polls.length;
    await say(page, 'nan pas du tout');
    await hear(page, 'portail Arena');
    expect(polls.length).to.equal(before);
    expect(before).to.be.below(4);
  });

  it('says that the connection is lost, keeps what is written, and sends it when it is back', async () => {
    const page = await open();
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    proxy.cut();
    await page.locator('.notice', { hasText: 'Connexion perdue' }).waitFor({ timeout: 20_000 });
    await say(page, 'nan pas du tout');
    await page.locator('.not-sent', { hasText: 'La connexion est coupée' }).waitFor({ timeout: 20_000 });
    proxy.restore();
    await hear(page, 'portail Arena', 30_000);
    await page.locator('.notice').waitFor({ state: 'detached' });
    expect(await bubbles(page, 'nan pas du tout').count()).to.equal(1);
  });

  for (const [status, reason] of [
    [429, 'Trop de messages à la fois'],
    [413, 'Le message est trop long'],
    [409, 'Le message n’a pas été accepté'],
    [503, 'L’assistance ne répond pas en ce moment'],
  ] as const) {
    it(`says why a message was not sent, and sends it once when tried again: ${status}`, async () => {
      const page = await open();
      const keys: unknown[] = [];
      await page.route('**/activities', (route) => {
        keys.push(route.request().postDataJSON().channelData.clientActivityID);
        return route.fulfill({ status, json: { error: { code: 'x', message: 'x' } } });
      });
      await say(page, 'compte bloqué');
      await page.locator('.not-sent', { hasText: reason }).waitFor();
      await page.unroute('**/activities');
      await page.getByRole('button', { name: 'Réessayer' }).click();
      await hear(page, 'échecs');
      expect(await page.locator('.not-sent').count()).to.equal(0);
      expect(new Set(keys).size).to.equal(1);
      expect(await bubbles(page, 'compte bloqué').count()).to.equal(1);
    });
  }

  it('goes on after a sleep of two hours, beyond the hour of its token', async () => {
    const page = await open();
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    proxy.cut();
    clock.advance(2 * HOUR);
    proxy.restore();
    await say(page, 'nan pas du tout');
    await hear(page, 'portail Arena', 20_000);
    await say(page, 'merci');
    await eventually(async () => ((await page.locator('.sending').count()) === 0 ? true : undefined));
    expect(await bubbles(page, 'assistant automatique').count()).to.equal(1);
  });

  it('begins anew where the conversation is too old, says why, and sends what was written', async () => {
    const page = await open();
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    proxy.cut();
    clock.advance(27 * HOUR);
    proxy.restore();
    await page.locator('.notice', { hasText: 'trop ancienne' }).waitFor({ timeout: 30_000 });
    await hear(page, 'assistant automatique');
    expect(await bubbles(page, 'double authentification').count()).to.equal(0);
  });

  it('keeps the conversation over a reload, also when the browser keeps nothing', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    await context.addInitScript(`
      for (const name of ['sessionStorage', 'localStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get() { throw new DOMException('forbidden', 'SecurityError'); } });
      Object.defineProperty(document, 'cookie', { get() { throw new Error('cookie'); }, set() { throw new Error('cookie'); } });
    `);
    const page = await context.newPage();
    await page.goto(`${app.url}/webchat?academy=lyon&locale=fr`);
    await say(page, 'mon mot de passe est périmé');
    await hear(page, 'ouvrir votre messagerie');
    await page.reload();
    await hear(page, 'ouvrir votre messagerie');
    expect(await bubbles(page, 'mon mot de passe est périmé').count()).to.equal(1);
  });

  it('shows the same in a second tab although the first one is slow to answer, as on an old computer', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    const one = await context.newPage();
    await one.addInitScript(`
      const { postMessage } = BroadcastChannel.prototype;
      BroadcastChannel.prototype.postMessage = function (data) {
        setTimeout(() => postMessage.call(this, data), 800);
      };
    `);
    await one.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await press(one, 'Compte bloqué');
    await hear(one, 'échecs');
    const other = await context.newPage();
    await other.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await hear(other, 'échecs');
    expect(await app.store.db.selectFrom('conversation').select('id').execute()).to.have.length(1);
  });

  it('shows the same in two tabs, and tells the other one when it is erased', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    const one = await context.newPage();
    await one.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await press(one, 'Compte bloqué');
    await hear(one, 'Quand');
    const other = await context.newPage();
    await other.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await hear(other, 'Quand');
    await press(other, 'À l’instant');
    await hear(one, 'Je vous préviendrai');
    // On a shared computer nothing outlives the tab.
    expect(await one.evaluate('[localStorage.length, document.cookie, sessionStorage.length]')).to.deep.equal(
      [...[0, '', 1]],
    );

    await one.getByRole('button', { name: 'Options' }).click();
    await one.getByRole('button', { name: 'Terminer et effacer' }).click();
    await one.getByRole('button', { name: 'Tout effacer' }).click();
    const receipt = await one.locator('dialog code').textContent();
    const kept = await app.store.db.selectFrom('receipt').selectAll().execute();
    expect(kept.map(({ id }) => id)).to.deep.equal([receipt]);
    const erased = kept[0]?.subject ?? '';
    const left = app.store.db.selectFrom('activity').selectAll().where('conversationId', '=', erased);
    expect(await left.execute()).to.deep.equal([]);
    await other.locator('.notice', { hasText: 'La discussion d’avant a été effacée' }).waitFor();
    await hear(other, 'assistant automatique');
    expect(await bubbles(other, 'Compte bloqué').count()).to.equal(0);
    await one.getByRole('button', { name: 'Nouvelle discussion' }).click();
    await hear(one, 'assistant automatique');
    await press(one, 'Mot de passe expiré');
    await hear(other, 'double authentification');
  });
});
