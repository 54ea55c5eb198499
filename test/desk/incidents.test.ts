import { expect } from 'chai';
import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import type { Incident } from '../../dialogs/case/incident.ts';
import { packetRows } from '../../src/desk/cases/summary.ts';
import { beginConversation } from '../../src/turn/stored-conversation.ts';
import { createClock, knowledge, startApp, type TestApp } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { signIn } from '../helpers/desk-server.ts';
import { setDeskStage, shoot } from '../helpers/desk-stage.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { greeted } from '../helpers/greeted.ts';
import { redacted } from '../helpers/redacted.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0);
const DOWN: Incident = {
  id: 'one',
  academies: ['paris'],
  system: 'portal',
  severity: 'outage',
  text: { fr: 'Le portail Arena est en panne depuis 8 h 10.', en: 'The Arena portal is down since 8:10.' },
};
const notice = {
  ...{ academies: ['paris'], system: 'portal', severity: 'outage', endsAt: null },
  ...{ fr: DOWN.text.fr, en: DOWN.text.en },
};
const step = createTestStep();

/** What the bot says to some words, one after the other, while something is out of order; with the keys of its texts. */
function talk(academy: string | null, incident: Incident | undefined, ...words: string[]) {
  const desk: Desk = { ...NOBODY, incidents: incident ? [incident] : [] };
  let told = step(beginConversation('fr', academy), { type: 'joined' }, NOW, desk);
  const said = [repliesOf(told)];
  for (const text of words) {
    told = step(told.stored, { type: 'message', text: redacted(text), found: [] }, NOW, desk);
    said.push(repliesOf(told));
  }
  return {
    told,
    keys: said.map((replies) => replies.map(({ message }) => message)),
    last: said.at(-1) ?? [],
  };
}

describe('an incident in a conversation', () => {
  it('is the first line, and keeps the flow from proposing what cannot help', () => {
    const { keys, last } = talk('paris', DOWN, 'mot de passe expiré');
    expect(keys[0]?.[0]).to.equal('incident_now');
    expect(keys[1]).to.deep.equal(['outage']);
    expect(last[0]?.text)
      .to.include('Le portail Arena est en panne')
      .and.to.include('inutile de changer votre mot de passe');
  });

  it('lets those who have another trouble, or another academy, go on as ever', () => {
    expect(talk('paris', DOWN, 'hameçonnage').keys.flat()).not.to.include('outage');
    expect(talk('lyon', DOWN, 'mot de passe expiré').keys.flat()).not.to.include('outage');
    expect(talk(null, DOWN, 'mot de passe expiré', 'Lyon').keys.flat()).not.to.include('outage');
    expect(talk(null, DOWN, 'mot de passe expiré', 'Paris').keys.flat()).to.include('outage');
    const slow = { ...DOWN, severity: 'degraded' as const };
    expect(talk('paris', slow, 'mot de passe expiré').keys.flat()).not.to.include('outage');
  });

  it('is said with the answers that it concerns, and with no other', () => {
    const first = (text: string, academy = 'paris') => talk(academy, DOWN, text).last[0];
    const touched = first('où est-ce que je change mon mot de passe ?');
    expect(touched?.message).to.match(/^answer\./);
    expect(touched?.text).to.match(/^Un incident est en cours\. Le portail Arena est en panne/);
    const other = first('quel est le serveur imap ?');
    expect(other?.message).to.match(/^answer\./);
    expect(other?.text).not.to.include('Incident');
    expect(first('où est-ce que je change mon mot de passe ?', 'lyon')?.text).not.to.include('Incident');
  });

  it('that only slows things down is told, and the flow goes on', () => {
    const slow = { ...DOWN, severity: 'degraded' as const };
    const usual = talk('paris', undefined, 'mot de passe expiré').keys.at(-1) ?? [];
    const { keys } = talk('paris', slow, 'mot de passe expiré');
    expect(keys.at(-1)).to.include('incident_now').and.to.include(usual.at(-1));
  });

  it('is the first line for whoever comes back to a conversation of long ago', () => {
    const { keys } = talk('paris', DOWN, 'bonjour');
    expect(keys.at(-1)?.[0]).to.equal('incident_now');
  });

  it('is no wall: who wants to looks for another cause', () => {
    const usual = talk('paris', undefined, 'Compte bloqué').last.map(({ message }) => message);
    const { keys } = talk('paris', DOWN, 'Compte bloqué', 'Chercher une autre cause');
    expect(keys.at(-1)).to.include(usual.at(-1));
  });

  it('goes with a request to whoever takes over', () => {
    const { told } = talk('paris', DOWN, 'mot de passe expiré', 'une personne');
    expect(told.stored.snapshot).to.include('handoff');
    const packet = { ...EMPTY, incident: DOWN.text.fr };
    const rows = packetRows(packet, knowledge, 'fr');
    expect(rows.find(({ id }) => id === 'incident')).to.include({ label: 'Incident en cours' });
  });
});

const EMPTY = {
  ...{ academy: 'paris', academyNamed: null, trouble: null, paused: null, state: 'menu', steps: [] },
  ...{ device: null, mailClient: null, browser: null, error: null, attempt: null, at: NOW },
  ...{ locale: 'fr' as const, confidence: null, urgent: false, agent: null, transcript: [] },
};

for (const engine of engines) {
  describe(`incidents at the desk, on ${engine.name}`, () => {
    const clock = createClock();
    let app: TestApp;
    before(async () => {
      app = await startApp({ DATABASE_URL: await engine.databaseUrl() }, clock);
    });
    after(() => app.close());

    const lead = () => signIn({ ...app, clock }, 'Léa', 'lead', ['paris']);

    /** Waits, for the five seconds in which every instance has to know. */
    const untilGreeted = (fits: (said: string) => boolean, url = app.url) =>
      eventually(async () => fits(await greeted(url)) || undefined);

    it('are published by a lead, told in conversations, and lifted; every act is noted', async () => {
      const { call } = await lead();
      const { status, body } = await call('POST', '/desk/api/incidents', notice);
      expect(status).to.equal(201);
      await untilGreeted((said) => said.includes('incident est en cours') && said.includes('notices'));
      const listed = await call('GET', '/desk/api/incidents');
      expect(listed.body.incidents[0].audit).to.deep.equal([
        { action: 'published', by: 'Léa', at: clock.now() },
      ]);
      expect((await call('POST', `/desk/api/incidents/${body.id}/lift`)).status).to.equal(204);
      await untilGreeted((said) => !said.includes('Arena est en panne'));
      expect((await call('POST', `/desk/api/incidents/${body.id}/lift`)).status).to.equal(404);
    });

    it('begin at the time that is set', async () => {
      const { call } = await lead();
      const startsAt = clock.now() + 60_000;
      const late = { ...notice, startsAt, endsAt: startsAt };
      expect((await call('POST', '/desk/api/incidents', late)).status).to.equal(400);
      const { body } = await call('POST', '/desk/api/incidents', { ...notice, startsAt });
      expect((await call('GET', '/desk/api/incidents')).body.incidents[0].startsAt).to.equal(startsAt);
      expect(await greeted(app.url)).not.to.include('Arena est en panne');
      clock.advance(60_000);
      await untilGreeted((said) => said.includes('Arena est en panne'));
      await call('POST', `/desk/api/incidents/${body.id}/lift`);
      await untilGreeted((said) => !said.includes('Arena est en panne'));
    });

    it('end by themselves', async () => {
      const { call } = await lead();
      await call('POST', '/desk/api/incidents', { ...notice, endsAt: clock.now() + 60_000 });
      await untilGreeted((said) => said.includes('Arena est en panne'));
      clock.advance(60_000);
      expect(await greeted(app.url)).not.to.include('Arena est en panne');
    });

    it('are refused where they are unsafe, over, or not for this lead to say; and of others', async () => {
      const { call } = await lead();
      const refused = async (change: object) =>
        (await call('POST', '/desk/api/incidents', { ...notice, ...change })).status;
      const unsafe = await call('POST', '/desk/api/incidents?locale=fr', {
        ...notice,
        fr: 'Le portail est en panne, acceptez le certificat.',
      });
      expect(unsafe.status).to.equal(422);
      expect(unsafe.body.error.message).to.include('fait accepter');
      expect(await refused({ endsAt: clock.now() })).to.equal(400);
      expect(await refused({ academies: ['lyon'] })).to.equal(403);
      expect(await refused({ academies: '*' })).to.equal(403);
      expect(await refused({ en: '' })).to.equal(400);
      const agent = await signIn({ ...app, clock }, 'Marie', 'agent', ['paris']);
      expect((await agent.call('POST', '/desk/api/incidents', notice)).status).to.equal(403);
    });

    if (engine.name === 'PostgreSQL') {
      it('are told by every instance', async () => {
        const other = await startApp({ DATABASE_URL: app.databaseUrl }, clock);
        try {
          const { call } = await lead();
          await call('POST', '/desk/api/incidents', notice);
          await untilGreeted((said) => said.includes('Arena est en panne'), other.url);
        } finally {
          await other.close();
        }
      });
    }
  });
}

describe('the incidents of the desk’s page', function () {
  this.timeout(60_000);
  const stage = setDeskStage();

  it('go from a lead’s form to the chat of somebody else, without a reload, and away again', async () => {
    const person = await stage.newcomer();
    const lead = await stage.agent('Léa Moreau', {}, 'lead');
    await lead.getByRole('button', { name: 'Incidents' }).click();
    const dialog = lead.getByRole('dialog');
    await dialog.getByLabel('Texte français').fill('Le portail est en panne : acceptez le certificat.');
    await dialog.getByRole('button', { name: 'Annoncer', exact: true }).click();
    await dialog.getByText('fait accepter').waitFor();
    await dialog.getByLabel('Texte français').fill(DOWN.text.fr);
    await shoot(lead, 'incident-form');
    expect(await violations(lead)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Annoncer', exact: true }).click();
    await person.locator('.incident', { hasText: 'Arena est en panne' }).waitFor();
    await shoot(person, 'incident-chat');
    expect(await violations(person)).to.deep.equal([]);
    await lead.getByRole('button', { name: 'Incidents' }).click();
    await dialog.getByRole('button', { name: 'Lever l’incident' }).click();
    await person.locator('.incident').waitFor({ state: 'detached' });
  });
});
