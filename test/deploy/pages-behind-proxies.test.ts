import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { invite } from '../../src/desk/sign-in/invitations.ts';
import { type Clock, createClock, startApp, type TestApp } from '../helpers/app.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { bubbles, hear, press, say } from '../helpers/chat.ts';
import { act, openFirst, read, write } from '../helpers/desk-stage.ts';
import { type RunningSample, startSample } from '../helpers/proxies.ts';
import { type SchoolProxy, type SocketManners, startProxy } from '../helpers/proxy.ts';
import { installedSamples, NAME } from '../helpers/proxy-samples.ts';

const PATIENCE = 30_000;

// The chat and the desk as people have them, in a browser, over HTTPS; between sample and service a line that can be spoilt.
for (const sample of installedSamples()) {
  describe(`pages behind the sample for ${sample.name}`, function () {
    this.timeout(120_000);
    let clock: Clock;
    let app: TestApp;
    let line: SchoolProxy;
    let proxy: RunningSample;
    let browser: Browser;

    beforeEach(async () => {
      clock = createClock();
      app = await startApp({ PUBLIC_URL: `https://${NAME}`, TRUSTED_PROXIES: '127.0.0.1' }, clock);
      line = await startProxy(app.url);
      proxy = await startSample(sample, line.url);
      browser = await launchBrowser(`--host-resolver-rules=MAP ${NAME}:443 127.0.0.1:${proxy.https}`);
    });
    afterEach(async () => {
      await browser?.close();
      proxy?.stop();
      line?.close();
      await app.close();
    });

    const open = async (path: string): Promise<Page> => {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'fr-FR' });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      await page.goto(`https://${NAME}${path}`);
      return page;
    };
    const newcomer = async (): Promise<Page> => {
      const page = await open('/webchat?academy=paris&locale=fr');
      await hear(page, 'assistant automatique', PATIENCE);
      return page;
    };
    const agent = async (): Promise<Page> => {
      const marie = { name: 'Marie', role: 'agent', academies: ['paris'], groups: [] } as const;
      const page = await open(`/desk/invitation?token=${await invite(app.store, marie, clock.now())}`);
      await page.locator('form button').click();
      await page.locator('.tabs').waitFor();
      // A new agent is on duty.
      await page.locator('[role=switch][aria-checked=true]').waitFor();
      return page;
    };

    it('show a person and an agent to each other as they write, also after the line was cut', async () => {
      const desk = await agent();
      const chat = await newcomer();
      const sockets: string[] = [];
      chat.on('websocket', (socket) => sockets.push(socket.url()));
      await press(chat, 'Compte bloqué');
      await press(chat, 'À l’instant');
      await hear(chat, 'Je vous préviendrai', PATIENCE);
      await say(chat, 'une personne');
      await press(chat, 'Aucun message affiché');
      await press(chat, 'À l’instant');
      await press(chat, 'Envoyer à l’équipe');
      await openFirst(desk);
      await act(desk, 'Prendre');
      await write(desk, 'Bonjour, ici Marie');
      await hear(chat, 'ici Marie', PATIENCE);

      // Streams and sockets end at once, and for a while nobody is there.
      line.cut();
      await chat.locator('.notice', { hasText: 'Connexion perdue' }).waitFor();
      line.restore();
      await chat.locator('.notice').waitFor({ state: 'detached' });
      await say(chat, 'êtes-vous encore là ?');
      await read(desk, 'encore là');
      await write(desk, 'Oui, toujours');
      await hear(chat, 'toujours', PATIENCE);
      expect(await bubbles(chat, 'encore là').count()).to.equal(1);
      expect(sockets.every((url) => url.startsWith(`wss://${NAME}/`))).to.equal(true);
      expect(sockets).to.not.deep.equal([]);
    });

    for (const manners of ['refuse', 'mute'] satisfies SocketManners[]) {
      it(`talk where the line does this to WebSockets: ${manners}`, async () => {
        line.manners = manners;
        const chat = await newcomer();
        await press(chat, 'Mot de passe expiré');
        await hear(chat, 'double authentification', PATIENCE);
        await say(chat, 'nan pas du tout');
        await hear(chat, 'portail Arena', PATIENCE);
        expect(await chat.locator('.not-sent, .notice').count()).to.equal(0);
      });
    }
  });
}
