import { expect } from 'chai';
import type { Browser, Frame, Page } from 'playwright-core';
import { startApp, type TestApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { hear, press, shoot } from '../helpers/chat.ts';
import { act, notice, openFirst, setDeskStage } from '../helpers/desk-stage.ts';
import { type Portal, startPortal } from '../helpers/portal.ts';

/** Switches all styles off, those of elements too. */
const PLAIN = `(() => {
  const roots = [document, ...[...document.querySelectorAll('*')].map((one) => one.shadowRoot).filter(Boolean)];
  for (const root of roots) {
    for (const sheet of root.styleSheets) sheet.disabled = true;
    root.adoptedStyleSheets = [];
    for (const one of root.querySelectorAll('[style]')) one.removeAttribute('style');
  }
})()`;

/** The parts stand in a text, one after the other. */
function inOrder(text: string, parts: readonly string[]): void {
  let place = -1;
  for (const part of parts) {
    const next = text.indexOf(part, place + 1);
    expect(next, `${part} after ${text.slice(Math.max(0, place), place + 40)}`).to.be.above(place);
    place = next;
  }
}

describe('without any style', function () {
  this.timeout(60_000);
  let browser: Browser;
  let app: TestApp;
  let portal: Portal;

  before(async () => {
    portal = await startPortal();
    app = await startApp({ WEBCHAT_ORIGINS: portal.url });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
    portal.close();
  });

  /** The texts that can be seen, in the order in which they are. */
  const seen = (chat: Page | Frame) => chat.evaluate('document.body.innerText') as Promise<string>;
  const SAID = [
    'Assistance messagerie académique',
    'Vous parlez à un assistant automatique.',
    'Que se passe-t-il',
    'Mot de passe expiré',
    'double authentification',
    'Oui',
    'Votre message',
    'Envoyer',
  ];

  it('the chat can be read in its order', async () => {
    const page = await browser.newPage();
    await page.goto(`${app.url}/webchat?academy=paris&locale=fr`);
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    await page.evaluate(PLAIN);
    inOrder(await seen(page), SAID);
    await shoot(page, 'no-style-chat');
    await page.close();
  });

  it('the pages around the chat can be read in their order', async () => {
    for (const path of ['/', '/privacy', '/legal', '/accessibility', '/webchat/demo']) {
      const page = await browser.newPage();
      await page.goto(`${app.url}${path}?locale=fr`);
      const styled = await seen(page);
      await page.evaluate(PLAIN);
      const lines = styled.split('\n').filter((line) => line.trim());
      const plain = await seen(page);
      expect(
        lines.filter((line) => !plain.includes(line)),
        path,
      ).to.deep.equal([]);
      const headings = (await page.locator('h1, h2').allTextContents()).map((one) => `${one}\n`);
      inOrder(plain, [...headings, 'Vos données\n', 'Mentions légales\n', 'English']);
      await page.close();
    }
  });

  it('the launcher stands behind the portal’s page, and the chat behind the launcher', async () => {
    portal.body = `<script src="${app.url}/webchat/embed.js" data-academy="paris" defer></script>`;
    const page = await browser.newPage();
    await page.goto(portal.url);
    await page.getByRole('button', { name: 'Un problème de messagerie ?' }).click();
    const frame = await (await page.waitForSelector('.panel iframe')).contentFrame();
    if (!frame) throw new Error('no frame');
    await hear(frame, 'Que se passe-t-il');
    await page.evaluate(PLAIN);
    const order = await page.evaluate(`[
      document.querySelector('h1').getBoundingClientRect().top,
      ...['button.launcher', '.panel'].map((one) => document.querySelector('#permanence-assistance').shadowRoot.querySelector(one).getBoundingClientRect().top),
    ]`);
    const places = order as number[];
    expect(places).to.deep.equal(places.toSorted((one, other) => one - other));
    await page.getByRole('button', { name: 'Fermer l’assistance' }).first().click();
    expect(await page.getByRole('dialog').isVisible()).to.equal(false);
    await shoot(page, 'no-style-embed');
    await page.close();
  });
});

describe('the desk without any style', function () {
  this.timeout(60_000);
  const stage = setDeskStage();

  it('can be read in its order: bar, lists, case, conversation, what is written, request', async () => {
    const claire = await stage.agent('Claire Martin');
    await stage.person();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await notice(claire, 'L’assistant se tait');
    await claire.locator('.acts button', { hasText: 'Transférer' }).waitFor();
    await claire.locator('.cases a').waitFor();
    await claire.evaluate(PLAIN);
    const text = (await claire.evaluate('document.body.innerText')) as string;
    inOrder(text, [
      ...['Permanence', 'Disponible', 'Incidents', 'En attente', 'Les miens', 'Terminés'],
      ...['Transférer', 'Rendre à l’assistant', 'N’essayez plus', 'C’est envoyé', 'Message', 'Note interne'],
      ...['Envoyer\n', 'Demande\n', 'Académie\n', 'Historique\n'],
    ]);
    await claire.screenshot({ path: '.screenshots/no-style-desk.png' });
  });
});
