import { expect } from 'chai';
import { sql } from 'kysely';
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

describe('statements of a turn on PostgreSQL', () => {
  it('are planned once a connection, and not at each turn', async () => {
    const store = await openStore(await (await sharedPostgres()).createDatabase(), pino({ level: 'silent' }));
    try {
      await putConversation(store, 'c', Date.now(), 'tourterelle');
      const planned = await store.transact(async (trx) => {
        for (let turn = 0; turn < 3; turn++) await queries.lockConversation(trx, 'c');
        const { rows } = await sql<{ statement: string }>`
          select statement from pg_prepared_statements where not from_sql`.execute(trx);
        return rows.filter(({ statement }) => statement.includes('for update'));
      });
      expect(planned).to.have.length(1);
    } finally {
      await store.close();
    }
  });
});
