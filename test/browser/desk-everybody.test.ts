import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { violations } from '../helpers/axe.ts';
import { say } from '../helpers/chat.ts';
import {
  act,
  type Look,
  notice,
  openFirst,
  setDeskStage,
  shoot,
  useAllDay,
  write,
} from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';
import { isWellNested, SPACING, sideways } from '../helpers/measure.ts';

const HOUR = 3_600_000;
const SCHEMES: readonly (Look & { readonly name: string })[] = [
  { name: 'light' },
  { name: 'dark', colorScheme: 'dark' },
  { name: 'forced colours', forcedColors: 'active' },
  { name: 'forced colours, dark', forcedColors: 'active', colorScheme: 'dark' },
];
/** Pixels of the conversation that can be read at least. */
const READABLE = 150;

describe('the desk for everybody', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  /** An agent with a case of their own open. */
  async function busy(look = {}): Promise<Page> {
    const claire = await stage.agent('Claire Martin', look);
    await stage.person();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await notice(claire, 'L’assistant se tait');
    return claire;
  }
  const told = (page: Page, id = 'polite') => page.locator(`#${id}`).textContent();

  for (const [width, height] of [
    [320, 568],
    [320, 256],
    [360, 640],
    [360, 340],
    [640, 320],
    [640, 360],
    [640, 400],
    [1024, 768],
    [1280, 800],
  ] as const) {
    it(`can be used in a window of ${width} × ${height}, also with wide text`, async () => {
      const claire = await busy({ viewport: { width, height } });
      for (const spaced of [false, true]) {
        if (spaced) await claire.evaluate(SPACING);
        expect(await sideways(claire), `spaced: ${spaced}`).to.deep.equal([]);
        expect(await claire.evaluate(`document.querySelector('.log').clientHeight`)).to.be.at.least(READABLE);
        expect(await isWellNested(claire)).to.equal(true);
        expect(await violations(claire), `spaced: ${spaced}`).to.deep.equal([]);
        await shoot(claire, `${width}x${height}${spaced ? '-spaced' : ''}`);
      }
      await write(claire, 'Bonjour, je regarde.');
      await claire.locator('.log li', { hasText: 'Bonjour, je regarde.' }).waitFor();
    });
  }

  for (const { name, ...look } of SCHEMES) {
    it(`has nothing that axe objects to, in each state: ${name}`, async () => {
      const claire = await stage.agent('Claire Martin', { viewport: { width: 1280, height: 800 }, ...look });
      expect(await violations(claire), 'nobody waits').to.deep.equal([]);
      await stage.person();
      await claire.locator('.cases a').waitFor();
      expect(await violations(claire), 'somebody waits').to.deep.equal([]);
      await openFirst(claire);
      await act(claire, 'Prendre');
      await notice(claire, 'L’assistant se tait');
      await claire.locator('#writing').waitFor();
      expect(await violations(claire), 'a case').to.deep.equal([]);
      await shoot(claire, `case-${name.replace(/\W+/g, '-')}`);
      for (const button of ['Transférer', 'Rendre à l’assistant', 'Clore']) {
        await act(claire, button);
        await claire.getByRole('dialog').locator('form, .empty').first().waitFor();
        expect(await violations(claire), button).to.deep.equal([]);
        await claire.keyboard.press('Escape');
        await claire.locator('dialog header').waitFor({ state: 'detached' });
      }
      await claire.getByRole('button', { name: 'Note interne', exact: true }).click();
      expect(await violations(claire), 'a note').to.deep.equal([]);
      await shoot(claire, `note-${name.replace(/\W+/g, '-')}`);
    });
  }

  it('shows in forced colours what is on, chosen and open, and a note apart from a message', async () => {
    const claire = await busy({ viewport: { width: 1280, height: 800 }, forcedColors: 'active' });
    await claire.locator('#writing').waitFor();
    const backgroundOf = (selector: string) =>
      claire.evaluate(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
    expect(await backgroundOf('.tabs [aria-pressed=true]')).not.to.equal(
      await backgroundOf('.tabs [aria-pressed=false]'),
    );
    expect(await backgroundOf('.mode[aria-pressed=true]')).not.to.equal(
      await backgroundOf('.mode[aria-pressed=false]'),
    );
    await shoot(claire, 'forced');
  });

  it('lets a lead announce an incident in a small window: all named, nothing cut, the focus seen', async () => {
    const lead = await stage.agent('Claire Martin', { viewport: { width: 320, height: 256 } }, 'lead');
    await lead.getByRole('button', { name: 'Incidents' }).click();
    const dialog = lead.getByRole('dialog');
    const begins = dialog.getByLabel('Début (vide, c’est maintenant)');
    await begins.waitFor();
    for (const spaced of [false, true]) {
      if (spaced) await lead.evaluate(SPACING);
      expect(await sideways(lead), `spaced: ${spaced}`).to.deep.equal([]);
      expect(await violations(lead)).to.deep.equal([]);
    }
    await begins.focus();
    const outline = `getComputedStyle(document.activeElement).outlineStyle`;
    expect(await lead.evaluate(outline)).to.equal('solid');
    await lead.keyboard.press('Tab');
    expect(await lead.evaluate(outline)).to.equal('solid');
    const french = dialog.getByLabel('Texte français (obligatoire)');
    await french.fill('Le portail est en panne : acceptez le certificat.');
    await dialog.getByRole('button', { name: 'Annoncer', exact: true }).click();
    await dialog.locator('#incident-fault').waitFor();
    expect(await french.getAttribute('aria-describedby')).to.equal('incident-fault');
    expect(await told(lead, 'assertive')).to.equal(await dialog.locator('#incident-fault').textContent());
    const top = `document.querySelector('#incident-fault').getBoundingClientRect().top`;
    expect(await lead.evaluate(`${top} > 0 && ${top} < innerHeight - 20`)).to.equal(true);
    await shoot(lead, 'incidents-320x256');
  });

  it('tells who writes, what the person says in their language, and a lost line', async () => {
    const claire = await stage.agent('Claire Martin');
    const person = await stage.person();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await notice(claire, 'L’assistant se tait');
    await person.locator('.who-speaks', { hasText: 'Claire Martin' }).waitFor();
    await person.locator('#writing').pressSequentially('mer');
    await eventually(async () => ((await told(claire))?.includes('La personne écrit') ? true : undefined));
    await say(person, 'merci');
    await eventually(async () => ((await told(claire))?.includes('merci') ? true : undefined));
    expect(await claire.locator('#polite').getAttribute('lang')).to.equal('fr');
    expect(await claire.locator('.entry.person .text').last().getAttribute('lang')).to.equal('fr');
    await claire.context().setOffline(true);
    await eventually(async () =>
      (await told(claire, 'assertive'))?.includes('Connexion perdue') ? true : undefined,
    );
    await claire.context().setOffline(false);
    await eventually(async () => ((await told(claire))?.includes('Connexion rétablie') ? true : undefined));
  });

  it('keeps the focus on a button whose act fails', async () => {
    const claire = await stage.agent('Claire Martin');
    await stage.person();
    await openFirst(claire);
    const accept = claire.locator('.acts').getByRole('button', { name: 'Prendre', exact: true });
    await claire.locator('.acts [aria-disabled=false]').waitFor();
    await claire.route('**/accept?*', (route) => route.abort());
    await accept.focus();
    await claire.keyboard.press('Enter');
    await claire.locator('.notice.bad').waitFor();
    expect(await claire.evaluate('document.activeElement.textContent.trim()')).to.equal('Prendre');
  });

  it('says in good time that the session ends, lets it be put off, and says when it is over', async () => {
    const claire = await stage.agent('Claire Martin');
    await useAllDay(claire, stage.clock);
    await claire.locator('.offline', { hasText: 'se termine dans 10 min' }).waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await claire.getByRole('button', { name: 'Rester connecté' }).click();
    await claire.locator('.offline').waitFor({ state: 'detached' });
    await eventually(async () => (await told(claire))?.includes('prolongée') || undefined);
    stage.clock.advance(3 * HOUR);
    await claire.getByRole('switch').click();
    await claire.getByText('Votre session est terminée').first().waitFor();
    await eventually(
      async () => (await claire.evaluate('document.activeElement.tagName')) === 'H1' || undefined,
    );
    expect(await claire.title()).not.to.match(/^\(/);
    expect(await told(claire, 'assertive')).to.include('Votre session est terminée');
    await claire.getByRole('link', { name: /Accessibilité/ }).waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await shoot(claire, 'session-over');
  });
});
