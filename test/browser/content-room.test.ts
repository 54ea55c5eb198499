import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Role, Scope } from '../../src/desk/sign-in/roles.ts';
import { buildContent } from '../../src/publishing/content.ts';
import { publish } from '../../src/publishing/publish.ts';
import * as queries from '../../src/store/queries/index.ts';
import { createModelKey } from '../../src/training/keys.ts';
import { knowledge, models } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { contentFiles } from '../helpers/content.ts';
import { enterContentRoom } from '../helpers/content-room.ts';
import { hear, say, setDeskStage, shoot } from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';

describe('the content room', function () {
  this.timeout(120_000);
  const stage = setDeskStage();

  const enter = (name: string, role: Role, academies: Scope, look = {}) =>
    enterContentRoom(stage, name, role, academies, look);

  async function begin(page: Page, title: string) {
    await page.getByLabel('Titre du nouveau brouillon').fill(title);
    await page.getByRole('button', { name: 'Commencer', exact: true }).click();
    await page.getByRole('heading', { name: title }).waitFor();
  }

  /** Finds something and takes it into the draft. */
  async function take(page: Page, kind: string, words: string, name: string) {
    await page.getByLabel('Que voulez-vous changer ?').selectOption(kind);
    await page.getByLabel('Mots à chercher').fill(words);
    await page.getByRole('button', { name: 'Chercher', exact: true }).click();
    await page.locator('.found').getByRole('button', { name, exact: true }).click();
  }

  /** A new answer with three questions that it answers. */
  async function addAnswer(page: Page) {
    await page.getByLabel('Que voulez-vous changer ?').selectOption('answer');
    await page.getByLabel('Nom de la nouvelle réponse').fill('canteen_badge');
    await page.getByRole('button', { name: 'Créer', exact: true }).click();
    const card = page.locator('#card-answer-canteen_badge');
    await card.getByLabel('Sujet').selectOption('account_activation');
    const written = {
      'fr-title': 'Badge de cantine',
      'fr-long': 'Un nouveau badge se retire au secrétariat de votre établissement.',
      'fr-short': 'Voyez le secrétariat de votre établissement.',
      'en-title': 'Canteen badge',
      'en-long': 'A new badge is handed out at the office of your school.',
      'en-short': 'See the office of your school.',
    };
    for (const [name, text] of Object.entries(written))
      await card.locator(`#card-answer-canteen_badge-0-text-${name}`).fill(text);
    await card.getByRole('button', { name: 'Ajouter : Exemples de questions' }).click();
    const examples = card.locator('#card-answer-canteen_badge-0-text-examples-fr');
    await examples.fill('mon mot de passe est expiré');
    await examples.blur();
    await card.locator('.wrong', { hasText: 'déjà bien comprise' }).waitFor();
    await examples.fill(
      'Mon badge de cantine est perdu\nOù retirer un nouveau badge de cantine ?\nComment remplacer mon badge de cantine ?',
    );
    await examples.blur();
    await card.locator('.wrong').waitFor({ state: 'detached' });
  }

  const saved = (page: Page) => page.getByText('Enregistré et vérifié').waitFor();

  it('takes a lead from the lockout minutes of Paris and a text to the chat of somebody else, and back', async () => {
    const lead = await enter('Inès', 'lead', '*');
    await begin(lead, 'Rentrée');
    await take(lead, 'fact', 'paris.lockout', 'Blocage du compte – Paris');
    await lead.getByLabel('Minutes').fill('-3');
    await lead.locator('.wrong', { hasText: 'Blocage du compte – Minutes Trop petit' }).waitFor();
    await lead.getByText('Enregistré ; à corriger avant de publier').waitFor();
    expect(await lead.getByRole('button', { name: 'Publier', exact: true }).isDisabled()).to.equal(true);
    await lead.getByLabel('Minutes').fill('40');
    await lead.locator('.wrong').waitFor({ state: 'detached' });
    await take(lead, 'text', 'thanks', 'thanks');
    const thanks = lead.locator('#card-text-thanks');
    await thanks.getByLabel('Français').fill('Acceptez le certificat proposé.');
    await thanks.locator('.wrong', { hasText: 'fait accepter' }).waitFor();
    await thanks.getByLabel('Français').fill('Avec grand plaisir.');
    await lead.locator('.wrong').waitFor({ state: 'detached' });
    await addAnswer(lead);
    await saved(lead);
    await lead.locator('ins', { hasText: 'Avec grand plaisir.' }).waitFor();
    const minutes = lead.getByRole('row', { name: 'Paris – Blocage du compte – Minutes 15 40' });
    await minutes.waitFor();
    expect(await lead.getByRole('table').innerText(), 'said in words').not.to.match(/[{}"]/);
    await shoot(lead, 'content-draft');
    expect(await violations(lead)).to.deep.equal([]);

    await lead.getByRole('button', { name: 'Commencer l’aperçu' }).click();
    await lead.locator('.preview-log .bot').first().waitFor();
    await lead.getByLabel('Votre message').fill('merci');
    await lead.getByRole('button', { name: 'Envoyer', exact: true }).click();
    await lead.locator('.preview-log .bot', { hasText: 'Avec grand plaisir' }).waitFor();
    await shoot(lead, 'content-preview');
    expect(await violations(lead)).to.deep.equal([]);

    const person = await stage.newcomer();
    await say(person, 'merci');
    await hear(person, 'Avec plaisir');
    await lead.getByLabel('Pourquoi ce changement ?').fill('Circulaire de rentrée');
    await lead.getByRole('button', { name: 'Publier', exact: true }).click();
    await lead.locator('.notice', { hasText: 'Publié : version 1.' }).waitFor();
    await shoot(lead, 'content-home');
    expect(await lead.locator('main').innerText(), 'no path of a file').not.to.include('.yaml');
    expect(await violations(lead)).to.deep.equal([]);
    await say(person, 'merci beaucoup');
    await hear(person, 'Avec grand plaisir');
    await say(person, 'Où retirer un nouveau badge de cantine ?');
    await hear(person, 'au secrétariat de votre établissement');
    await say(person, 'mon compte est bloqué depuis une minute');
    await hear(person, '40');

    await lead.getByRole('button', { name: 'Annuler la version 1' }).click();
    await lead.getByLabel('Pourquoi l’annuler ?').fill('Erreur');
    await lead.locator('form').getByRole('button', { name: 'Annuler la version 1' }).click();
    await lead.locator('.notice', { hasText: 'La version 1 est annulée' }).waitFor();
    const other = await stage.newcomer();
    await say(other, 'merci');
    await hear(other, 'Avec plaisir');
    expect(
      await stage.app.store.db.selectFrom('conversation').selectAll().execute(),
      'previews are none',
    ).to.have.length(2);
  });

  it('says that published questions are learned, or which messages would be understood less well', async () => {
    const { store } = stage.app;
    const file = 'answers/lockout_why.yaml';
    const changes = [{ file, path: ['examples'], value: { fr: ['où est passé mon badge de cantine'] } }];
    const by = { id: null, name: 'Inès' };
    await publish({ store, origin: contentFiles }, changes, 0, { by, reason: 'Badges', at: 1 });
    const { knowledge: taught } = buildContent(contentFiles(), changes, 1);
    const key = createModelKey(models.key, knowledge)(taught);
    const at = stage.clock.now();
    const figures = { group: 'trouble first', lines: 1203, before: 1161, after: 1102, margin: 26 };
    const comparison = {
      ...{ all: { ...figures, group: 'all' }, fallen: [figures], isWorse: true },
      lost: [{ text: 'mon compte est bloqué', got: 'answer.lockout_why' }],
    };
    await store.transact((trx) =>
      queries.beginReaderModel(trx, { key, base: models.key, version: 1, startedAt: at }),
    );
    const page = await enter('Camille', 'editor', ['paris']);
    await page.getByText('Les questions publiées sont en cours d’apprentissage').waitFor();
    const ended = { report: JSON.stringify(comparison), parts: 0, digest: null, endedAt: at };
    await store.transact((trx) => queries.endReaderModel(trx, key, { state: 'refused', ...ended }));
    // The page looks again by itself.
    await page.getByText('Les questions publiées ne sont pas apprises').waitFor();
    await page.getByRole('row', { name: 'un problème, en premier 1203 1161 1102 26' }).waitFor();
    await page.getByText('« mon compte est bloqué » : lockout_why').waitFor();
    await shoot(page, 'content-training');
    expect(await violations(page)).to.deep.equal([]);
  });

  it('shows a long list piece by piece, and goes on where it was', async () => {
    const editor = await enter('Camille', 'editor', ['paris']);
    await begin(editor, 'Textes');
    await editor.getByLabel('Que voulez-vous changer ?').selectOption('text');
    await editor.getByRole('button', { name: 'Chercher', exact: true }).click();
    const rows = editor.locator('.found li');
    await rows.nth(39).waitFor();
    await editor
      .getByText(/40 affichés sur \d+/)
      .first()
      .waitFor();
    await editor.getByRole('button', { name: 'Afficher la suite' }).focus();
    await editor.keyboard.press('Enter');
    await rows.nth(79).waitFor();
    // The next thing to press is the first of the new ones.
    const isThere = "document.querySelectorAll('.found li')[40].contains(document.activeElement)";
    await eventually(async () => (await editor.evaluate(isThere)) || undefined);
    await editor.getByLabel('Mots à chercher').fill('zzzz');
    await editor.getByRole('button', { name: 'Chercher', exact: true }).click();
    await editor.getByText('Rien ne correspond').first().waitFor();
    expect(await violations(editor)).to.deep.equal([]);
  });

  it('tells the second editor who has changed the draft, and lets no editor publish', async () => {
    const camille = await enter('Camille', 'editor', ['paris']);
    await begin(camille, 'Délai');
    const dominique = await enter('Dominique', 'editor', ['paris']);
    await dominique.getByRole('button', { name: 'Délai' }).click();
    await take(camille, 'fact', 'paris.lockout', 'Blocage du compte – Paris');
    await camille.getByLabel('Minutes').fill('20');
    await saved(camille);
    await take(dominique, 'fact', 'paris.lockout', 'Blocage du compte – Paris');
    await dominique.getByLabel('Minutes').fill('30');
    await dominique.locator('.notice', { hasText: 'Camille a changé ce brouillon' }).waitFor();
    await dominique.getByRole('button', { name: 'Voir sa version' }).click();
    await eventually(async () => (await dominique.getByLabel('Minutes').inputValue()) === '20' || undefined);
    await dominique.getByText('Un responsable relit ce brouillon').waitFor();
    expect(await dominique.getByRole('button', { name: 'Publier', exact: true }).count()).to.equal(0);
  });

  it('is worked by the keyboard alone, in English, on a narrow screen and in the dark', async () => {
    const look = { viewport: { width: 360, height: 640 }, colorScheme: 'dark' as const, locale: 'en-GB' };
    const editor = await enter('Camille', 'editor', ['paris'], look);
    await editor.getByLabel('Title of the new draft').focus();
    await editor.keyboard.type('Opening hours');
    await editor.keyboard.press('Enter');
    await editor.getByRole('heading', { name: 'Opening hours' }).waitFor();
    await editor.getByLabel('What do you want to change?').focus();
    await editor.keyboard.type('Opening');
    await editor.keyboard.press('Tab');
    await editor.keyboard.press('Enter');
    await editor.locator('.found button').first().focus();
    await editor.keyboard.press('Enter');
    const monday = editor.getByLabel('Monday').first();
    await monday.fill('08:30-25:00');
    await monday.blur();
    await editor.getByText('expected times such as 08:30-17:30').waitFor();
    await shoot(editor, 'content-narrow');
    expect(await violations(editor)).to.deep.equal([]);
    const wide = await editor.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(wide, 'nothing is wider than the screen').to.equal(false);
  });
});
