import { expect } from 'chai';
import { hear } from '../helpers/chat.ts';
import { setDeskStage } from '../helpers/desk-stage.ts';

describe('the chat under fast hands', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  it('takes what is typed right after a choice, however late the next frame is', async () => {
    const page = await stage.newcomer();
    await page.evaluate('window.requestAnimationFrame = () => 0');
    await page.locator('.choices').getByRole('button', { name: 'Mot de passe expiré' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('oui');
    await hear(page, 'double authentification');
    expect(await page.locator('#writing').inputValue()).to.equal('oui');
  });

  it('keeps the focus in a dialog whose content is exchanged', async () => {
    const page = await stage.newcomer();
    const focused = () =>
      page.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()');
    await page.getByRole('button', { name: 'Options' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Options' }).waitFor();
    await page.getByRole('button', { name: 'Terminer et effacer' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Terminer et effacer' }).waitFor();
    expect(await focused()).to.equal('dialog-title');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused()).to.equal('⋮Options');
  });
});
