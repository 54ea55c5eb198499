import { expect } from 'chai';
import { violations } from '../helpers/axe.ts';
import { choice } from '../helpers/chat.ts';
import {
  act,
  bubbles,
  deafen,
  end,
  hear,
  notice,
  openFirst,
  PHONE,
  press,
  read,
  say,
  setDeskStage,
  shoot,
  write,
} from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';

describe('the desk in Chromium', function () {
  this.timeout(90_000);
  const stage = setDeskStage();

  it('takes a conversation from the queue to its end: both ways, handed on, handed back, closed', async () => {
    const claire = await stage.agent('Claire Martin');
    const ahmed = await stage.agent('Ahmed Benali');
    expect(await violations(claire)).to.deep.equal([]);
    await claire.getByText('Personne n’attend').waitFor();

    const staff = await stage.person();
    await claire.locator('.cases a', { hasText: 'Compte bloqué' }).waitFor();
    expect(await claire.title()).to.match(/^\(1\)/);
    await claire
      .locator('#polite', { hasText: 'Nouveau dossier : Compte bloqué' })
      .waitFor({ state: 'attached' });
    await shoot(claire, '1-queue');

    // Ahmed's page hears nothing of the acceptance, as on a bad line.
    await openFirst(ahmed);
    await ahmed.locator('.acts button').waitFor();
    await deafen(ahmed);
    await openFirst(claire);
    await act(claire, 'Prendre');
    await notice(claire, 'L’assistant se tait');
    await act(ahmed, 'Prendre');
    await notice(ahmed, 'déjà chez Claire Martin');
    // That the list cannot be fetched is said elsewhere, and takes nothing away.
    await ahmed.locator('.offline').waitFor();
    await notice(ahmed, 'déjà chez Claire Martin');
    await ahmed.unrouteAll();
    await ahmed.locator('.offline').waitFor({ state: 'detached' });

    await write(claire, 'Bonjour, je regarde votre compte.');
    await hear(staff, 'Bonjour, je regarde votre compte.');
    await claire.getByRole('button', { name: 'Note interne', exact: true }).click();
    await write(claire, 'Déjà bloqué hier.');
    await claire.locator('.entry.note', { hasText: 'Déjà bloqué hier.' }).waitFor();
    await staff.locator('#writing').pressSequentially('merci');
    await claire.locator('.typing').waitFor();
    await say(staff, 'merci, mon mot de passe est Tulipe!2024');
    await read(claire, 'merci, mon mot de passe est');
    await claire.locator('.event.warns').waitFor();
    await say(staff, 'le menu <b onclick=alert(1)>Compte</b> est gris');
    await read(claire, 'le menu <b onclick=alert(1)>Compte</b> est gris');
    await shoot(claire, '2-conversation');
    await shoot(staff, '3-staff');
    expect(await claire.content()).not.to.include('Tulipe');
    expect(await bubbles(staff, 'Déjà bloqué hier').count()).to.equal(0);
    expect(await violations(claire)).to.deep.equal([]);

    await act(claire, 'Transférer');
    await claire
      .getByRole('dialog')
      .getByRole('radio', { name: /Ahmed Benali/ })
      .check();
    await claire.getByRole('dialog').getByRole('textbox').fill('Il faut le second niveau.');
    await shoot(claire, '4-transfer');
    expect(await violations(claire)).to.deep.equal([]);
    await claire.getByRole('dialog').getByRole('button', { name: 'Transférer', exact: true }).click();
    await notice(claire, 'transféré');

    await read(ahmed, 'Il faut le second niveau.');
    await write(ahmed, 'Ahmed prend la suite.');
    await hear(staff, 'Ahmed prend la suite.');
    await act(ahmed, 'Rendre à l’assistant');
    expect(await violations(ahmed)).to.deep.equal([]);
    await shoot(ahmed, '5-return');
    await ahmed
      .getByRole('dialog')
      .getByRole('button', { name: 'Rendre à l’assistant', exact: true })
      .click();
    await hear(staff, 'de nouveau l’assistant automatique');
    // Where they left: the wait after a lockout, with its choices.
    await staff.locator('.choices button').first().waitFor();
    await shoot(staff, '6-staff-returned');

    await say(staff, 'une personne');
    await choice(staff, 'Envoyer à l’équipe').or(choice(staff, 'Aucun message affiché')).waitFor();
    if (await staff.getByRole('button', { name: 'Aucun message affiché', exact: true }).count()) {
      await press(staff, 'Aucun message affiché');
      await press(staff, 'À l’instant');
    }
    await press(staff, 'Envoyer à l’équipe');
    await hear(staff, 'C’est envoyé');
    await claire.getByRole('button', { name: /En attente/ }).click();
    await openFirst(claire);
    await act(claire, 'Prendre');
    await write(claire, 'Votre compte est débloqué.');
    await hear(staff, 'Votre compte est débloqué.');
    await end(claire);
    await hear(staff, 'Claire Martin a terminé');
    await claire.getByRole('button', { name: 'Terminés' }).click();
    await claire.locator('.cases a', { hasText: 'Clos' }).first().waitFor();
    await shoot(claire, '7-ended');
    expect(await violations(claire)).to.deep.equal([]);
  });

  it('is worked by the keyboard alone', async () => {
    const claire = await stage.agent('Claire Martin');
    await stage.person();
    await claire.locator('.cases a').waitFor();
    const focused = () =>
      claire.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()');
    await claire.keyboard.press('j');
    await claire.keyboard.press('Enter');
    await claire.locator('.acts button').waitFor();
    await claire.locator('.acts button[aria-disabled=false]').waitFor();
    await claire.keyboard.press('a');
    await notice(claire, 'L’assistant se tait');
    await eventually(async () => ((await focused()) === 'writing' ? true : undefined));
    await claire.keyboard.press('/');
    await claire.locator('[role=option]').first().waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await shoot(claire, 'replies');
    const chosen = await claire.locator('[role=option]').nth(1).locator('span').textContent();
    await claire.keyboard.press('ArrowDown');
    await claire.keyboard.press('Enter');
    await eventually(async () =>
      (await claire.locator('#writing').inputValue()) === chosen ? true : undefined,
    );
    await eventually(async () => ((await focused()) === 'writing' ? true : undefined));
    await claire.keyboard.press('Shift+Enter');
    await claire.keyboard.type('Fin');
    await claire.keyboard.press('Enter');
    await claire.locator('.entry.agent .text', { hasText: /Fin$/ }).waitFor();
    expect(await focused()).to.equal('writing');
    await claire.keyboard.press('Shift+Tab');
    await claire.keyboard.press('?');
    await claire.getByRole('dialog', { name: 'Raccourcis clavier' }).waitFor();
    expect(await violations(claire)).to.deep.equal([]);
    await shoot(claire, 'help');
    await claire.keyboard.press('Escape');
    expect(await focused()).to.equal('Réponses types');
    await claire.locator('dialog header').waitFor({ state: 'detached' });
    await claire.keyboard.press('r');
    await eventually(async () => ((await focused()) === 'writing' ? true : undefined));
    await claire.keyboard.press('Shift+Tab');
    await claire.keyboard.press('c');
    await claire.getByRole('dialog', { name: 'Clore le dossier' }).waitFor();
    await claire.keyboard.press('Enter');
    await notice(claire, 'clos');
    expect(await claire.locator('dialog[open]').count()).to.equal(0);
  });

  it('fits a phone, in the dark and in English', async () => {
    const claire = await stage.agent('Claire Martin', {
      viewport: PHONE,
      colorScheme: 'dark',
      locale: 'en-GB',
    });
    const staff = await stage.person();
    await claire.locator('.cases a').waitFor();
    expect(await claire.locator('html').getAttribute('lang')).to.equal('en');
    await shoot(claire, 'phone-list');
    expect(await violations(claire)).to.deep.equal([]);
    await openFirst(claire);
    await act(claire, 'Accept');
    await write(claire, 'Bonjour !');
    await hear(staff, 'Bonjour !');
    await shoot(claire, 'phone-talk');
    expect(await violations(claire)).to.deep.equal([]);
    for (const pane of ['Request', 'History']) {
      await claire.locator('.panes').getByRole('button', { name: pane }).click();
      await shoot(claire, `phone-${pane.toLowerCase()}`);
      expect(await violations(claire)).to.deep.equal([]);
    }
    const widths = await claire.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
    expect(widths[0]).to.equal(widths[1]);
    await claire.getByRole('link', { name: 'Back to the list' }).click();
    await claire.locator('.tabs').waitFor();
    await claire.getByRole('button', { name: 'FR Français' }).click();
    await claire.getByRole('button', { name: /Les miens/ }).click();
    await claire.locator('.cases a', { hasText: 'Compte bloqué' }).click();
    await end(claire);
  });

  it('shows everything to auditors, and nothing to press', async () => {
    const claire = await stage.agent('Claire Martin');
    await stage.person();
    const odile = await stage.agent('Odile Blanc', {}, 'auditor');
    await openFirst(odile);
    await odile.getByText('Lecture seule').waitFor();
    expect(await odile.locator('.acts button, .composer').count()).to.equal(0);
    expect(await violations(odile)).to.deep.equal([]);
    await openFirst(claire);
    await act(claire, 'Prendre');
    await end(claire);
  });

  it('runs no script but its own, and stands in no frame', async () => {
    const { headers } = await fetch(`${stage.app.url}/desk`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy)
      .to.match(/script-src 'nonce-[^']+';/)
      .and.to.include("frame-ancestors 'none'");
    expect(policy).not.to.match(/unsafe|https?:/);
  });
});
