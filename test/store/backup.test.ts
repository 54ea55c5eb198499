import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { expect } from 'chai';
import pino from 'pino';
import { createTokens } from '../../src/channels/webchat/token.ts';
import { eraseConversation } from '../../src/records/erasure.ts';
import { checkDatabase, copyDatabase } from '../../src/store/backup/copy-database.ts';
import { restoreDatabase } from '../../src/store/backup/restore.ts';
import { openStore } from '../../src/store/open.ts';
import { startApp, temporaryFolder } from '../helpers/app.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { startService } from '../helpers/process.ts';
import { putConversation } from '../helpers/records.ts';

const log = pino({ level: 'silent' });
const AT = Date.UTC(2026, 10, 23, 8);
const DATA = join(import.meta.dirname, '../../src/commands/data.ts');
const RELEASED = join(import.meta.dirname, '../fixtures/databases/0.1.0.sql');

async function run(databaseUrl: string, args: string[], env: Record<string, string> = {}) {
  const options = { env: { ...process.env, LANG: 'C', LC_ALL: '', ...env, DATABASE_URL: databaseUrl } };
  return promisify(execFile)(process.execPath, [DATA, ...args], options).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stderr }) => ({ code: Number(code), said: String(stderr) }),
  );
}

describe('copies of the embedded database', () => {
  const place = () => join(temporaryFolder(), 'permanence.db');
  const filled = async (path: string, ...ids: string[]) => {
    const store = await openStore(`file:${path}`, log);
    for (const id of ids) await putConversation(store, id, AT, 'tourterelle');
    return store;
  };
  const failureOf = (attempt: () => unknown) => {
    try {
      attempt();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it('are made under load, and restored with the same sums', async () => {
    const path = place();
    const service = await startService({ DATABASE_URL: `file:${path}` });
    let going = true;
    let taken = 0;
    const talk = async () => {
      const client = await DirectLineClient.begin(service.url, { academy: 'paris' });
      while (going) if ((await client.say('Compte bloqué')).status === 200) taken++;
    };
    const talks = [talk(), talk(), talk(), talk()];
    while (taken < 20) await new Promise((resolve) => setImmediate(resolve));
    const copy = join(temporaryFolder(), 'copy.db');
    const made = await copyDatabase(path, copy);
    const during = taken;
    expect((await run(`file:${path}`, ['backup', join(temporaryFolder(), 'second.db')])).code).to.equal(0);
    going = false;
    await Promise.all(talks);
    expect(taken).to.be.greaterThan(during);
    expect(made.activity?.rows).to.be.greaterThan(20);
    expect(statSync(copy).mode & 0o777).to.equal(0o600);

    expect(failureOf(() => restoreDatabase(copy, path, AT))).to.match(/another process serves/);
    await service.end();
    const { tables, former, current } = restoreDatabase(copy, path, AT);
    expect(tables).to.deep.equal(made);
    expect(checkDatabase(path)).to.deep.equal(made);
    expect(current).to.equal(true);
    expect(checkDatabase(former ?? '').activity?.rows).to.be.greaterThan(made.activity?.rows ?? 0);
    expect(readdirSync(dirname(path)).filter((name) => /-wal$|partial/.test(name))).to.deep.equal([]);
  });

  it('are never overwritten, and refused where they are damaged, of a newer version or of something else', async () => {
    const path = place();
    await (await filled(path, 'a')).close();
    const copy = join(temporaryFolder(), 'copy.db');
    await copyDatabase(path, copy);
    const again = await copyDatabase(path, copy).catch((error: Error) => error.message);
    expect(again).to.match(/never overwritten/);

    const newer = new DatabaseSync(copy);
    newer.exec("insert into kysely_migration values ('9999-later', 'x')");
    newer.close();
    expect(failureOf(() => restoreDatabase(copy, path, AT))).to.match(/newer version.*9999-later/);
    const bytes = readFileSync(copy);
    writeFileSync(copy, bytes.fill(7, 4096, 20_000));
    expect(failureOf(() => restoreDatabase(copy, path, AT))).to.match(/damaged|no database that can be read/);
    const other = join(temporaryFolder(), 'other.db');
    new DatabaseSync(other).exec('create table x (y)');
    expect(failureOf(() => restoreDatabase(other, path, AT))).to.match(/no database of this service/);
    expect(failureOf(() => restoreDatabase('nowhere.db', path, AT))).to.match(/no such file/);
    expect(checkDatabase(path).conversation?.rows).to.equal(1);
  });

  it('do not bring back what was erased after them', async () => {
    const path = place();
    const store = await filled(path, 'kept', 'erased');
    const copy = join(temporaryFolder(), 'copy.db');
    expect((await run(`file:${path}`, ['backup', copy])).code).to.equal(0);
    await eraseConversation(store, 'erased', AT);
    await store.close();
    const { said } = await run(`file:${path}`, ['restore', copy], { LANG: 'fr_FR.UTF-8' });
    expect(said).to.match(/Base restaurée dans/);
    expect(said).to.match(/Une conversation effacée après la copie a été effacée de nouveau/);
    const restored = await openStore(`file:${path}`, log);
    const rows = await restored.db.selectFrom('conversation').select('id').execute();
    expect(rows).to.deep.equal([{ id: 'kept' }]);
    await restored.close();
  });

  it('are closed to others once restored, whoever could read them', () => {
    const { path: old } = released();
    chmodSync(old, 0o644);
    const path = place();
    restoreDatabase(old, path, AT);
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it('are compared with the checksum beside them', async () => {
    const path = place();
    await (await filled(path, 'a')).close();
    const copy = join(temporaryFolder(), 'copy.db');
    await run(`file:${path}`, ['backup', copy]);
    writeFileSync(`${copy}.sha256`, `${'0'.repeat(64)}  copy.db\n`);
    const refused = await run(`file:${path}`, ['restore', copy]);
    expect(refused).to.deep.include({ code: 1 });
    expect(refused.said).to.match(/SHA-256 is not that of/);
  });

  it('are for SQLite: for PostgreSQL its own tools are named, and a file has to be', async () => {
    expect((await run('postgres://x@127.0.0.1:1/y', ['backup', 'z'])).said).to.match(/pg_dump/);
    expect((await run(`file:${place()}`, ['backup'])).said).to.match(/Expected a new file/);
    expect((await run(`file:${place()}`, ['backup', place()])).said).to.match(/no database at/);
  });
});

describe('an upgrade from a database of 0.1.0', () => {
  const copiesOf = (path: string) =>
    readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.before-`));

  it('goes on with its conversations, and leaves a copy that leads back to what was', async () => {
    const { path, key, conversation } = released();
    const before = checkDatabase(path);
    const app = await startApp({ DATABASE_URL: `file:${path}` });
    const [copy = '', ...others] = copiesOf(path);
    expect(copy).to.match(/\.before-0007-one-spelling\./);
    expect(others).to.deep.equal([]);
    const claims = { user: 'u', conversationId: conversation, begunAt: Math.floor(Date.now() / 1000) };
    const token = await createTokens(key, Date.now).sign(claims);
    const client = new DirectLineClient(`${app.url}/v3/directline`, token, conversation);
    const heard = (await client.all()).length;
    expect((await client.say('ok')).status).to.equal(200);
    expect((await client.all()).length).to.be.greaterThan(heard + 1);
    await app.close();

    const { tables, current } = restoreDatabase(join(dirname(path), copy), path, AT);
    expect(current).to.equal(false);
    expect(tables).to.deep.equal(before);
    expect(checkDatabase(path)).to.deep.equal(before);
  });

  it('copies nothing where no table changes', async () => {
    const { path } = released();
    await (await openStore(`file:${path}`, log)).close();
    await (await openStore(`file:${path}`, log)).close();
    expect(copiesOf(path)).to.have.length(1);
  });

  it('changes nothing where no copy can be made', async () => {
    // The name of the file fits, and that of a copy does not.
    const { path } = released('x'.repeat(230));
    const before = checkDatabase(path);
    const failure = await openStore(`file:${path}`, log).catch((error: Error) => error.message);
    expect(failure).to.match(/no copy can be made before/);
    expect(checkDatabase(path)).to.deep.equal(before);
  });
});

/** The database of 0.1.0, with one conversation. */
function released(name = 'permanence.db') {
  const path = join(temporaryFolder(), name);
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode=WAL; begin; ${readFileSync(RELEASED, 'utf8')} commit`);
  const row = (sql: string) => database.prepare(sql).get() as Record<string, string>;
  const key = row("select value from setting where name = 'webchat.tokenKey'").value ?? '';
  const conversation = row("select id from conversation where academy = 'paris'").id ?? '';
  database.close();
  return { path, key, conversation };
}
