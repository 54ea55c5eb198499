import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '../../src/desk/agent.ts';
import { invite } from '../../src/desk/sign-in/invitations.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { eventually } from '../helpers/eventually.ts';

const WIDE = { width: 1024, height: 768 };
const PHONE = { width: 360, height: 640 };
const SHOTS = join(import.meta.dirname, '../../.screenshots');

describe('the desk in Chromium', function () {
  this.timeout(90_000);
  const clock = createClock();
  const problems: string[] = [];
  let browser: Browser;
  let app: TestApp;

  before(async () => {
    mkdirSync(SHOTS, { recursive: true });
    app = await startApp({}, clock);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(problems.splice(0)).to.deep.equal([]);
  });

  interface Look {
    readonly viewport?: { width: number; height: number };
    readonly colorScheme?: 'light' | 'dark';
    readonly locale?: string;
  }
  async function openPage({ viewport = WIDE, colorScheme = 'light', locale = 'fr-FR' }: Look): Promise<Page> {
    const page = await (await browser.newContext({ viewport, colorScheme, locale })).newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) problems.push(message.text());
    });
    return page;
  }

  /** Somebody at the desk, signed in by a link and on duty. */
  async function agent(name: string, look: Look = {}, role: Role = 'agent'): Promise<Page> {
    const page = await openPage(look);
    const invited = { name, role, academies: ['paris'], groups: [] };
    const token = await invite(app.store, invited, clock.now());
    await page.goto(`${app.url}/desk/invitation?token=${token}`);
    await page.locator('form button').click();
    await page.locator('.tabs').waitFor();
    const duty = page.getByRole('switch');
    if (role !== 'auditor' && (await duty.getAttribute('aria-checked')) === 'false') {
      await duty.click();
      await page.getByRole('switch', { checked: true }).waitFor();
    }
    return page;
  }

  /** A member of staff who asks in the web chat for a person, up to the request that waits in line. */
  async function person(): Promise<Page> {
    const page = await openPage({ viewport: PHONE });
    await page.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await hear(page, 'assistant automatique');
    await press(page, 'Compte bloqué');
    await press(page, 'À l’instant');
    await hear(page, 'Je vous préviens ici');
    await say(page, 'une personne');
    await press(page, 'Aucun message affiché');
    await press(page, 'À l’instant');
    await press(page, 'Envoyer à l’assistance');
    await hear(page, 'C’est envoyé');
    return page;
  }

  const press = (page: Page, title: string) =>
    page.getByRole('toolbar').getByRole('button', { name: title, exact: true }).click();
  const bubbles = (page: Page, text: string) => page.locator('.webchat__bubble__content', { hasText: text });
  const hear = (page: Page, text: string) => bubbles(page, text).last().waitFor({ timeout: 10_000 });
  async function say(page: Page, text: string) {
    await page.locator('.webchat__send-box-text-box__input').fill(text);
    await page.keyboard.press('Enter');
  }

  const shoot = (page: Page, name: string) => page.screenshot({ path: join(SHOTS, `desk-${name}.png`) });
  const act = (page: Page, name: string) =>
    page.locator('.acts').getByRole('button', { name, exact: true }).click();
  const read = (page: Page, text: string) => page.locator('.log li', { hasText: text }).last().waitFor();
  const openFirst = (page: Page) => page.locator('.cases a').first().click();
  async function write(page: Page, text: string) {
    await page.locator('#writing').fill(text);
    await page.keyboard.press('Enter');
  }
  /** From here on the page cannot look at cases, until `unrouteAll`. */
  async function deafen(page: Page) {
    for (const path of ['cases?*', 'cases/*?*'])
      await page.route(`**/desk/api/${path}`, (route) => route.abort());
  }
  /** Everything of a case that is over is out of the next test's way. */
  async function end(page: Page) {
    await act(page, 'Clore');
    await page.getByRole('dialog').getByRole('button', { name: 'Clore', exact: true }).click();
    await page.locator('.notice', { hasText: 'clos' }).waitFor();
  }

  it('takes a conversation from the queue to its end: both ways, handed on, handed back, closed', async () => {
    const claire = await agent('Claire Martin');
    const ahmed = await agent('Ahmed Benali');
    expect(await violations(claire)).to.deep.equal([]);
    await claire.getByText('Personne n’attend').waitFor();

    const staff = await person();
    await claire.locator('.cases a', { hasText: 'Compte bloqué' }).waitFor();
    expect(await claire.title()).to.match(/^\(1\)/);
    await claire
      .locator('#polite', { hasText: 'Nouveau dossier : Compte bloqué' })
      .waitFor({ state: 'attached' });
    await shoot(claire, '1-queue');

    // Ahmed's page hears nothing of the acceptance, as on a bad line.
    await openFirst(ahmed);
    await ahmed.locator('.acts button').waitFor();
    await deafen(ahmed);
    await openFirst(claire);
    await act(claire, 'Prendre');
    await claire.locator('.notice', { hasText: 'Le bot se tait' }).waitFor();
    await act(ahmed, 'Prendre');
    await ahmed.locator('.notice', { hasText: 'déjà chez Claire Martin' }).waitFor();
    await ahmed.unrouteAll();

    await write(claire, 'Bonjour, je regarde votre compte.');
    await hear(staff, 'Bonjour, je regarde votre compte.');
    await claire.getByRole('button', { name: 'Note interne', exact: true }).click();
    await write(claire, 'Déjà bloqué hier.');
    await claire.locator('.entry.note', { hasText: 'Déjà bloqué hier.' }).waitFor();
    await staff.locator('.webchat__send-box-text-box__input').pressSequentially('merci');
    await claire.locator('.typing').waitFor();
    await say(staff, 'merci, mon mot de passe est Tulipe!2024');
    await read(claire, 'merci, mon mot de passe est');
    await claire.locator('.event.warns').waitFor();
    await say(staff, 'le menu <b onclick=alert(1)>Compte</b> est gris');
    await read(claire, 'le menu <b onclick=alert(1)>Compte</b> est gris');
    await shoot(claire, '2-conversation');
    await shoot(staff, '3-staff');
    expect(await claire.content()).not.to.include('Tulipe');
    expect(await bubbles(staff, 'Déjà bloqué hier').count()).to.equal(0);
    expect(await violations(claire)).to.deep.equal([]);

    await act(claire, 'Transférer');
    await claire
      .getByRole('dialog')
      .getByRole('radio', { name: /Ahmed Benali/ })
      .check();
    await claire.getByRole('dialog').getByRole('textbox').fill('Il faut le second niveau.');
    await shoot(claire, '4-transfer');
    expect(await violations(claire)).to.deep.equal([]);
    await claire.getByRole('dialog').getByRole('button', { name: 'Transférer', exact: true }).click();
    await claire.locator('.notice', { hasText: 'transféré' }).waitFor();

    await read(ahmed, 'Il faut le second niveau.');
    await write(ahmed, 'Ahmed prend la suite.');
    await hear(staff, 'Ahmed prend la suite.');
    await act(ahmed, 'Rendre au bot');
    expect(await violations(ahmed)).to.deep.equal([]);
    await shoot(ahmed, '5-return');
    await ahmed.getByRole('dialog').getByRole('button', { name: 'Rendre au bot', exact: true }).click();
    await hear(staff, 'de nouveau l’assistant automatique');
    // Where they left: the wait after a lockout, with its choices.
    await staff.getByRole('toolbar').getByRole('button').first().waitFor();
    await shoot(staff, '6-staff-returned');

    await say(staff, 'une personne');
    await staff
      .getByRole('toolbar')
      .getByRole('button', { name: 'Envoyer à l’assistance', exact: true })
      .or(staff.getByRole('toolbar').getByRole('button', { name: 'Aucun message affiché', exact: true }))
      .waitFor();
    if (await staff.getByRole('button', { name: 'Aucun message affiché', exact: true }).count()) {
      await press(staff, 'Aucun message affiché');
      await press(staff, 'À l’instant');
    }
    await press(staff, 'Envoyer à l’assistance');
    await hear(staff, 'C’est envoyé');
    await claire.getByRole('button', { name: /En attente/ }).click();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await write(claire, 'Votre compte est débloqué.');
    await hear(staff, 'Votre compte est débloqué.');
    await end(claire);
    await hear(staff, 'Claire Martin a terminé');
    await claire.getByRole('button', { name: 'Terminés' }).click();
    await claire.locator('.cases a', { hasText: 'Clos' }).first().waitFor();
    await shoot(claire, '7-ended');
    expect(await violations(claire)).to.deep.equal([]);
  });

  it('keeps a message that did not arrive, and sends it again once', async () => {
    const claire = await agent('Claire Martin');
    const staff = await person();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await claire.locator('#writing').waitFor();
    let keys: string[] = [];
    await claire.route('**/messages?*', async (route) => {
      keys.push(route.request().postDataJSON().key);
      if (keys.length === 1) await route.abort();
      else await route.continue();
    });
    await write(claire, 'Un instant, je cherche.');
    await claire.locator('.entry.failed', { hasText: 'Non envoyé' }).waitFor();
    await shoot(claire, 'not-sent');
    expect(await violations(claire)).to.deep.equal([]);
    await claire.getByRole('button', { name: 'Renvoyer' }).click();
    await hear(staff, 'Un instant, je cherche.');
    expect(new Set(keys).size, 'one key for both attempts').to.equal(1);

    // It arrives, but the answer does not come back: no second one is offered once the log shows it.
    keys = [];
    await claire.unroute('**/messages?*');
    await claire.route('**/messages?*', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await write(claire, 'Je l’ai trouvé.');
    await hear(staff, 'Je l’ai trouvé.');
    await claire.locator('.entry.agent:not(.failed, .sending)', { hasText: 'Je l’ai trouvé.' }).waitFor();
    await claire.locator('.entry.failed, .entry.sending').waitFor({ state: 'detached' });
    expect(await bubbles(staff, 'Je l’ai trouvé.').count()).to.equal(1);
    await end(claire);
  });

  it('tells who writes too late that the case has changed hands, and keeps the text', async () => {
    const claire = await agent('Claire Martin');
    const lea = await agent('Léa Roux', {}, 'lead');
    await person();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await claire.locator('#writing').waitFor();
    await deafen(claire);
    await lea.locator('.cases a', { hasText: 'Claire Martin' }).click();
    await act(lea, 'Reprendre');
    await lea.locator('#writing').waitFor();
    await write(claire, 'Une phrase de trop.');
    await claire.unrouteAll();
    await claire.locator('.entry.failed, .notice.bad').first().waitFor();
    if (await claire.locator('.entry.failed').count())
      await claire.getByRole('button', { name: 'Renvoyer' }).click();
    await claire.locator('.notice', { hasText: 'chez Léa Roux' }).waitFor();
    expect(await claire.locator('.log').textContent()).not.to.include('Une phrase de trop.');
    await claire.getByText('Vous pouvez laisser une note').waitFor();
    await act(lea, 'Transférer');
    await lea
      .getByRole('dialog')
      .getByRole('radio', { name: /Claire Martin/ })
      .check();
    await lea.getByRole('dialog').getByRole('button', { name: 'Transférer', exact: true }).click();
    await claire.locator('#writing').waitFor();
    expect(await claire.locator('#writing').inputValue()).to.equal('Une phrase de trop.');
    await end(claire);
  });

  it('is worked by the keyboard alone', async () => {
    const claire = await agent('Claire Martin');
    await person();
    await claire.locator('.cases a').waitFor();
    const focused = () =>
      claire.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()');
    await claire.keyboard.press('j');
    await claire.keyboard.press('Enter');
    await claire.locator('.acts button').waitFor();
    await claire.keyboard.press('a');
    await claire.locator('.notice', { hasText: 'Le bot se tait' }).waitFor();
    await eventually(async () => ((await focused()) === 'writing' ? true : undefined));
    await claire.keyboard.press('/');
    await claire.locator('[role=option]').first().waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await shoot(claire, 'replies');
    const chosen = await claire.locator('[role=option]').nth(1).locator('span').textContent();
    await claire.keyboard.press('ArrowDown');
    await claire.keyboard.press('Enter');
    await eventually(async () =>
      (await claire.locator('#writing').inputValue()) === chosen ? true : undefined,
    );
    await eventually(async () => ((await focused()) === 'writing' ? true : undefined));
    await claire.keyboard.press('Shift+Enter');
    await claire.keyboard.type('Fin');
    await claire.keyboard.press('Enter');
    await claire.locator('.entry.agent .text', { hasText: /Fin$/ }).waitFor();
    expect(await focused()).to.equal('writing');
    await claire.keyboard.press('Shift+Tab');
    await claire.keyboard.press('?');
    await claire.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await shoot(claire, 'help');
    await claire.keyboard.press('Escape');
    expect(await focused()).to.equal('Réponses types');
    await claire.locator('dialog header').waitFor({ state: 'detached' });
    await claire.keyboard.press('r');
    await eventually(async () => ((await focused()) === 'writing' ? true : undefined));
    await claire.keyboard.press('Shift+Tab');
    await claire.keyboard.press('c');
    await claire.getByRole('dialog', { name: 'Clore le dossier' }).waitFor();
    await claire.keyboard.press('Enter');
    await claire.locator('.notice', { hasText: 'clos' }).waitFor();
    expect(await claire.locator('dialog[open]').count()).to.equal(0);
  });

  it('fits a phone, in the dark and in English', async () => {
    const staff = await person();
    const claire = await agent('Claire Martin', { viewport: PHONE, colorScheme: 'dark', locale: 'en-GB' });
    expect(await claire.locator('html').getAttribute('lang')).to.equal('en');
    await shoot(claire, 'phone-list');
    expect(await violations(claire)).to.deep.equal([]);
    await openFirst(claire);
    await act(claire, 'Accept');
    await write(claire, 'Bonjour !');
    await hear(staff, 'Bonjour !');
    await shoot(claire, 'phone-talk');
    expect(await violations(claire)).to.deep.equal([]);
    for (const pane of ['Request', 'History']) {
      await claire.locator('.panes').getByRole('button', { name: pane }).click();
      await shoot(claire, `phone-${pane.toLowerCase()}`);
      expect(await violations(claire)).to.deep.equal([]);
    }
    const widths = await claire.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
    expect(widths[0]).to.equal(widths[1]);
    await claire.getByRole('link', { name: 'Back to the list' }).click();
    await claire.locator('.tabs').waitFor();
    await claire.getByRole('button', { name: 'FR Français' }).click();
    await claire.getByRole('button', { name: /Les miens/ }).click();
    await claire.locator('.cases a', { hasText: 'Compte bloqué' }).click();
    await end(claire);
  });

  it('shows everything to auditors, and nothing to press', async () => {
    const claire = await agent('Claire Martin');
    await person();
    const odile = await agent('Odile Blanc', {}, 'auditor');
    await openFirst(odile);
    await odile.getByText('Lecture seule').waitFor();
    expect(await odile.locator('.acts button, .composer').count()).to.equal(0);
    expect(await violations(odile)).to.deep.equal([]);
    await openFirst(claire);
    await act(claire, 'Prendre');
    await end(claire);
  });

  it('says how to come in, and when the line is broken', async () => {
    const stranger = await openPage({});
    await stranger.goto(`${app.url}/desk`);
    await stranger.getByText('ouvrez votre lien d’invitation').waitFor();
    expect(await violations(stranger)).to.deep.equal([]);
    await shoot(stranger, 'sign-in');

    const claire = await agent('Claire Martin');
    await claire.context().setOffline(true);
    await claire.locator('.offline').waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await claire.context().setOffline(false);
    await claire.locator('.offline').waitFor({ state: 'detached', timeout: 15_000 });
    await claire.locator('summary').click();
    await claire.getByRole('button', { name: 'Se déconnecter' }).click();
    await claire.getByText('ouvrez votre lien d’invitation').waitFor();
  });

  it('runs no script but its own, and stands in no frame', async () => {
    const { headers } = await fetch(`${app.url}/desk`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy)
      .to.match(/script-src 'nonce-[^']+';/)
      .and.to.include("frame-ancestors 'none'");
    expect(policy).not.to.match(/unsafe|https?:/);
  });
});
