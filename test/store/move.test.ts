import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import pino from 'pino';
import { MoveError } from '../../src/store/move/errors.ts';
import { moveStore } from '../../src/store/move/move.ts';
import { openStore } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { startApp, temporaryFolder } from '../helpers/app.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { sharedPostgres } from '../helpers/postgres.ts';
import { startService } from '../helpers/process.ts';
import { putConversation } from '../helpers/records.ts';

const log = pino({ level: 'silent' });
const AT = Date.UTC(2026, 10, 23, 8);
const DATA = join(import.meta.dirname, '../../src/commands/data.ts');

describe('a move from SQLite to PostgreSQL', () => {
  const emptyPostgres = async () => (await sharedPostgres()).createDatabase();
  const filled = async (conversations: number) => {
    const url = `file:${join(temporaryFolder(), 'permanence.db')}`;
    const store = await openStore(url, log);
    await store.transact(async (trx) => {
      for (let index = 0; index < conversations; index++) {
        await putConversation({ db: trx }, `c${index}`, AT, 'l’œil « têtu » 🙂 "\\');
      }
    });
    await store.close();
    return url;
  };
  const failureOf = (attempt: Promise<unknown>) => attempt.catch((error: unknown) => error);

  it('takes all rows of all tables along, and says so on a receipt', async () => {
    const [from, to] = [await filled(700), await emptyPostgres()];
    const { tables, receipt } = await moveStore(from, to, log, AT);
    expect(tables.activity?.rows).to.equal(1400);
    expect(tables.activity?.checksum).to.match(/^[0-9a-f]{16}$/);
    expect(JSON.parse(receipt.counts)).to.include({
      conversation: 700,
      outbox: 1400,
      timer: 700,
      setting: 0,
    });
    const [old, fresh] = [await openStore(from, log), await openStore(to, log)];
    for (const table of ['conversation', 'activity', 'outbox', 'timer', 'inbox'] as const) {
      const [before, after] = await Promise.all(
        [old, fresh].map(({ db }) => db.selectFrom(table).selectAll().execute()),
      );
      expect(after, table).to.have.deep.members(before ?? []);
    }
    expect(await queries.readReceipts(fresh.db, 10)).to.deep.equal([receipt]);
    await Promise.all([old.close(), fresh.close()]);
  });

  it('takes a conversation along in the middle: the same token goes on, at the same question', async () => {
    const from = `file:${join(temporaryFolder(), 'permanence.db')}`;
    const first = await startApp({ DATABASE_URL: from });
    const client = await DirectLineClient.begin(first.url, { academy: 'paris' });
    await client.say('Compte bloqué');
    const before = await client.all();
    await first.close();
    const to = await emptyPostgres();
    await moveStore(from, to, log, Date.now());
    const second = await startApp({ DATABASE_URL: to });
    const same = new DirectLineClient(`${second.url}/v3/directline`, client.token, client.conversationId);
    expect(await same.all()).to.deep.equal(before);
    await same.hear();
    await same.say('À l’instant');
    expect((await same.hear())[0]?.text).to.include('faites un seul essai');
    await second.close();
  });

  it('is refused while the service runs, and leaves the service and the target as they were', async () => {
    const from = `file:${join(temporaryFolder(), 'permanence.db')}`;
    const service = await startService({ DATABASE_URL: from });
    const to = await emptyPostgres();
    const failure = await failureOf(moveStore(from, to, log, AT));
    expect(failure).to.be.instanceOf(MoveError);
    expect(String(failure)).to.include('Stop the service');
    const client = await DirectLineClient.begin(service.url, { academy: 'paris' });
    expect((await client.say('Compte bloqué')).status).to.equal(200);
    await service.end();
    expect((await moveStore(from, to, log, AT)).tables.conversation?.rows).to.equal(1);
  });

  it('is refused into a database that has something, or the wrong way round', async () => {
    const [from, to] = [await filled(1), await emptyPostgres()];
    await moveStore(from, to, log, AT);
    const again = await failureOf(moveStore(from, to, log, AT));
    expect(again).to.be.instanceOf(MoveError);
    expect(String(again)).to.include('is not empty');
    expect(await failureOf(moveStore(to, from, log, AT))).to.be.instanceOf(MoveError);
  });

  it('is a command, which names what is wrong and never a password', async () => {
    const [from, to] = [await filled(3), await emptyPostgres()];
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, [DATA, 'move', ...args], {
        env: { ...process.env, DATABASE_URL: from },
      });
    const { stdout } = await run('--to', to);
    expect(stdout)
      .to.match(/conversation\t3 rows\t[0-9a-f]{16}/)
      .and.include('DATABASE_URL');
    for (const [args, words] of [
      [['--to', to], /not empty/],
      [[], /--to postgres/],
      [['--to', 'postgres://u:hidden-word@127.0.0.1:1/none'], /127\.0\.0\.1:1\/none/],
    ] as const) {
      const failure = (await failureOf(run(...args))) as { code: number; stderr: string };
      expect(failure.code).to.equal(1);
      expect(failure.stderr).to.match(words).and.not.include('hidden-word').and.not.include('    at ');
    }
  });
});
