import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { sql } from 'kysely';
import pino from 'pino';
import { StoreError } from '../../src/store/errors.ts';
import { openStore } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { engines } from '../helpers/engines.ts';

const OPEN_STORE = join(import.meta.dirname, '../helpers/open-store.ts');
const log = pino({ level: 'silent' });
const open = (url: string) => openStore(url, log);

for (const { name, databaseUrl } of engines) {
  describe(`the store on ${name}`, () => {
    it('is brought up to date once, by whoever comes first, and keeps what it has', async () => {
      const url = await databaseUrl();
      const started = await Promise.all(
        [1, 2, 3].map(() => promisify(execFile)(process.execPath, [OPEN_STORE, url])),
      );
      const [key, ...others] = started.map(({ stdout }) => stdout);
      expect(others).to.deep.equal([key, key]);
      const store = await open(url);
      expect(await queries.settingOnce(store.db, 'key', () => 'other')).to.equal(key);
      await store.close();
    });

    it('refuses a database that a newer version has used, and says so', async () => {
      const url = await databaseUrl();
      const store = await open(url);
      await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '9999')`.execute(
        store.db,
      );
      await store.close();
      const failure = await open(url).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(StoreError);
      expect(String(failure)).to.match(/newer version/);
      expect(String(failure)).to.not.include('for-tests');
    });

    it('fires no timer that was set anew or cancelled since it was read', async () => {
      const { db, close } = await open(await databaseUrl());
      const timer = { conversationId: 'c', id: 't', token: 'first', dueAt: 1, event: '{}' };
      await queries.setTimer(db, timer);
      const [due] = await queries.dueTimers(db, 1, 10);
      await queries.setTimer(db, { ...timer, token: 'second', dueAt: 5 });
      expect(due && (await queries.takeTimer(db, due))).to.equal(false);
      const [again] = await queries.dueTimers(db, 5, 10);
      expect(again && (await queries.takeTimer(db, again))).to.equal(true);
      expect(again && (await queries.takeTimer(db, again))).to.equal(false);
      await close();
    });

    it('tells of a statement that fails and whose result nobody waits for, whatever comes after it', async () => {
      const { db, transact, close } = await open(await databaseUrl());
      const entry = { conversationId: 'c', seq: 1, id: 'c|1', body: '{}', createdAt: 1 };
      const twice = (after: (trx: queries.Trx) => Promise<unknown>) =>
        transact(async (trx) => {
          await queries.settingOnce(trx, 'written', () => 'before');
          await queries.appendActivities(trx, [entry]);
          await queries.appendActivities(trx, [entry]);
          await after(trx);
        }).then(
          () => 'committed',
          (error: Error) => error.message,
        );
      const nothing = async () => {};
      const question = (trx: queries.Trx) => queries.findConversation(trx, 'c');
      const timer = { conversationId: 'c', id: 't', token: 't', dueAt: 1, event: '{}' };
      for (const after of [nothing, question, (trx: queries.Trx) => queries.setTimer(trx, timer)])
        expect(await twice(after)).to.match(/unique|duplicate/i);
      for (const table of ['setting', 'activity', 'timer'] as const)
        expect(await db.selectFrom(table).selectAll().execute(), table).to.deep.equal([]);
      await transact((trx) => queries.appendActivities(trx, [entry]));
      expect(await queries.readActivities(db, 'c', 0, 10)).to.deep.equal([entry]);
      await close();
    });

    it('undoes the whole of a piece of work that fails, and nothing of the others', async () => {
      const { db, transact, close } = await open(await databaseUrl());
      const put = (name: string, fails: boolean) =>
        transact(async (trx) => {
          await queries.settingOnce(trx, name, () => name);
          await queries.settingOnce(trx, `${name}-again`, () => name);
          if (fails) throw new Error(`${name} fails`);
          return name;
        }).catch((error: Error) => error.message);
      const results = await Promise.all([put('a', false), put('b', true), put('c', false)]);
      expect(results).to.deep.equal(['a', 'b fails', 'c']);
      const rows = await db.selectFrom('setting').select('name').orderBy('name').execute();
      expect(rows.map((row) => row.name)).to.deep.equal(['a', 'a-again', 'c', 'c-again']);
      await close();
    });

    it('has the same types for what it stores', async () => {
      const { db, close } = await open(await databaseUrl());
      const dueAt = Date.UTC(2026, 10, 23);
      await queries.setTimer(db, { conversationId: 'c', id: 't', token: 'x', dueAt, event: '{}' });
      const [timer] = await queries.dueTimers(db, dueAt, 10);
      expect(timer?.dueAt).to.equal(dueAt);
      await close();
    });
  });
}

describe('the embedded database', () => {
  it('commits to the disk before it says so', async () => {
    const { db, close } = await open(`file:${join(temporaryFolder(), 'permanence.db')}`);
    const pragma = async (name: string) =>
      Object.values((await sql.raw(`PRAGMA ${name}`).execute(db)).rows[0] as object)[0];
    expect(await pragma('journal_mode')).to.equal('wal');
    expect(await pragma('synchronous')).to.equal(2);
    await close();
  });

  it('is refused where it is none or cannot be opened, and named', async () => {
    const path = join(temporaryFolder(), 'permanence.db');
    writeFileSync(path, 'this is not a database, although it is long enough to be read as one');
    for (const attempt of [open(`file:${path}`), open('file:/dev/null/permanence.db')]) {
      const failure = await attempt.catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(StoreError);
      expect(String(failure)).to.include('DATABASE_URL');
    }
  });

  it('is not named with its password where PostgreSQL cannot be reached', async () => {
    const failure = await open('postgres://permanence:secret@127.0.0.1:1/none').catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(StoreError);
    expect(String(failure)).to.include('127.0.0.1:1/none').and.not.include('secret');
  });
});
