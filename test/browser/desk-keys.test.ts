import { expect } from 'chai';
import { notice, setDeskStage } from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';

/** As on a machine that has no time to draw. */
const NO_FRAMES = 'window.requestAnimationFrame = () => 0';
/** Notes where the focus is in the moment in which the writing box comes. */
const WATCH = `new MutationObserver((changes, watch) => {
  if (!document.getElementById('writing')) return;
  watch.disconnect();
  window.focusedAtFirst = document.activeElement.id;
}).observe(document.body, { childList: true, subtree: true })`;

describe('the desk under fast hands', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  it('loses no key and takes none for another, however late the next frame is', async () => {
    const claire = await stage.agent('Claire Martin');
    await stage.person();
    await claire.locator('.cases a').waitFor();
    await claire.evaluate(NO_FRAMES);
    const { keyboard } = claire;
    const writing = claire.locator('#writing');
    await keyboard.press('j');
    await keyboard.press('Enter');
    await claire.locator('.acts button[aria-disabled=false]').waitFor();
    await claire.evaluate(WATCH);
    await keyboard.press('a');
    await writing.waitFor();
    // A letter more would have been the shortcut that hands the case back.
    await eventually(() => claire.evaluate('window.focusedAtFirst'));
    expect(await claire.evaluate('window.focusedAtFirst')).to.equal('writing');

    await keyboard.press('/');
    const second = claire.locator('[role=option]').nth(1);
    await second.waitFor();
    const reply = await second.locator('span').textContent();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await keyboard.type(' Bien à vous');
    expect(await writing.inputValue()).to.equal(`${reply} Bien à vous`);

    await keyboard.press('Shift+Tab');
    await keyboard.press('r');
    await keyboard.type(', Claire');
    expect(await writing.inputValue()).to.equal(`${reply} Bien à vous, Claire`);
    await writing.fill('');

    // What is searched for before the replies are there counts when they are.
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await claire.route('**/replies?*', async (route) => {
      await held;
      await route.continue();
    });
    await keyboard.press('/');
    await keyboard.type('zzz');
    release();
    await claire.getByRole('dialog').getByText('Aucune réponse').waitFor();
    // The first empties the search.
    await keyboard.press('Escape');
    await eventually(async () =>
      (await claire.locator('dialog [type=search]').inputValue()) === '' ? true : undefined,
    );
    await keyboard.press('Escape');
    await keyboard.type('Bonjour');
    await claire.locator('dialog header').waitFor({ state: 'detached' });
    await keyboard.type(' Madame');
    expect(await writing.inputValue()).to.equal('Bonjour Madame');
  });

  it('goes on with a note that is begun while the case is being taken', async () => {
    const claire = await stage.agent('Claire Martin');
    await stage.person();
    await claire.locator('.cases a').waitFor();
    await claire.keyboard.press('j');
    await claire.keyboard.press('Enter');
    await claire.locator('.acts button[aria-disabled=false]').waitFor();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await claire.route('**/accept?*', async (route) => {
      await held;
      await route.continue();
    });
    await claire.keyboard.press('a');
    await claire.keyboard.press('n');
    await claire.keyboard.type('Déjà appelé');
    release();
    await notice(claire, 'L’assistant se tait');
    await claire.getByRole('button', { name: 'Transférer' }).waitFor();
    await claire.keyboard.type(' hier.');
    await claire.keyboard.press('Enter');
    await claire.locator('.entry.note', { hasText: 'Déjà appelé hier.' }).waitFor();
    expect(await claire.locator('.entry.agent').count()).to.equal(0);
  });
});
