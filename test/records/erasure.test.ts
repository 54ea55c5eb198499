import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'kysely';
import pino from 'pino';
import { eraseConversation } from '../../src/records/erasure.ts';
import { exportConversation } from '../../src/records/export.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { startApp, type TestApp } from '../helpers/app.ts';
import { startConnector } from '../helpers/connector.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { putConversation } from '../helpers/records.ts';
import { sendAsTeams, teamsActivity } from '../helpers/teams.ts';

const log = pino({ level: 'silent' });
const AT = Date.UTC(2026, 10, 23, 8);

for (const { name, databaseUrl } of engines) {
  describe(`a conversation on ${name}`, () => {
    let store: Store;
    let app: TestApp | undefined;
    afterEach(async () => {
      await app?.close();
      app = undefined;
    });
    before(async () => {
      store = await openStore(await databaseUrl(), log);
    });
    after(() => store.close());

    /** Every text of the database, receipts included. */
    const everything = async () => {
      const tables = await store.db.introspection.getTables();
      const rows = await Promise.all(
        tables.map((table) => sql`select * from ${sql.table(table.name)}`.execute(store.db)),
      );
      return JSON.stringify(rows.map((result) => result.rows));
    };

    it('leaves nothing when it is erased but a receipt without content', async () => {
      await putConversation(store, 'erased', AT, 'tourterelle');
      await putConversation(store, 'kept', AT, 'hirondelle');
      const receipt = await eraseConversation(store, 'erased', AT);
      expect(receipt).to.include({ act: 'erase', subject: 'erased', at: AT });
      expect(JSON.parse(receipt?.counts ?? '')).to.deep.equal({
        activity: 2,
        inbox: 1,
        outbox: 2,
        timer: 1,
        teamsCard: 1,
        feedback: 1,
        incidentWatch: 1,
        resumeCode: 1,
        ticket: 1,
        caseNote: 1,
        caseAudit: 1,
        helpCase: 1,
        conversation: 1,
      });
      const left = await everything();
      expect(left).to.include('hirondelle').and.not.include('tourterelle');
      expect(left.split('erased')).to.have.length(2);
      expect(await queries.readReceipts(store.db, 10)).to.have.length(1);
    });

    it('is exported whole, in words that a person can read, and with a receipt', async () => {
      await putConversation(store, 'exported', AT, 'rossignol');
      const found = await exportConversation(store, 'exported', AT);
      expect(Object.keys(found?.records ?? {})).to.have.members(queries.RECORDS.map(({ table }) => table));
      expect(found?.records.conversation?.[0]).to.deep.include({
        updatedAt: '2026-11-23T08:00:00.000Z',
        snapshot: { context: { story: 'rossignol' } },
        backStack: [{ words: 'rossignol' }, { words: 'rossignol' }],
      });
      const [receipt] = (await queries.readReceipts(store.db, 10)).filter(({ act }) => act === 'export');
      expect(JSON.parse(receipt?.counts ?? '')).to.include({ activity: 2, timer: 1 });
    });

    it('that is not there is neither erased nor exported, and leaves no receipt', async () => {
      expect(await eraseConversation(store, 'nobody', AT)).to.equal(undefined);
      expect(await exportConversation(store, 'nobody', AT)).to.equal(undefined);
      expect(await everything()).to.not.include('nobody');
    });

    it('has no table that erasure, export and retention forget', async () => {
      const named = queries.RECORDS.map(({ table }) => table);
      const tables = await store.db.introspection.getTables();
      const holding = tables.filter(({ columns }) =>
        columns.some((column) => ['conversationId', 'caseId', 'snapshot'].includes(column.name)),
      );
      expect(named).to.include.members(holding.map((table) => table.name));
    });

    it('goes on anew in a browser that still has it open, under numbers that the browser has not seen', async () => {
      app = await startApp({ DATABASE_URL: await databaseUrl() });
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      await client.say('Compte bloqué');
      await client.hear();
      const before = await client.all();
      await eraseConversation(app.store, client.conversationId, Date.now());
      expect(await client.all()).to.deep.equal([]);
      await client.say('Mot de passe oublié');
      const heard = (await client.hear()).map(({ text }) => text).join('\n');
      expect(heard).to.include('Bonjour, je suis l’assistant automatique');
      const ids = (await client.all()).map(({ id }) => id);
      expect(ids).to.not.have.members(before.map(({ id }) => id));
      expect(Math.min(...ids.map(numberOf))).to.be.above(Math.max(...before.map(({ id }) => numberOf(id))));
    });

    it('under way is erased between two turns, never in the middle of one', async () => {
      app = await startApp({ DATABASE_URL: await databaseUrl() });
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      const running = app;
      const talking = Promise.all(Array.from({ length: 12 }, () => client.say('Compte bloqué')));
      const erasing = Promise.all(
        Array.from({ length: 4 }, () => eraseConversation(running.store, client.conversationId, Date.now())),
      );
      const [answers] = await Promise.all([talking, erasing]);
      expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
      // What is left is whole: each message has its answer.
      const talk = (await client.all()).map(({ from }) => from.role);
      const people = talk.filter((role) => role === 'user').length;
      expect(talk.length - people).to.be.at.least(people);
      await eraseConversation(app.store, client.conversationId, Date.now());
      expect(await queries.readRecords(app.store.db, client.conversationId)).to.deep.equal({});
    });
  });
}

describe('a conversation in Teams', () => {
  it('leaves nothing where it is erased while a reply is on its way', async () => {
    const connector = await startConnector();
    const app = await startApp({ TEAMS_UNAUTHENTICATED: 'true' });
    const conversationId = 'msteams|c1';
    await sendAsTeams(app, teamsActivity(connector, 'c1', { text: 'mon compte est bloqué' }));
    await eraseConversation(app.store, conversationId, Date.now());
    // Closing waits for what is on its way.
    const url = app.databaseUrl;
    await app.close();
    const store = await openStore(url, log);
    expect(await queries.readRecords(store.db, conversationId)).to.deep.equal({});
    await store.close();
    await connector.close();
  });
});

describe('the file of the embedded database', () => {
  it('does not hold the words of an erased conversation any more', async () => {
    const app = await startApp();
    const path = app.databaseUrl.replace(/^file:/, '');
    const inFile = () =>
      readdirSync(dirname(path)).some((file) =>
        readFileSync(join(dirname(path), file)).includes('tourterelle'),
      );
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    await client.say('la tourterelle du rectorat ne marche pas');
    await sql`pragma wal_checkpoint(truncate)`.execute(app.store.db);
    expect(inFile()).to.equal(true);
    await eraseConversation(app.store, client.conversationId, Date.now());
    await sql`pragma wal_checkpoint(truncate)`.execute(app.store.db);
    expect(inFile()).to.equal(false);
    await app.close();
  });
});

function numberOf(id: string): number {
  return Number(id.split('|')[1]);
}
