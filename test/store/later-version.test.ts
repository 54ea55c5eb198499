import { expect } from 'chai';
import pg from 'pg';
import pino from 'pino';
import { openStore } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { sharedPostgres } from '../helpers/postgres.ts';
import { putConversation } from '../helpers/records.ts';

describe('an instance whose database a newer one has given columns', () => {
  it('goes on, with the statements that PostgreSQL has planned before', async () => {
    const url = await (await sharedPostgres()).createDatabase();
    const store = await openStore(url, pino({ level: 'silent' }));
    const client = new pg.Client(url);
    await client.connect();
    try {
      await putConversation(store, 'c', Date.now(), 'tourterelle');
      const work = () =>
        store.transact(async (trx) => {
          const row = await queries.lockConversation(trx, 'c');
          return [row?.id, (await queries.readActivities(trx, 'c', 0, 10)).length];
        });
      expect(await work()).to.deep.equal(['c', 2]);
      for (const table of ['conversation', 'activity'])
        await client.query(`alter table ${table} add column "laterColumn" text`);
      expect(await work()).to.deep.equal(['c', 2]);
    } finally {
      await client.end();
      await store.close();
    }
  });
});
