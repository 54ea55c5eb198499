import { expect } from 'chai';
import { academyOf } from '../../dialogs/knowledge/academy.ts';
import { dueFacts, stillTrue } from '../../src/desk/freshness/due-facts.ts';
import { ownerAddress } from '../../src/desk/freshness/owner.ts';
import { mailOwners } from '../../src/desk/freshness/owner-mail.ts';
import { createLog } from '../../src/operations/log.ts';
import { createClock, knowledge, startApp, type TestApp } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { signIn } from '../helpers/desk-server.ts';
import { setDeskStage, shoot } from '../helpers/desk-stage.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { type MailServer, startMailServer } from '../helpers/mail-server.ts';

const HOUR = 3_600_000;
/** What the file says of the support in Lyon: the wording is an editor's. */
const SUPPORT = academyOf(knowledge.academies, 'lyon').facts.support?.value.fr ?? '';
/** Nineteen months after the facts of Lyon were checked. */
const LATER = Date.UTC(2028, 5, 6, 8);

describe('facts', () => {
  const month = (text: string) => dueFacts(knowledge.academies, Date.parse(`${text}-15`));

  it('are due a month before the bot says how old they are, and not sooner', () => {
    expect(month('2026-12')).to.deep.equal([]);
    expect(month('2028-05').every(({ stale }) => !stale)).to.equal(true);
    expect(month('2028-05')).not.to.have.length(0);
    expect(month('2028-06').every(({ stale }) => stale)).to.equal(true);
  });

  it('that had an end and are true all the same have none any more', () => {
    const lyon = academyOf(knowledge.academies, 'lyon');
    const { support } = lyon.facts;
    if (!support) throw new Error('Lyon has no support');
    const ended = { ...lyon, facts: { support: { ...support, expiresOn: '2027-01' } } };
    const changes = stillTrue(new Map([['lyon', ended]]), 'lyon', 'support', LATER);
    expect(changes.map(({ path, value }) => [path.at(-1), value])).to.deep.equal([
      ['checkedOn', '2028-06'],
      ['expiresOn', null],
    ]);
  });
});

for (const engine of engines) {
  describe(`facts that are due for checking, on ${engine.name}`, function () {
    this.timeout(30_000);
    const clock = createClock(LATER);
    let app: TestApp;
    beforeEach(async () => {
      app = await startApp({ DATABASE_URL: await engine.databaseUrl() }, clock);
    });
    afterEach(() => app.close());
    const ask = { academy: 'lyon', fact: 'support' };
    const lead = (academy = 'lyon') => signIn({ ...app, clock }, 'Léa', 'lead', [academy]);
    const dueAt = async (at = app) => {
      const metrics = await (await fetch(`${at.url}/metrics`)).text();
      return Number(/^permanence_facts_due (\d+)/m.exec(metrics)?.[1]);
    };

    it('are shown with what they say and where to look; one click says that one is still true, with name and date', async () => {
      const { call } = await lead();
      const { facts } = (await call('GET', '/desk/api/facts?locale=fr')).body;
      const support = facts.find(({ fact }: { fact: string }) => fact === 'support');
      expect(support).to.deep.include({
        ...{ academy: 'lyon', title: 'Assistance', value: SUPPORT, stale: true },
        ...{ checked: 'novembre 2026', academyName: 'Lyon' },
      });
      expect(support.documents[0].title).to.include('Convergence');
      const before = await dueAt();
      expect((await call('POST', '/desk/api/facts/check?locale=fr', ask)).status).to.equal(204);
      expect(await dueAt()).to.equal(before - 1);
      expect((await call('POST', '/desk/api/facts/check', ask)).status).to.equal(404);
      const [audit] = await app.store.db.selectFrom('contentAudit').selectAll().execute();
      expect(audit).to.include({
        ...{ agentName: 'Léa', action: 'published', createdAt: LATER },
      });
      expect(audit?.detail).to.match(/^Vérifié, toujours vrai\s: Assistance$/);
    });

    it('are no more said with an old date, also after a restart', async () => {
      const said = async () => {
        const person = await DirectLineClient.begin(app.url, { academy: 'lyon', locale: 'fr' });
        await person.say('qui contacter pour une assistance ?');
        return (await person.hear()).map(({ text }) => text).join('\n');
      };
      expect(await said()).to.include('novembre 2026');
      const { call } = await lead();
      await call('POST', '/desk/api/facts/check', ask);
      expect(await said()).not.to.include('novembre 2026');
      await app.close();
      app = await startApp({ DATABASE_URL: app.databaseUrl }, clock);
      expect(await said()).not.to.include('novembre 2026');
    });

    it('are for leads of the academy to say so', async () => {
      const elsewhere = await lead('paris');
      expect((await elsewhere.call('POST', '/desk/api/facts/check', ask)).status).to.equal(404);
      const agent = await signIn({ ...app, clock }, 'Marie', 'agent', ['lyon']);
      expect((await agent.call('POST', '/desk/api/facts/check', ask)).status).to.equal(403);
    });

    if (engine.name === 'PostgreSQL') {
      it('are checked for every instance', async () => {
        const other = await startApp({ DATABASE_URL: app.databaseUrl }, clock);
        try {
          const before = await dueAt(other);
          await (await lead()).call('POST', '/desk/api/facts/check', ask);
          await eventually(async () => (await dueAt(other)) < before || undefined);
        } finally {
          await other.close();
        }
      });
    }
  });

  describe(`the owner of facts, on ${engine.name}`, () => {
    const clock = createClock(LATER);
    let mail: MailServer;
    let app: TestApp;
    before(async () => {
      mail = await startMailServer();
      app = await startApp({ DATABASE_URL: await engine.databaseUrl() }, clock);
    });
    after(async () => {
      await app.close();
      await mail.close();
    });

    const lyon = academyOf(knowledge.academies, 'lyon');
    const owned = { ...lyon, owner: { name: 'Camille', email: 'camille@ac-lyon.fr' } };
    const look = () => {
      clock.advance(HOUR);
      return mailOwners({
        ...{ store: app.store, log: createLog('silent'), now: clock.now, publicUrl: 'https://aide.example' },
        ...{ url: `smtp://127.0.0.1:${mail.port}`, from: 'permanence@example.fr' },
        knowledge: { ...knowledge, academies: new Map([...knowledge.academies, ['lyon', owned]]) },
      });
    };

    it('is whom the settings name for the academy, else whom its file names, else whom the settings name for all others', () => {
      const named = new Map([
        ['lyon', 'luc@ac-lyon.fr'],
        ['*', 'tous@example.fr'],
      ]);
      const others = new Map([['*', 'tous@example.fr']]);
      const paris = academyOf(knowledge.academies, 'paris');
      expect([
        ownerAddress(owned, named),
        ownerAddress(owned, others),
        ownerAddress(paris, others),
      ]).to.deep.equal(['luc@ac-lyon.fr', 'camille@ac-lyon.fr', 'tous@example.fr']);
      expect(ownerAddress(paris, undefined)).to.equal(undefined);
    });

    it('is told by one mail, again where the server did not take it, and never twice', async () => {
      mail.fates.push(451);
      await look();
      await look();
      await Promise.all([look(), look()]);
      const taken = mail.received.filter(({ to }) => to.includes('camille@ac-lyon.fr'));
      expect(new Set(taken.map(({ headers }) => headers.get('message-id')))).to.have.length(1);
      const last = taken.at(-1);
      expect(last?.headers.get('subject')).to.match(/^\d+ faits à vérifier/);
      expect(last?.text).to.include(SUPPORT).and.to.include('https://aide.example/desk');
      const count = mail.received.length;
      await look();
      expect(mail.received).to.have.length(count);
    });
  });
}

describe('facts on the desk’s page', function () {
  this.timeout(60_000);
  const stage = setDeskStage();

  it('are checked with one click', async () => {
    stage.clock.advance(LATER + HOUR - stage.clock.now());
    const page = await stage.agent('Léa Moreau', {}, 'lead');
    await page.locator('.menu summary').click();
    await page.getByRole('button', { name: 'Faits à vérifier' }).click();
    const dialog = page.getByRole('dialog');
    const support = dialog.getByRole('region', { name: 'Assistance', exact: true });
    await support.waitFor();
    await shoot(page, 'facts-due');
    expect(await violations(page)).to.deep.equal([]);
    await support.getByRole('button', { name: 'Vérifié, toujours vrai' }).click();
    await support.waitFor({ state: 'detached' });
  });
});
