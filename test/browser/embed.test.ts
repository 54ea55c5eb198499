import { expect } from 'chai';
import { SignJWT } from 'jose';
import type { Browser, Frame, Page } from 'playwright-core';
import * as queries from '../../src/store/queries/index.ts';
import { type Clock, createClock, startApp, type TestApp } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { bubbles, hear, press, shoot } from '../helpers/chat.ts';
import { eventually } from '../helpers/eventually.ts';
import { type Portal, startPortal } from '../helpers/portal.ts';

const PHONE = { width: 360, height: 640 };
const WIDE = { width: 1280, height: 800 };
const KEY = 'a key that portal and service share';

describe('the chat on a portal', function () {
  this.timeout(60_000);
  let browser: Browser;
  let app: TestApp;
  let portal: Portal;
  let clock: Clock;
  const problems: string[] = [];

  before(async () => {
    clock = createClock();
    portal = await startPortal();
    app = await startApp(
      { WEBCHAT_ORIGINS: portal.url, WEBCHAT_IDENTITY_KEY: KEY.replaceAll(' ', '-') },
      clock,
    );
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
    portal.close();
  });
  beforeEach(() => {
    portal.policy = '';
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(problems.splice(0)).to.deep.equal([]);
  });

  const script = (attributes = 'data-academy="lyon"') =>
    `<script src="${app.url}/webchat/embed.js" ${attributes} defer></script>`;
  async function visit(body: string, viewport = WIDE, url = portal.url): Promise<Page> {
    portal.body = body;
    const page = await (await browser.newContext({ viewport })).newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) problems.push(message.text());
    });
    await page.addInitScript(`
      window.events = [];
      for (const type of ['ready', 'open', 'close', 'unread', 'message'])
        addEventListener('permanence:' + type, ({ detail }) => events.push(type + (detail.count ?? '')));
    `);
    await page.goto(url);
    return page;
  }
  const drive = (page: Page, call: string) => page.evaluate(`Permanence.${call}`);
  const events = (page: Page) => page.evaluate('events') as Promise<string[]>;
  const launcher = (page: Page) => page.getByRole('button', { name: /Un problème de messagerie/ });
  const styleOf = (page: Page, name: string) =>
    page.evaluate(
      `getComputedStyle(document.querySelector('#permanence-assistance').shadowRoot.querySelector('.launcher')).${name}`,
    );
  async function chatOf(page: Page): Promise<Frame> {
    const frame = await (await page.waitForSelector('.panel iframe')).contentFrame();
    if (!frame) throw new Error('no frame');
    return frame;
  }

  it('is driven by the portal, which hears what happens', async () => {
    const page = await visit(script('data-launcher="hidden" data-position="left"'));
    expect(await page.getByRole('button').count()).to.equal(0);
    await drive(page, 'setAcademy("lyon")');
    await drive(page, 'open()');
    const chat = await chatOf(page);
    await hear(chat, 'académie de Lyon');
    await eventually(async () => ((await events(page)).includes('open') ? true : undefined));
    await drive(page, 'setLocale("en")');
    await chat.getByText('You are talking to an automated assistant').waitFor();
    expect(await page.locator('.panel').getAttribute('lang')).to.equal('en');
    await drive(page, 'toggle()');
    expect(await page.getByRole('dialog').isVisible()).to.equal(false);
    expect(await events(page)).to.include.members(['ready', 'open', 'close']);
  });

  it('counts what comes while it is closed, on the button and for the portal', async () => {
    const page = await visit(script('data-academy="paris"'));
    await launcher(page).click();
    const chat = await chatOf(page);
    await press(chat, 'Compte bloqué');
    await press(chat, 'À l’instant');
    await hear(chat, 'Je vous préviendrai');
    await page.getByRole('button', { name: 'Fermer l’assistance' }).first().click();
    clock.advance(16 * 60_000);
    await page.getByRole('button', { name: 'Un problème de messagerie ? (1 nouveau message)' }).waitFor();
    expect(await page.getByRole('status').first().textContent()).to.equal('1 nouveau message');
    expect(await events(page)).to.include('unread1');
    expect(await violations(page)).to.deep.equal([]);
    await launcher(page).click();
    await hear(chat, '15 minutes ont passé');
    await eventually(async () => ((await events(page)).includes('unread0') ? true : undefined));
  });

  it('is there once, as a module, inlined, or loaded twice', async () => {
    const source = await (await fetch(`${app.url}/webchat/embed.js`)).text();
    for (const body of [
      script() + script(),
      `<script type="module" src="${app.url}/webchat/embed.js" data-academy="lyon"></script>`,
      `<script data-academy="lyon">${source}</script>`,
    ]) {
      const page = await visit(body);
      await launcher(page).waitFor();
      expect(await launcher(page).count()).to.equal(1);
      await launcher(page).click();
      await hear(await chatOf(page), 'académie de Lyon');
      await page.context().close();
    }
  });

  it('stays with its conversation where the portal exchanges its content, and after another page', async () => {
    const page = await visit(script());
    await launcher(page).click();
    await press(await chatOf(page), 'Mot de passe expiré');
    await hear(await chatOf(page), 'ouvrir votre messagerie');
    await page.evaluate(`(() => {
      const body = document.createElement('body');
      body.innerHTML = '<main><h1>Autre page</h1></main>';
      document.body.replaceWith(body);
    })()`);
    await page.getByRole('heading', { name: 'Autre page' }).waitFor();
    await hear(await chatOf(page), 'ouvrir votre messagerie');
    await page.goto(`${portal.url}/suite`);
    await hear(await chatOf(page), 'ouvrir votre messagerie');
    await shoot(page, 'embed-3-next-page');
  });

  it('says where the chat is when the portal’s origin may not show it', async () => {
    const page = await visit(script(), PHONE, portal.url.replace('127.0.0.1', 'localhost'));
    await launcher(page).click();
    await page.getByText('L’assistance ne s’affiche pas sur cette page.').first().waitFor();
    const link = page.getByRole('link', { name: 'Ouvrir l’assistance dans un nouvel onglet' });
    expect(await link.getAttribute('href')).to.equal(`${app.url}/webchat?locale=fr&academy=lyon`);
    await shoot(page, 'embed-blocked');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').isVisible()).to.equal(false);
    // What the browser says of it.
    problems.splice(0);
  });

  it('closes by Escape from inside, and by the way back on a phone, of which it takes the whole screen', async () => {
    const page = await visit(script(), PHONE);
    await launcher(page).click();
    const chat = await chatOf(page);
    await hear(chat, 'académie de Lyon');
    expect(await page.locator('.panel').boundingBox()).to.deep.equal({ x: 0, y: 0, ...PHONE });
    await shoot(page, 'embed-phone');
    await chat.locator('#writing').press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.activeElement.id')).to.equal('permanence-assistance');
    await launcher(page).click();
    await page.goBack();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(page.url()).to.equal(`${portal.url}/`);
    await launcher(page).click();
    await page.getByRole('button', { name: 'Fermer l’assistance' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('asks of a portal’s Content-Security-Policy no more than its own origin', async () => {
    portal.policy = `default-src 'none'; script-src ${app.url}; frame-src ${app.url}`;
    const page = await visit(script());
    await launcher(page).click();
    await hear(await chatOf(page), 'académie de Lyon');
    expect(await styleOf(page, 'position')).to.equal('fixed');
  });

  it('takes a colour on which white can be read, and no other; and the look of the State’s design system', async () => {
    const colourOf = (page: Page) => styleOf(page, 'backgroundColor');
    expect(await colourOf(await visit(script('data-color="#005f2f"')))).to.equal('rgb(0, 95, 47)');
    const pale = await visit(script('data-color="#ffcc00"'));
    expect(await colourOf(pale)).to.equal('rgb(31, 42, 90)');
    const state = await visit(script('data-theme="dsfr"'));
    expect(await colourOf(state)).to.equal('rgb(0, 0, 145)');
    await launcher(state).click();
    const chat = await chatOf(state);
    await hear(chat, 'assistant automatique');
    const header = `getComputedStyle(document.querySelector('header')).backgroundColor`;
    // The words come before the style.
    await eventually(async () => ((await chat.evaluate(header)) === 'rgb(0, 0, 145)' ? true : undefined));
    await shoot(state, 'embed-dsfr');
    expect(await violations(state)).to.deep.equal([]);
  });

  it('learns the academy from the portal’s signed word, and forgets everything at the sign-out', async () => {
    const sign = (email: string, key: string) =>
      new SignJWT({ sub: '42', email })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuedAt(clock.now() / 1000)
        .setExpirationTime(clock.now() / 1000 + 600)
        .sign(new TextEncoder().encode(key.replaceAll(' ', '-')));
    const page = await visit(script(''));
    const refused = page.waitForResponse((one) => one.url().endsWith('/webchat/identity'));
    await drive(page, `identify('${await sign('a.b@ac-paris.fr', 'another key that nobody has shared')}')`);
    await launcher(page).click();
    expect((await refused).status()).to.equal(401);
    const chat = await chatOf(page);
    await hear(chat, 'assistant automatique');
    const believed = page.waitForResponse((one) => one.url().endsWith('/webchat/identity') && one.ok());
    await drive(page, `identify('${await sign('a.b@ac-paris.fr', KEY)}')`);
    await believed;
    await press(chat, 'Mot de passe expiré');
    await hear(chat, 'D’après votre adresse, vous travaillez dans l’académie de Paris');
    await drive(page, 'reset()');
    await launcher(page).waitFor();
    await page.waitForTimeout(1800);
    await launcher(page).click();
    const next = await chatOf(page);
    await hear(next, 'assistant automatique');
    expect(await bubbles(next, 'D’après votre adresse').count()).to.equal(0);
  });

  describe('while something is out of order', () => {
    const incident = {
      ...{ id: 'one', academies: '["lyon"]', system: 'portal', severity: 'outage', startsAt: 0 },
      ...{ fr: 'Le portail est en <b>panne</b>.', en: 'The portal is down.', endsAt: null, liftedAt: null },
    };
    const noticesOf = async (academy: string) =>
      (await fetch(`${app.url}/webchat/notices.js?academy=${academy}&locale=fr`)).text();
    let asked: { url: string; cookie: string | undefined; referer: string }[];

    beforeEach(async () => {
      asked = [];
      portal.policy = `default-src 'none'; script-src ${app.url}; frame-src ${app.url}`;
      await app.store.transact((trx) => queries.addIncident(trx, incident));
      await eventually(async () => (await noticesOf('lyon')).includes('panne') || undefined);
    });
    afterEach(async () => {
      await app.store.transact((trx) => queries.liftIncident(trx, 'one', clock.now()));
      await eventually(async () => !(await noticesOf('lyon')).includes('panne') || undefined);
      await app.store.db.deleteFrom('incident').execute();
    });

    async function watched(attributes?: string): Promise<Page> {
      const page = await visit('');
      page.on('request', (request) => {
        const { cookie, referer = '' } = request.headers();
        asked.push({ url: request.url(), cookie, referer });
      });
      portal.body = script(attributes);
      await page.goto(portal.url);
      return page;
    }

    it('says so above its button before it is opened, and asks, keeps and sends nothing for that', async () => {
      const page = await watched();
      const notice = page.getByText('Incident en cours');
      await notice.waitFor();
      expect(await notice.textContent()).to.include('Le portail est en <b>panne</b>.');
      expect(await page.context().cookies()).to.deep.equal([]);
      expect(await page.evaluate('sessionStorage.length + localStorage.length')).to.equal(0);
      expect(page.frames()).to.have.length(1);
      await drive(page, 'setLocale("en")');
      await page.getByText('The portal is down.').waitFor();
      await drive(page, 'setAcademy("paris")');
      await page.getByText('The portal is down.').waitFor({ state: 'hidden' });
      await drive(page, 'setAcademy("lyon")');
      await drive(page, 'setLocale("fr")');
      await notice.waitFor();
      expect(asked.map(({ url }) => new URL(url).pathname)).to.deep.equal(['/', '/webchat/embed.js']);
      await shoot(page, 'embed-notice');
      expect(await violations(page)).to.deep.equal([]);
      await launcher(page).click();
      await notice.waitFor({ state: 'hidden' });
      await drive(page, 'close()');
      await notice.waitFor();
      await page.getByRole('button', { name: 'Masquer cette annonce' }).focus();
      await page.keyboard.press('Enter');
      await notice.waitFor({ state: 'hidden' });
      expect(await page.evaluate(`document.activeElement.shadowRoot.activeElement.className`)).to.equal(
        'launcher',
      );
      await page.reload();
      await launcher(page).waitFor();
      expect(await notice.isVisible()).to.equal(false);
    });

    it('asks while the page is open where the portal wants that, without a word about the person, and tells it', async () => {
      const page = await watched('data-academy="lyon" data-notices="live"');
      await page.getByText('Incident en cours').first().waitFor();
      expect(asked.at(-1)).to.deep.equal({
        url: `${app.url}/webchat/notices.js?locale=fr&academy=lyon`,
        ...{ cookie: undefined, referer: '' },
      });
      expect(await page.getByRole('status').first().textContent()).to.include('Le portail est en');
      expect(await noticesOf('paris')).not.to.include('panne');
    });

    it('is silent where the script was copied into the page: what it knew is old', async () => {
      portal.policy = '';
      const source = await (await fetch(`${app.url}/webchat/embed.js`)).text();
      const page = await visit(`<script data-academy="lyon">${source}</script>`);
      await launcher(page).waitFor();
      expect(await page.getByText('Incident en cours').isVisible()).to.equal(false);
    });

    for (const [width, height] of [
      [360, 640],
      [320, 256],
      [640, 360],
      [1280, 800],
    ] as const) {
      it(`fits a window of ${width} × ${height}, with button and line`, async () => {
        const page = await watched();
        await page.setViewportSize({ width, height });
        await page.getByText('Incident en cours').waitFor();
        const outside = await page.evaluate(`(() => {
          const { shadowRoot } = document.querySelector('#permanence-assistance');
          return [...shadowRoot.querySelectorAll('.notice, button')]
            .map((one) => one.getBoundingClientRect())
            .filter(({ left, right, top, bottom }) => left < 0 || right > innerWidth || top < 0 || bottom > innerHeight).length;
        })()`);
        expect(outside).to.equal(0);
        const [line, below] = await Promise.all(
          ['.notice', '.launcher'].map((part) => page.locator(part).boundingBox()),
        );
        expect((line?.y ?? 0) + (line?.height ?? 0), 'the line ends above the button').to.be.at.most(
          below?.y ?? 0,
        );
        expect(await violations(page)).to.deep.equal([]);
        await shoot(page, `embed-notice-${width}x${height}`);
      });
    }
  });
});
