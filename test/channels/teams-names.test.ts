import { expect } from 'chai';
import { namelessReferences } from '../../src/store/migrations/0018-nameless-references.ts';
import { startApp } from '../helpers/app.ts';
import { startConnector } from '../helpers/connector.ts';
import { call } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { putConversation } from '../helpers/records.ts';

const said = (serviceUrl: string, more: object) => ({
  type: 'message',
  id: crypto.randomUUID(),
  channelId: 'msteams',
  serviceUrl,
  from: { id: '29:person', aadObjectId: 'a1', name: 'Jeanne Dupont', userPrincipalName: 'jeanne@example.fr' },
  recipient: { id: '28:bot', name: 'Permanence' },
  conversation: { id: 'a:chat', conversationType: 'personal', tenantId: 't', isGroup: 'perhaps' },
  ...more,
});

for (const { name, databaseUrl } of engines) {
  describe(`names of people in Teams, on ${name}`, () => {
    it('are not stored, and replies go out without', async () => {
      const connector = await startConnector();
      const app = await startApp({ TEAMS_UNAUTHENTICATED: 'true', DATABASE_URL: await databaseUrl() });
      try {
        const post = (more: object) =>
          call(`${app.url}/api/messages`, 'POST', undefined, said(connector.url, more));
        expect((await post({ text: 'compte bloqué' })).status).to.equal(200);
        const conversation = { id: '19:team', conversationType: 'channel', name: 'Équipe Dupont' };
        expect((await post({ text: 'compte bloqué', conversation })).status).to.equal(200);
        await eventually(() => (connector.sent.length >= 2 ? true : undefined));
        for (const table of ['conversation', 'activity', 'outbox', 'inbox'] as const) {
          const rows = JSON.stringify(await app.store.db.selectFrom(table).selectAll().execute());
          expect(rows, table).to.not.match(/Dupont|jeanne/);
        }
      } finally {
        await app.close();
        connector.close();
      }
    });

    it('are no reason to refuse who sends none: a recipient that is null, or left out', async () => {
      const connector = await startConnector();
      const app = await startApp({ TEAMS_UNAUTHENTICATED: 'true', DATABASE_URL: await databaseUrl() });
      try {
        for (const recipient of [null, undefined]) {
          const activity = said(connector.url, { text: 'compte bloqué', recipient });
          expect((await call(`${app.url}/api/messages`, 'POST', undefined, activity)).status).to.equal(200);
        }
        await eventually(() => (connector.sent.length >= 2 ? true : undefined));
      } finally {
        await app.close();
        connector.close();
      }
    });

    it('go from what an older version has stored', async () => {
      const app = await startApp({ DATABASE_URL: await databaseUrl() });
      const { db } = app.store;
      try {
        await putConversation(app.store, 'told', Date.now());
        const user = { id: '29:person', name: 'Jeanne Dupont' };
        const reference = JSON.stringify({ user, conversation: { id: 'a:chat', name: 'Équipe' } });
        await db.updateTable('conversation').set({ reference }).execute();
        await namelessReferences.up(db);
        const rows = await db.selectFrom('conversation').select('reference').execute();
        expect(rows.map((row) => JSON.parse(row.reference ?? ''))).to.deep.equal([
          { user: { id: '29:person' }, conversation: { id: 'a:chat' } },
        ]);
      } finally {
        await app.close();
      }
    });
  });
}
