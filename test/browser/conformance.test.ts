import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';

const MODULES = join(import.meta.dirname, '../../node_modules');
const CLIENTS: Readonly<Record<string, string>> = {
  '/webchat.js': join(MODULES, 'botframework-webchat/dist/webchat-minimal.js'),
  '/directline.js': join(MODULES, 'botframework-directlinejs/dist/directline.js'),
};

describe('a portal that has a chat of its own', function () {
  this.timeout(60_000);
  let browser: Browser;
  let app: TestApp;
  let portal: Server;
  let portalUrl: string;

  before(async () => {
    portal = createServer((request, response) => {
      const file = CLIENTS[request.url ?? ''];
      response.writeHead(200, { 'content-type': file ? 'text/javascript' : 'text/html; charset=utf-8' });
      response.end(
        file
          ? readFileSync(file)
          : '<!doctype html><html lang="fr"><title>Portail</title><div id="chat" style="height: 600px"></div>',
      );
    });
    await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
    portalUrl = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
    app = await startApp({ WEBCHAT_ORIGINS: portalUrl });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await app.close();
    portal.close();
  });

  /** A page of the portal with one of the clients and a token. */
  async function open(client: string): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(portalUrl);
    await page.addScriptTag({ url: client });
    await page.evaluate(`(async () => {
      const options = { academy: 'paris', locale: 'fr' };
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('${app.url}/webchat/token', { method: 'POST', headers, body: JSON.stringify(options) });
      window.token = (await answer.json()).token;
      window.domain = '${app.url}/v3/directline';
    })()`);
    return page;
  }

  it('solves a trouble in Bot Framework’s Web Chat, also when it comes back', async () => {
    const page = await open('/webchat.js');
    await page.evaluate(`(() => {
      const directLine = WebChat.createDirectLine({ domain, token });
      WebChat.renderWebChat({ directLine, locale: 'fr-FR' }, document.getElementById('chat'));
    })()`);
    const hear = (text: string) =>
      page.locator('.webchat__bubble__content', { hasText: text }).last().waitFor();
    await hear('assistant automatique');
    await page.getByRole('toolbar').getByRole('button', { name: 'Mot de passe expiré', exact: true }).click();
    await hear('double authentification');
    await page.locator('.webchat__send-box-text-box__input').fill('nan pas du tout');
    await page.keyboard.press('Enter');
    await hear('portail Arena');
    expect(await page.locator('.webchat__activity-status', { hasText: /échoué|failed/i }).count()).to.equal(
      0,
    );
    await page.close();
  });

  for (const webSocket of [true, false]) {
    it(`talks by botframework-directlinejs, ${webSocket ? 'over a WebSocket' : 'by polling'}`, async () => {
      const page = await open('/directline.js');
      const said = await page.evaluate(`new Promise((resolve, reject) => {
        const line = new DirectLine.DirectLine({ domain, token, webSocket: ${webSocket}, pollingInterval: 200 });
        const heard = [];
        line.activity$.subscribe((activity) => {
          heard.push((activity.from.role === 'user' ? 'user: ' : 'bot: ') + activity.text);
          if (activity.suggestedActions && heard.length === 2)
            line.postActivity({ type: 'message', from: { id: '' }, text: 'Mot de passe expiré' }).subscribe(() => {}, reject);
          if (heard.length === 4) resolve(heard);
        }, reject);
      })`);
      expect(said).to.have.length(4);
      expect((said as string[])[2]).to.equal('user: Mot de passe expiré');
      expect((said as string[])[3]).to.include('double authentification');
      await page.close();
    });
  }
});
