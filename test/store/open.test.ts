import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'kysely';
import { openDatabase, StoreError } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { temporaryFolder } from '../helpers/app.ts';

describe('the store', () => {
  const open = (folder = temporaryFolder()) => openDatabase(`file:${join(folder, 'permanence.db')}`);

  it('commits to the disk before it says so', async () => {
    const database = await open();
    const pragma = async (name: string) =>
      Object.values((await sql.raw(`PRAGMA ${name}`).execute(database)).rows[0] as object)[0];
    expect(await pragma('journal_mode')).to.equal('wal');
    expect(await pragma('synchronous')).to.equal(2);
    await database.destroy();
  });

  it('is brought up to date once and keeps what it has', async () => {
    const folder = temporaryFolder();
    const first = await open(folder);
    const key = await queries.settingOnce(first, 'key', () => 'a');
    await first.destroy();
    const second = await open(folder);
    expect(await queries.settingOnce(second, 'key', () => 'b')).to.equal(key);
    await second.destroy();
  });

  it('refuses a database that a newer version has used, and says so', async () => {
    const folder = temporaryFolder();
    const database = await open(folder);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '9999')`.execute(database);
    await database.destroy();
    const failure = await open(folder).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(StoreError);
    expect(String(failure)).to.match(/newer version/);
  });

  it('refuses what is no database or cannot be opened, and names it', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'permanence.db'),
      'this is not a database, although it is long enough to be read as one',
    );
    for (const attempt of [open(folder), openDatabase('file:/dev/null/permanence.db')]) {
      const failure = await attempt.catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(StoreError);
      expect(String(failure)).to.include('DATABASE_URL');
    }
  });

  it('fires no timer that was set anew or cancelled since it was read', async () => {
    const database = await open();
    const timer = { conversationId: 'c', id: 't', token: 'first', dueAt: 1, event: '{}' };
    await queries.setTimer(database, timer);
    const [due] = await queries.dueTimers(database, 1, 10);
    await queries.setTimer(database, { ...timer, token: 'second', dueAt: 5 });
    expect(due && (await queries.takeTimer(database, due))).to.equal(false);
    const [again] = await queries.dueTimers(database, 5, 10);
    expect(again && (await queries.takeTimer(database, again))).to.equal(true);
    expect(again && (await queries.takeTimer(database, again))).to.equal(false);
    await database.destroy();
  });
});
