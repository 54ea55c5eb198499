import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { hear, listenIn, press, say } from '../helpers/chat.ts';
import { act, notice, openFirst, setDeskStage, shoot, write } from '../helpers/desk-stage.ts';

describe('what a person keeps of a conversation, and what is erased', function () {
  this.timeout(90_000);
  const stage = setDeskStage();
  const option = async (page: Page, name: string) => {
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('button', { name }).click();
  };
  const rows = () => stage.app.store.db.selectFrom('conversation').select('id').execute();

  it('is kept as text: who said what and when, in order, without what is secret', async () => {
    const page = await stage.newcomer();
    await say(page, 'mon mot de passe est Soleil-1987! et mon compte est bloqué');
    await hear(page, 'échecs');
    const saved = page.waitForEvent('download');
    await option(page, 'Garder une copie (texte)');
    const download = await saved;
    expect(download.suggestedFilename()).to.equal('assistance-messagerie.txt');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('\ufeffAssistance messagerie académique\n')).to.equal(true);
    expect(text).not.to.include('Soleil');
    const at = /\[[^\]]*23[^\]]*2026[^\]]*09:00[^\]]*\] /g;
    const speakers = [...text.matchAll(/^\[.*?\] (.*)$/gm)].map(([, who]) => who);
    expect(speakers).to.deep.equal(await page.locator('.message .by').allTextContents());
    expect(text.match(at)).to.have.length(speakers.length);
    expect(text).to.match(/\] Vous\nmon mot de passe est .* et mon compte est bloqué\n/);
    // The options stay open: more can be done.
    expect(await page.getByRole('dialog').isVisible()).to.equal(true);
  });

  it('is erased with its request, at once, and told here and at the desk; then there is a new one', async () => {
    const claire = await stage.agent('Claire Martin');
    const page = await stage.person();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await write(claire, 'Bonjour');
    await hear(page, 'Bonjour');
    const [before] = await rows();
    const told = await listenIn(page);
    await option(page, 'Terminer et effacer');
    await page.getByRole('button', { name: 'Tout effacer' }).click();
    const receipt = (await page.locator('dialog code').textContent()) ?? '';
    const kept = await stage.app.store.db.selectFrom('receipt').selectAll().execute();
    expect(kept.map(({ id, act, subject }) => [id, act, subject])).to.deep.equal([
      [receipt, 'erase', before?.id],
    ]);
    expect(await rows()).to.deep.equal([]);
    expect(await told()).to.include('polite: La discussion est effacée.');
    expect(await page.locator('.message').count()).to.equal(0);
    // At once, not when the desk looks again by itself.
    await claire.locator('.cases a').waitFor({ state: 'detached', timeout: 5000 });
    await notice(claire, 'La personne a pu effacer sa discussion');
    expect(await claire.locator('.log').count()).to.equal(0);
    expect(await claire.locator('#assertive').textContent()).to.include('La personne a pu effacer');
    expect(await claire.evaluate('document.activeElement !== document.body')).to.equal(true);
    await shoot(claire, 'erased');
    await page.getByRole('button', { name: 'Nouvelle discussion' }).click();
    await hear(page, 'assistant automatique');
    expect(await page.evaluate('document.activeElement !== document.body')).to.equal(true);
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    expect((await rows()).map(({ id }) => id)).not.to.include(before?.id);
  });

  it('begins anew also when the message with the receipt is closed by Escape', async () => {
    const page = await stage.newcomer();
    await option(page, 'Terminer et effacer');
    await page.getByRole('button', { name: 'Tout effacer' }).click();
    await page.locator('dialog code').waitFor();
    await page.keyboard.press('Escape');
    await hear(page, 'assistant automatique');
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
  });

  it('stays whole where the connection fails, which is said, and can be erased after', async () => {
    const page = await stage.newcomer();
    await press(page, 'Compte bloqué');
    await hear(page, 'échecs');
    const told = await listenIn(page);
    await page.route('**/v3/directline/conversations/*', (route) =>
      route.request().method() === 'DELETE' ? route.abort() : route.continue(),
    );
    await option(page, 'Terminer et effacer');
    await page.getByRole('button', { name: 'Tout effacer' }).click();
    await page.locator('dialog .fault', { hasText: 'Rien n’a été effacé' }).waitFor();
    expect((await told()).at(-1)).to.match(/^assertive: Rien n’a été effacé/);
    expect(await rows()).to.have.length(1);
    await page.getByRole('button', { name: 'Annuler' }).click();
    await press(page, 'À l’instant');
    await hear(page, 'Je vous préviendrai');
    await page.unrouteAll();
    await option(page, 'Terminer et effacer');
    await page.getByRole('button', { name: 'Tout effacer' }).click();
    await page.locator('dialog code').waitFor();
    expect(await rows()).to.deep.equal([]);
  });
});
