import { expect } from 'chai';
import { violations } from '../helpers/axe.ts';
import { press, shoot } from '../helpers/chat.ts';
import { setDeskStage } from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';
import { SPACING, sideways } from '../helpers/measure.ts';

/** As long as a notice may be, which two of them are. */
const LONG = `${'Le portail Arena ne répond plus depuis 8 h 10 et nos équipes y travaillent ; '.repeat(3).slice(0, 198)}.`;
/** Windows, and the pixels of the conversation that are left at least. */
const WINDOWS = [
  [360, 640, 300],
  [360, 340, 100],
  [640, 360, 150],
  [320, 256, 70],
] as const;

describe('the chat while something is out of order', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  it('still has room for what is said, in any window, and every word can be reached', async () => {
    const lead = await stage.agent('Claire Martin', {}, 'lead');
    const notice = { academies: ['paris'], severity: 'degraded', endsAt: null, fr: LONG, en: LONG };
    for (const system of ['portal', 'webmail']) {
      await lead.getByRole('button', { name: 'Incidents' }).click();
      const dialog = lead.getByRole('dialog');
      await dialog.getByLabel('Ce qui ne marche pas').selectOption(system);
      await dialog.getByLabel('Texte français').fill(notice.fr);
      await dialog.getByLabel('Texte anglais').fill(notice.en);
      await dialog.getByRole('button', { name: 'Annoncer', exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
    const page = await stage.newcomer();
    await page.locator('.incident').nth(1).waitFor();
    await press(page, 'Compte bloqué');
    await page.locator('.message.user + .message.bot').waitFor();
    // Not by `waitForFunction`, which evaluates text in the page as soon as it has to look twice; the page's policy forbids that.
    const holds = (expression: string) =>
      eventually(async () => (await page.evaluate(expression)) || undefined);
    for (const [width, height, least] of WINDOWS) {
      await page.setViewportSize({ width, height });
      // The page is told of its new window after a while.
      await holds(`innerHeight === ${height} && document.documentElement.scrollHeight === ${height}`);
      await shoot(page, `chat-notices-${width}x${height}`);
      const log = await page.evaluate(`document.querySelector('.log').clientHeight`);
      expect(log, `${width} × ${height}`).to.be.at.least(least);
      expect(await sideways(page)).to.deep.equal([]);
      expect(await violations(page)).to.deep.equal([]);
    }
    const region = page.getByRole('region', { name: 'Incidents en cours' });
    await region.focus();
    await page.keyboard.press('End');
    await holds(`document.querySelector('.incidents').scrollTop > 0`);
    // What is out of order is not known any more once the line is lost, and that is said in its place.
    await page.context().setOffline(true);
    await page.locator('.notice.bad', { hasText: 'Connexion perdue' }).waitFor({ timeout: 20_000 });
    expect(await region.count()).to.equal(0);
    expect(await page.evaluate(`document.querySelector('.log').clientHeight`)).to.be.at.least(40);
    await shoot(page, 'chat-notices-lost-320x256');
    await page.context().setOffline(false);
    await region.waitFor({ timeout: 30_000 });
    await page.evaluate(SPACING);
    expect(await sideways(page)).to.deep.equal([]);
    // One line at least.
    expect(await page.evaluate(`document.querySelector('.log').clientHeight`)).to.be.at.least(24);
  });
});
