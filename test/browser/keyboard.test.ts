import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { violations } from '../helpers/axe.ts';
import { hear, notice, read, setDeskStage } from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';

describe('a conversation on both sides, by the keyboard alone', function () {
  this.timeout(180_000);
  const stage = setDeskStage();

  const focused = (page: Page) =>
    page.evaluate<string>(
      `(({ id, labels, textContent }) => (labels?.[0]?.textContent || id || textContent).replaceAll('\u00a0', ' ').trim())(document.activeElement)`,
    );
  /** Goes on by Tab to what has that name, as a person does who sees or hears where they are. */
  async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
    const seen: string[] = [];
    for (let tabs = 0; tabs < 60; tabs++) {
      const here = await focused(page);
      if (here.startsWith(name)) return;
      seen.push(here.slice(0, 30));
      await page.keyboard.press(key);
    }
    throw new Error(`no way to ${name} by ${key}, but to ${seen.join(' | ')}`);
  }
  const isOn = (page: Page, name: string) =>
    eventually(async () => (await focused(page)).startsWith(name) || undefined);
  async function type(page: Page, text: string): Promise<void> {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  /** Presses one of the bot's choices. */
  async function choose(page: Page, title: string): Promise<void> {
    await page.locator('.choices').getByRole('button', { name: title, exact: true }).waitFor();
    await tabTo(page, title, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await isOn(page, 'Votre message');
  }
  /** Opens the first case of the list and takes it; the focus is where one writes. */
  async function take(agent: Page): Promise<void> {
    await agent.keyboard.press('1');
    await agent.locator('.cases a').first().waitFor();
    await agent.keyboard.press('j');
    await agent.keyboard.press('Enter');
    await agent.locator('.acts [aria-disabled=false]').first().waitFor();
    await agent.keyboard.press('a');
    await isOn(agent, 'Message');
  }

  it('goes from a trouble to a person, on to a colleague, back to the assistant and to “solved”', async () => {
    const claire = await stage.agent('Claire Martin');
    const ahmed = await stage.agent('Ahmed Benali');
    const person = await stage.newcomer();
    // The choices come first, behind the options in the head.
    await person.locator('.message .when').first().waitFor();
    await tabTo(person, 'Compte bloqué');
    await person.keyboard.press('Enter');
    await isOn(person, 'Votre message');
    await choose(person, 'À l’instant');
    await hear(person, 'Je vous préviendrai');
    await type(person, 'une personne');
    await choose(person, 'Aucun message affiché');
    await choose(person, 'À l’instant');
    await choose(person, 'Envoyer à l’équipe');
    await hear(person, 'C’est envoyé');

    await take(claire);
    await type(claire, 'Bonjour, je regarde.');
    await hear(person, 'Bonjour, je regarde.');
    expect(await focused(person), 'nothing takes the focus').to.equal(
      'Votre message – n’écrivez ni mot de passe, ni code, ni NUMEN.'.slice(0, 13),
    );
    await type(person, 'merci');
    await read(claire, 'merci');
    await tabTo(claire, 'Note interne', 'Shift+Tab');
    await claire.keyboard.press('Enter');
    await isOn(claire, 'Note');
    await type(claire, 'Déjà bloqué hier.');
    await claire.locator('.entry.note', { hasText: 'Déjà bloqué hier.' }).waitFor();
    await claire.keyboard.press('Shift+Tab');
    await claire.keyboard.press('t');
    await claire.getByRole('dialog').getByRole('radio').first().waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await tabTo(claire, 'Ahmed Benali');
    await claire.keyboard.press('Space');
    await tabTo(claire, 'Note');
    await claire.keyboard.type('Second niveau.');
    await tabTo(claire, 'Transférer');
    await claire.keyboard.press('Enter');
    await notice(claire, 'transféré');
    expect(await claire.evaluate('document.activeElement === document.body')).to.equal(false);

    await ahmed.keyboard.press('2');
    await ahmed.locator('.cases a').first().waitFor();
    await ahmed.keyboard.press('j');
    await ahmed.keyboard.press('Enter');
    await read(ahmed, 'Second niveau.');
    await ahmed.keyboard.press('r');
    await isOn(ahmed, 'Message');
    await type(ahmed, 'Je prends la suite.');
    await hear(person, 'Je prends la suite.');
    await ahmed.keyboard.press('Shift+Tab');
    await ahmed.keyboard.press('b');
    await ahmed.getByRole('dialog', { name: 'Rendre à l’assistant' }).waitFor();
    await ahmed.keyboard.press('Enter');
    await notice(ahmed, 'L’assistant a repris');
    expect(await ahmed.evaluate('document.activeElement === document.body')).to.equal(false);

    // Where they left the bot, on to the end of the trouble; and the agents’ way to close a case.
    await hear(person, 'de nouveau l’assistant automatique');
    expect(await person.evaluate('document.activeElement.id')).to.equal('writing');
    await type(person, 'une personne');
    const first = person
      .locator('.choices')
      .getByRole('button', { name: /Envoyer à l’équipe|Aucun message affiché/ });
    await first.waitFor();
    if ((await first.textContent())?.includes('Aucun')) {
      await choose(person, 'Aucun message affiché');
      await choose(person, 'À l’instant');
    }
    await choose(person, 'Envoyer à l’équipe');
    await take(claire);
    await type(claire, 'Votre compte est débloqué.');
    await hear(person, 'Votre compte est débloqué.');
    await claire.keyboard.press('Shift+Tab');
    await claire.keyboard.press('c');
    await claire.getByRole('dialog', { name: 'Clore le dossier' }).waitFor();
    await claire.keyboard.press('Enter');
    await notice(claire, 'clos');
    await hear(person, 'Claire Martin a terminé');
    await person.locator('.choices button').first().waitFor();
    await type(person, 'oui, c’est réglé');
    await person.locator('.message.user + .message.bot').last().waitFor();
    expect(await person.evaluate('document.activeElement.id')).to.equal('writing');
  });
});
