import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { readAloud } from '../helpers/accessibility-tree.ts';
import { violations } from '../helpers/axe.ts';
import { enterContentRoom } from '../helpers/content-room.ts';
import { type Look, setDeskStage, shoot, useAllDay } from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';
import { isWellNested, SPACING, sideways } from '../helpers/measure.ts';

const HOUR = 3_600_000;
const SCHEMES: readonly (Look & { readonly name: string })[] = [
  { name: 'light' },
  { name: 'dark', colorScheme: 'dark' },
  { name: 'forced colours', forcedColors: 'active' },
  { name: 'forced colours, dark', forcedColors: 'active', colorScheme: 'dark' },
];

describe('the content room for everybody', function () {
  this.timeout(120_000);
  const stage = setDeskStage();

  const focused = async (page: Page) =>
    (
      await page.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()')
    ).replaceAll('\u00a0', ' ');
  const told = (page: Page, id = 'polite') => page.locator(`#${id}`).textContent();
  /** Goes on by Tab until the focus is on an element of that name, as a person does who sees or hears where they are. */
  async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
    const seen: string[] = [];
    for (let tabs = 0; tabs < 80; tabs++) {
      await page.keyboard.press(key);
      const here = await page.evaluate<string>(
        `(({ id, labels, textContent }) => labels?.[0]?.textContent.trim() || textContent.trim() || id)(document.activeElement)`,
      );
      if (here.replaceAll('\u00a0', ' ').startsWith(name)) return;
      seen.push(here.slice(0, 30));
    }
    throw new Error(`no way to ${name} by ${key}, but to ${seen.join(' | ')}`);
  }
  /** Takes something into the draft, by the keyboard. */
  async function takeByKeys(page: Page, kind: string, words: string, name = words): Promise<void> {
    await page.getByLabel('Que voulez-vous changer ?').focus();
    await page.keyboard.type(kind);
    await page.keyboard.press('Tab');
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await page.locator('.found button').first().waitFor();
    expect(await told(page)).to.match(/Trouvé/);
    await tabTo(page, name);
    await page.keyboard.press('Enter');
    await page.locator('.found').waitFor({ state: 'detached' });
  }
  async function draftOf(page: Page): Promise<void> {
    await page.getByLabel('Titre du nouveau brouillon').focus();
    await page.keyboard.type('Rentrée');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Rentrée' }).waitFor();
    expect(await focused(page)).to.equal('draft-title');
  }
  const minutes = (page: Page) => page.getByLabel('Minutes');

  it('is worked by the keyboard alone, from an empty draft to what is published and taken back', async () => {
    const lead = await enterContentRoom(stage, 'Inès', 'lead', '*');
    await lead.keyboard.press('Tab');
    expect(await focused(lead)).to.equal('Aller au contenu');
    await lead.keyboard.press('Enter');
    expect(await focused(lead)).to.equal('drafts');
    await draftOf(lead);
    await takeByKeys(lead, 'Texte', 'thanks');
    expect(await focused(lead)).to.equal('Texte : thanks');
    await lead.keyboard.press('Tab');
    await lead.keyboard.press('ControlOrMeta+a');
    await lead.keyboard.type('Acceptez le certificat.');
    const french = lead.getByLabel('Français');
    await lead.locator('.wrong').waitFor();
    // What is wrong is tied to the field, and read with it.
    expect(await french.getAttribute('aria-invalid')).to.equal('true');
    const faults = await french.evaluate(
      (field: {
        getAttribute(name: string): string;
        ownerDocument: { getElementById(id: string): unknown };
      }) =>
        (
          field.ownerDocument.getElementById(field.getAttribute('aria-describedby')) as {
            textContent: string;
          }
        ).textContent,
    );
    expect(faults).to.include('fait accepter');
    expect(await violations(lead)).to.deep.equal([]);
    await tabTo(lead, 'Publier');
    await lead.keyboard.press('Shift+Tab');
    await lead.keyboard.type('Circulaire');
    await lead.keyboard.press('Enter');
    await eventually(
      async () => (await told(lead, 'assertive'))?.includes('Impossible de publier') || undefined,
    );
    await french.focus();
    await lead.keyboard.press('ControlOrMeta+a');
    await lead.keyboard.type('Avec grand plaisir.');
    await lead.locator('.wrong').waitFor({ state: 'detached' });
    expect(await french.getAttribute('aria-invalid')).to.equal(null);
    await lead.getByText('Enregistré et vérifié').waitFor();

    await tabTo(lead, 'Commencer l’aperçu');
    await lead.keyboard.press('Enter');
    await lead.locator('.preview-log .bot').first().waitFor();
    await tabTo(lead, 'Votre message');
    await lead.keyboard.type('merci');
    await lead.keyboard.press('Enter');
    await lead.locator('.preview-log .bot', { hasText: 'Avec grand plaisir' }).waitFor();
    await tabTo(lead, 'Pourquoi ce changement', 'Shift+Tab');
    await lead.keyboard.press('End');
    await lead.keyboard.type(' de rentrée');
    await lead.keyboard.press('Enter');
    await lead.locator('.notice', { hasText: 'Publié : version 1.' }).waitFor();
    await eventually(async () => (await focused(lead)) === 'drafts' || undefined);

    await tabTo(lead, 'Annuler la version 1');
    await lead.keyboard.press('Enter');
    await eventually(async () => (await focused(lead)) === 'undo-reason' || undefined);
    await tabTo(lead, 'Laisser');
    await lead.keyboard.press('Enter');
    expect(await lead.evaluate('document.activeElement === document.body')).to.equal(false);
    await tabTo(lead, 'Annuler la version 1');
    await lead.keyboard.press('Enter');
    await lead.keyboard.type('Erreur');
    await lead.keyboard.press('Enter');
    await lead.locator('.notice', { hasText: 'La version 1 est annulée' }).waitFor();
    await eventually(async () => (await focused(lead)) === 'drafts' || undefined);
  });

  it('keeps the keyboard where the work is, when parts of a form come and go', async () => {
    const lead = await enterContentRoom(stage, 'Inès', 'lead', '*');
    await draftOf(lead);
    await lead.getByLabel('Que voulez-vous changer ?').selectOption('answer');
    await lead.getByLabel('Nom de la nouvelle réponse').focus();
    await lead.keyboard.type('canteen_badge');
    await lead.keyboard.press('Enter');
    await eventually(async () => (await focused(lead)) === 'Réponse : canteen_badge' || undefined);
    await tabTo(lead, 'Ajouter : Exemples de questions');
    await lead.keyboard.press('Enter');
    await eventually(async () => /-examples-fr$/.test(await focused(lead)) || undefined);
    await tabTo(lead, 'Retirer : Exemples de questions');
    await lead.keyboard.press('Enter');
    await lead.getByRole('button', { name: 'Ajouter : Exemples de questions' }).waitFor();
    expect(await lead.evaluate('document.activeElement === document.body')).to.equal(false);
    await tabTo(lead, 'Retirer du brouillon');
    await lead.keyboard.press('Enter');
    await lead.locator('.card').waitFor({ state: 'detached' });
    expect(await lead.evaluate('document.activeElement === document.body')).to.equal(false);
  });

  it('is read well through the accessibility tree: all named, and what is wrong said with its field', async () => {
    const lead = await enterContentRoom(stage, 'Inès', 'lead', '*');
    await draftOf(lead);
    await takeByKeys(lead, 'Fait', 'paris.lockout', 'Blocage du compte – Paris');
    await minutes(lead).first().waitFor();
    await minutes(lead).first().fill('-3');
    await lead.locator('.wrong').waitFor();
    const lines = await readAloud(lead);
    expect(lines.slice(0, 4)).to.deep.equal([
      'RootWebArea "Permanence – contenus"',
      'button "Aller au contenu"',
      'banner',
      'heading "Permanence – contenus"',
    ]);
    expect(
      lines.filter(
        (line) =>
          /^(button|link|textbox|spinbutton|combobox|heading|search)( |$)/.test(line) &&
          !line.includes('"') &&
          line !== 'search',
      ),
    ).to.deep.equal([]);
    expect(lines.filter((line) => /undefined|\bnull\b|\[object/.test(line))).to.deep.equal([]);
    expect(lines.join('\n')).to.match(/spinbutton "Minutes" \(invalid[^)]*\) – .*Trop petit/);
    expect(await isWellNested(lead)).to.equal(true);
  });

  for (const [width, height] of [
    [360, 640],
    [360, 340],
    [640, 360],
    [320, 256],
    [1280, 800],
  ] as const) {
    it(`can be used in a window of ${width} × ${height}, also with wide text`, async () => {
      const lead = await enterContentRoom(stage, 'Inès', 'lead', '*', { viewport: { width, height } });
      await draftOf(lead);
      await takeByKeys(lead, 'Texte', 'thanks');
      await lead.getByRole('button', { name: 'Commencer l’aperçu' }).click();
      await lead.locator('.preview-log .bot').first().waitFor();
      await lead.getByLabel('Français').fill('Avec plaisir, à bientôt !');
      await lead.locator('ins').waitFor();
      for (const spaced of [false, true]) {
        if (spaced) await lead.evaluate(SPACING);
        expect(await sideways(lead), `spaced: ${spaced}`).to.deep.equal([]);
        expect(await violations(lead)).to.deep.equal([]);
        await lead.screenshot({
          path: `.screenshots/content-${width}x${height}${spaced ? '-spaced' : ''}.png`,
          fullPage: true,
        });
      }
      expect(await isWellNested(lead)).to.equal(true);
    });
  }

  for (const { name, ...look } of SCHEMES) {
    it(`has nothing that axe objects to, and shows where the focus is: ${name}`, async () => {
      const lead = await enterContentRoom(stage, 'Inès', 'lead', '*', look);
      expect(await violations(lead), 'home').to.deep.equal([]);
      await draftOf(lead);
      await takeByKeys(lead, 'Texte', 'thanks');
      await lead.getByLabel('Français').fill('Acceptez le certificat.');
      await lead.locator('.wrong').waitFor();
      expect(await violations(lead), 'wrong').to.deep.equal([]);
      await lead.getByRole('button', { name: 'Commencer l’aperçu' }).click();
      await lead.locator('.preview-log .bot, .preview-log .note').first().waitFor();
      expect(await violations(lead), 'preview').to.deep.equal([]);
      for (let tabs = 0; tabs < 25; tabs++) {
        await lead.keyboard.press('Tab');
        const [tag, style] = await lead.evaluate<[string, string]>(
          '[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]',
        );
        if (tag !== 'BODY') expect(style, tag).to.equal('solid');
      }
      await shoot(lead, `content-${name.replace(/\W+/g, '-')}`);
    });
  }

  it('says in good time that the session ends, lets it be put off, and says when it is over', async () => {
    const lead = await enterContentRoom(stage, 'Inès', 'lead', '*');
    await useAllDay(lead, stage.clock);
    await lead.locator('.warning', { hasText: 'se termine dans 10 min' }).waitFor();
    expect(await violations(lead)).to.deep.equal([]);
    await lead.getByRole('button', { name: 'Rester connecté' }).focus();
    await lead.keyboard.press('Enter');
    await lead.locator('.warning').waitFor({ state: 'detached' });
    expect(await told(lead)).to.include('prolongée');
    expect(await lead.evaluate('document.activeElement === document.body')).to.equal(false);
    stage.clock.advance(13 * HOUR);
    await lead.getByLabel('Titre du nouveau brouillon').fill('Trop tard');
    await lead.keyboard.press('Enter');
    await lead.getByRole('link', { name: 'Se connecter' }).waitFor();
    await eventually(
      async () => (await lead.evaluate('document.activeElement.tagName')) === 'H1' || undefined,
    );
    expect(await told(lead, 'assertive')).to.include('Votre session est terminée');
    expect(await violations(lead)).to.deep.equal([]);
  });
});
