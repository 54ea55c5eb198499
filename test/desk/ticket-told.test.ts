import { expect } from 'chai';
import { addIncident } from '../../src/store/queries/index.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { ON_DUTY } from '../helpers/desk.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { type MailServer, startMailServer } from '../helpers/mail-server.ts';

describe('a request outside of opening hours', () => {
  let mail: MailServer;
  let app: TestApp;
  before(async () => {
    mail = await startMailServer();
    const settings = {
      TICKETS: 'mail',
      TICKETS_MAIL_TO: 'assistance@example.fr',
      TICKETS_MAIL_FROM: 'permanence@example.fr',
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    };
    const closed = { ...ON_DUTY, agents: 0, open: false, opensAt: Date.UTC(2026, 10, 23, 8, 30) };
    app = await startApp(settings, createClock(), { duty: () => closed });
  });
  after(async () => {
    await app.close();
    await mail.close();
  });

  it('becomes one mail to the support, and its reference is told to the person', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    const asking = [
      'Compte bloqué',
      'une personne',
      'le message dit ERR-77',
      'À l’instant',
      'Ouvrir un ticket',
    ];
    const incident = {
      ...{ id: 'one', academies: '["paris"]', system: 'portal', severity: 'degraded', startsAt: 0 },
      ...{ fr: 'Le portail est lent.', en: 'The portal is slow.', endsAt: null, liftedAt: null },
    };
    await app.store.transact((trx) => addIncident(trx, incident));
    await eventually(async () => {
      const metrics = await (await fetch(`${app.url}/metrics`)).text();
      return metrics.includes('permanence_incidents 1') || undefined;
    });
    for (const text of asking) await client.say(text);
    const told = await eventually(async () =>
      (await client.hear()).find(({ text }) => text.includes('Votre ticket est ouvert')),
    );
    const reference = /P-\w+/.exec(told.text)?.[0] ?? 'none';
    expect(mail.received).to.have.length(1);
    const [message] = mail.received;
    expect(message?.headers.get('subject')).to.include(reference);
    expect(message?.text).to.include('ERR-77').and.to.include('Paris');
    expect(message?.text).to.match(/Incident en cours\s: Le portail est lent\./);
  });
});
