import { expect } from 'chai';
import { violations } from '../helpers/axe.ts';
import { bubbles, hear, press, read, say, setDeskStage, shoot } from '../helpers/desk-stage.ts';
import { eventually } from '../helpers/eventually.ts';
import { type MailServer, startMailServer } from '../helpers/mail-server.ts';

describe('a request with nobody at the desk, in Chromium,', function () {
  this.timeout(90_000);
  let mail: MailServer;
  before(async () => {
    mail = await startMailServer();
  });
  after(() => mail.close());
  const stage = setDeskStage(() => ({
    TICKETS: 'mail',
    TICKETS_MAIL_TO: 'assistance@example.fr',
    TICKETS_MAIL_FROM: 'permanence@example.fr',
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  }));

  it('is told honestly, becomes one mail, and its reference comes into the chat', async () => {
    const staff = await stage.newcomer();
    await press(staff, 'Compte bloqué');
    await press(staff, 'À l’instant');
    await hear(staff, 'Je vous préviendrai');
    await say(staff, 'une personne');
    await hear(staff, 'Quel message');
    await say(staff, 'ERR-77 compte verrouillé');
    await press(staff, 'À l’instant');
    await hear(staff, 'Voici votre demande');
    const told = await bubbles(staff, 'Voici votre demande').last().textContent();
    expect(told)
      .to.match(/Personne de l’équipe d’assistance n’est disponible|La permanence est fermée/)
      .and.not.to.include('vous serez');
    expect(await staff.getByRole('button', { name: 'Envoyer à l’équipe' }).count()).to.equal(0);
    await shoot(staff, 'ticket-1-told');
    expect(await violations(staff)).to.deep.equal([]);
    await press(staff, 'Ouvrir un ticket');
    await hear(staff, /P-\w+/);
    const answer = await bubbles(staff, /P-\w+/).last().textContent();
    const reference = /P-\w+/.exec(answer ?? '')?.[0] ?? 'none';
    await shoot(staff, 'ticket-2-reference');
    const [letter] = mail.received;
    expect(letter?.to).to.deep.equal(['assistance@example.fr']);
    expect(letter?.headers.get('subject')).to.include(reference);
    expect(letter?.text).to.include('ERR-77 compte verrouillé').and.to.include('Paris');

    // Later, at the desk: it is there, and says where it went.
    const claire = await stage.agent('Claire Martin');
    const outcomes = claire.evaluate<string[]>(
      "fetch('/desk/api/me').then(async (me) => (await me.json()).outcomes)",
    );
    expect(await outcomes).to.include('ticket');
    await claire.getByRole('button', { name: 'Terminés' }).click();
    await claire.locator('.cases a', { hasText: reference }).click();
    await read(claire, 'ERR-77 compte verrouillé');
    await claire.locator('.panel dd', { hasText: 'attend la fin du blocage' }).waitFor();
    await shoot(claire, 'ticket-3-desk');
    expect(await violations(claire)).to.deep.equal([]);
    await say(staff, 'ouvrez un ticket');
    await eventually(async () => ((await bubbles(staff, /ticket/).count()) > 1 ? true : undefined));
    expect(mail.received).to.have.length(1);
  });
});
