import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { MAX_STREAMS } from '../../src/desk/http/stream.ts';
import { violations } from '../helpers/axe.ts';
import {
  act,
  bubbles,
  deafen,
  end,
  hear,
  notice,
  openFirst,
  setDeskStage,
  shoot,
  write,
} from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';

describe('the desk in Chromium, when something goes wrong,', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  it('keeps a message that did not arrive, and sends it again once', async () => {
    const claire = await stage.agent('Claire Martin');
    const staff = await stage.person();
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
    const claire = await stage.agent('Claire Martin');
    const lea = await stage.agent('Léa Roux', {}, 'lead');
    await stage.person();
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
    await notice(claire, 'chez Léa Roux');
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

  it('says how to come in, and when the line is broken', async () => {
    const stranger = await stage.openPage({});
    await stranger.goto(`${stage.app.url}/desk`);
    await stranger.getByText('ouvrez votre lien d’invitation').waitFor();
    expect(await violations(stranger)).to.deep.equal([]);
    await shoot(stranger, 'sign-in');

    const claire = await stage.agent('Claire Martin');
    await claire.context().setOffline(true);
    await claire.locator('.offline').waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await claire.context().setOffline(false);
    await claire.locator('.offline').waitFor({ state: 'detached', timeout: 15_000 });
    await claire.locator('summary').click();
    await claire.getByRole('button', { name: 'Se déconnecter' }).click();
    await claire.getByText('ouvrez votre lien d’invitation').waitFor();
  });

  it('keeps what is being written when the session ends', async () => {
    const claire = await stage.agent('Claire Martin');
    const staff = await stage.person();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await claire.locator('#writing').waitFor();
    await claire.getByRole('button', { name: 'Note interne', exact: true }).click();
    await claire.locator('#writing').fill('À rappeler demain.');
    await claire.getByRole('button', { name: 'Message', exact: true }).click();
    await claire.context().clearCookies();
    await write(claire, 'Votre compte est débloqué.');
    await claire.getByText('ouvrez votre lien d’invitation').waitFor();
    await stage.signIn(claire, 'Claire Martin');
    await claire.getByRole('button', { name: /Les miens/ }).click();
    await openFirst(claire);
    const written = () => claire.locator('#writing').inputValue();
    await claire.locator('#writing').waitFor();
    expect(await written()).to.equal('Votre compte est débloqué.');
    await claire.locator('#writing').press('Enter');
    await hear(staff, 'Votre compte est débloqué.');
    await claire.getByRole('button', { name: 'Note interne', exact: true }).click();
    await eventually(async () => ((await written()) === 'À rappeler demain.' ? true : undefined));

    // What was sent does not come back, and nothing stays behind after the way out.
    await claire.reload();
    await claire.locator('#writing').waitFor();
    expect(await written()).to.equal('');
    await claire.locator('summary').click();
    await claire.getByRole('button', { name: 'Se déconnecter' }).click();
    await claire.getByText('ouvrez votre lien d’invitation').waitFor();
    expect(await claire.evaluate<number>('sessionStorage.length')).to.equal(0);
  });

  it('says when too many tabs are open, and goes on once one is closed', async () => {
    const claire = await stage.agent('Claire Martin');
    const tabs: Page[] = [];
    for (let opened = 1; opened < MAX_STREAMS; opened++) {
      const tab = await claire.context().newPage();
      const listening = tab.waitForResponse(/stream/);
      await tab.goto(`${stage.app.url}/desk`);
      await listening;
      tabs.push(tab);
    }
    const fifth = await claire.context().newPage();
    await fifth.goto(`${stage.app.url}/desk`);
    await fifth.locator('.offline', { hasText: 'trop d’onglets' }).waitFor();
    await shoot(fifth, 'too-many-tabs');
    await tabs[0]?.close();
    await fifth.locator('.offline').waitFor({ state: 'detached' });
  });
});
