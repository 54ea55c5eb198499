import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { readAloud } from '../helpers/accessibility-tree.ts';
import { hear, press, say } from '../helpers/chat.ts';
import { act, notice, openFirst, setDeskStage, write } from '../helpers/desk-stage.ts';

/** What a person who reads by ear goes by. */
const CONTROLS = /^(button|link|textbox|switch|heading|dialog|group|log)( |$)/;
const FIELD = 'textbox "Votre message" – – n’écrivez ni mot de passe, ni code, ni NUMEN.';

describe('a conversation read through the accessibility tree', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  /** The page as it is read from top to bottom, without what was announced before. */
  async function spoken(page: Page): Promise<string[]> {
    const lines = await readAloud(page);
    const announced = lines.indexOf('status');
    const read = announced < 0 ? lines : lines.slice(0, announced);
    // A group without a name is what can be opened and closed.
    expect(controls(read).filter((line) => line !== 'group' && !line.includes('"'))).to.deep.equal([]);
    expect(read.filter((line) => /undefined|\bnull\b|\[object|[⋮×○●👍👎]/u.test(line))).to.deep.equal([]);
    return read;
  }
  /** From the last line that is this on. */
  const from = (lines: readonly string[], first: string) => lines.slice(lines.lastIndexOf(first));
  const controls = (lines: readonly string[]) => lines.filter((line) => CONTROLS.test(line));
  const without = (lines: readonly string[], ...kinds: string[]) =>
    lines.filter((line) => !kinds.includes(line));
  /** Speakers and words, one message after the other. */
  const talk = (lines: readonly string[]) =>
    without(lines, 'listitem', 'paragraph', 'time', '09:00', 'envoyé');

  it('from the greeting to “solved”', async () => {
    const page = await stage.newcomer();
    await press(page, 'Mot de passe expiré');
    await hear(page, 'double authentification');
    const asked = await spoken(page);
    expect(asked.slice(0, 9)).to.deep.equal([
      'RootWebArea "Assistance messagerie académique"',
      'banner',
      'heading "Assistance messagerie académique"',
      'paragraph',
      'Vous parlez à un assistant automatique.',
      'button "Options"',
      'main',
      'log "Discussion"',
      'list',
    ]);
    expect(controls(from(asked, 'Mot de passe expiré'))).to.deep.equal([
      'group "Réponses proposées"',
      'button "Oui"',
      'button "Non"',
      'button "Je ne sais pas"',
      'button "Joindre une personne"',
      FIELD,
      'button "Envoyer"',
    ]);
    await say(page, 'nan pas du tout');
    await hear(page, 'portail Arena');
    await page.getByRole('button', { name: 'Elle ne m’aide pas' }).last().click();
    await page.getByRole('button', { name: 'Elle ne m’aide pas', pressed: true }).waitFor();
    expect(controls(from(await spoken(page), 'nan pas du tout'))).to.deep.equal([
      'link "ac-paris.fr (nouvel onglet)"',
      'group "Cette réponse vous aide-t-elle ?"',
      'button "Elle m’aide"',
      'button "Elle ne m’aide pas" (pressed)',
      'group "Réponses proposées"',
      'button "Oui, c’est bon"',
      'button "Non, toujours pas"',
      'button "J’essaierai plus tard"',
      'button "Joindre une personne"',
      FIELD,
      'button "Envoyer"',
    ]);
    await press(page, 'Oui, c’est bon');
    await hear(page, 'Tant mieux');
    const solved = talk(from(await spoken(page), 'Oui, c’est bon'));
    expect(solved.slice(1, 3)).to.deep.equal([
      'Assistant automatique',
      'Tant mieux, c’est une bonne nouvelle ! Puis-je vous aider pour autre chose ?',
    ]);
  });

  it('where something goes wrong, and where everything is erased', async () => {
    const page = await stage.newcomer();
    await page.locator('#writing').press('Enter');
    await page.locator('#fault').waitFor();
    const empty = await spoken(page);
    expect(empty).to.include(
      'textbox "Votre message" (invalid) – – n’écrivez ni mot de passe, ni code, ni NUMEN. Écrivez d’abord un message.',
    );
    await page.route('**/activities*', (route) => route.abort());
    await say(page, 'compte bloqué');
    await page.locator('.not-sent').waitFor();
    expect(without(from(await spoken(page), 'compte bloqué'), 'paragraph').slice(1, 5)).to.deep.equal([
      'Non envoyé.',
      'La connexion est coupée ; le message partira dès qu’elle reviendra.',
      'button "Réessayer"',
      'button "Modifier"',
    ]);
    await page.unroute('**/activities*');
    await page.getByRole('button', { name: 'Réessayer' }).click();
    await hear(page, 'échecs');
    await page.getByRole('button', { name: 'Options' }).click();
    const options = await spoken(page);
    expect(options).to.include('switch "Son à chaque nouveau message"');
    expect(options[1]).to.equal('dialog "Options" (modal)');
    // What lies behind is not read.
    expect(options.filter((line) => /^(log|textbox|main|form)\b/.test(line))).to.deep.equal([]);
    await page.getByRole('switch').click();
    expect(await spoken(page)).to.include('switch "Son à chaque nouveau message" (checked)');
    await page.getByRole('button', { name: 'Terminer et effacer' }).click();
    expect(controls(await spoken(page))).to.deep.equal([
      'dialog "Terminer et effacer" (modal)',
      'heading "Terminer et effacer"',
      'button "Annuler"',
      'button "Tout effacer"',
    ]);
    await page.getByRole('button', { name: 'Tout effacer' }).click();
    await page.locator('dialog code').waitFor();
    const erased = await spoken(page);
    expect(erased).to.include('La discussion est effacée.');
    expect(erased.at(-1)).to.equal('button "Nouvelle discussion"');
  });

  it('up to a person at the desk, and back to the assistant, on both sides', async () => {
    const claire = await stage.agent('Claire Martin');
    const person = await stage.person();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await person.locator('.who-speaks', { hasText: 'Claire Martin' }).waitFor();
    await write(claire, 'Bonjour');
    await hear(person, 'Bonjour');
    await say(person, 'merci beaucoup');
    await claire.locator('.log li', { hasText: 'merci beaucoup' }).waitFor();
    await claire.locator('#writing').pressSequentially('Bon');
    await person.locator('.working').waitFor();
    const there = await spoken(person);
    expect(there.slice(3, 5)).to.deep.equal(['paragraph', 'Une personne vous répond (Claire Martin).']);
    // Nothing of the bot's can be pressed any more; who speaks and who writes is told.
    expect(there).not.to.include('group "Réponses proposées"');
    expect(talk(from(there, 'Claire Martin'))).to.deep.equal([
      ...['Claire Martin', 'Bonjour', 'Vous', 'merci beaucoup', 'Claire Martin écrit'],
      ...['form', 'LabelText', 'Votre message', '– n’écrivez ni mot de passe, ni code, ni NUMEN.'],
      ...[FIELD, 'button "Envoyer"'],
    ]);

    const desk = await spoken(claire);
    expect(desk).to.include(
      'switch "Disponible" (checked) – Les dossiers vous sont annoncés tant que vous êtes disponible.',
    );
    expect(desk).to.include('heading "Compte bloqué"').and.include('log "Conversation"');
    const conversation = talk(desk.slice(desk.indexOf('log "Conversation"')));
    expect(conversation.join('\n')).to.include('Claire Martin\nBonjour\nLa personne\nmerci beaucoup\nform');
    const writing = conversation.slice(conversation.indexOf('form'));
    expect(controls(writing).slice(0, 5)).to.deep.equal([
      'group "Ce que vous écrivez"',
      'button "Message" (pressed)',
      'button "Note interne"',
      'button "Réponses types"',
      'textbox "Message" – Entrée envoie, Maj + Entrée va à la ligne',
    ]);

    await act(claire, 'Rendre à l’assistant');
    const dialog = await spoken(claire);
    expect(dialog[1]).to.equal('dialog "Rendre à l’assistant" (modal)');
    await claire
      .getByRole('dialog')
      .getByRole('button', { name: 'Rendre à l’assistant', exact: true })
      .click();
    await notice(claire, 'L’assistant a repris');
    await hear(person, 'de nouveau l’assistant automatique');
    await person.locator('.who-speaks', { hasText: 'assistant automatique' }).waitFor();
    const back = await spoken(person);
    expect(back.slice(3, 5)).to.deep.equal(['paragraph', 'Vous parlez à un assistant automatique.']);
    expect(talk(from(back, 'merci beaucoup'))[1]).to.equal('Assistant automatique');
    expect(back).to.include('group "Réponses proposées"');
  });
});
