import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import pino from 'pino';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { startApp } from '../helpers/app.ts';
import { type Connector, startConnector } from '../helpers/connector.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { putConversation } from '../helpers/records.ts';
import { sendAsTeams, teamsActivity } from '../helpers/teams.ts';

const COMMANDS = join(import.meta.dirname, '../../src/commands');
const AT = Date.UTC(2026, 10, 23, 8);

/** Runs a command as an operator does. */
async function run(file: string, databaseUrl: string, ...args: string[]) {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const done = promisify(execFile)(process.execPath, [join(COMMANDS, file), ...args], { env });
  return done.then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }) => ({ code: Number(code), stdout: String(stdout), stderr: String(stderr) }),
  );
}

for (const { name, databaseUrl } of engines) {
  describe(`the outbox of operators on ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await openStore(await databaseUrl(), pino({ level: 'silent' }));
      await putConversation(store, 'c', AT, 'tourterelle');
    });
    afterEach(() => store.close());
    const states = async () =>
      (await store.db.selectFrom('outbox').select(['seq', 'state']).orderBy('seq').execute()).map(
        ({ seq, state }) => `${seq} ${state}`,
      );
    const set = (seq: number, state: queries.OutboxRow['state']) =>
      store.db.updateTable('outbox').set({ state }).where('seq', '=', seq).execute();
    const retry = (seq: number) =>
      store.transact((trx) => queries.retryReply(trx, { conversationId: 'c', seq }, AT));
    const drop = (seq: number) =>
      store.transact((trx) => queries.dropReply(trx, { conversationId: 'c', seq }));

    it('sends a reply again that was given up, once what is under way is done', async () => {
      await set(1, 'failed');
      await set(2, 'sending');
      expect(await retry(1)).to.deep.equal({ done: true });
      expect(await states()).to.deep.equal(['1 queued', '2 sending']);
      await set(2, 'failed');
      expect(await retry(2)).to.deep.equal({ done: true });
      expect(await states()).to.deep.equal(['1 waiting', '2 queued']);
    });

    it('does not touch a reply that is under way, or one that is none', async () => {
      await set(1, 'sending');
      expect(await retry(1)).to.deep.equal({ done: false, state: 'sending' });
      expect(await drop(1)).to.deep.equal({ done: false, state: 'sending' });
      expect(await retry(9)).to.deep.equal({ done: false });
    });

    it('drops a reply, and the next one goes out', async () => {
      expect(await drop(1)).to.deep.equal({ done: true });
      expect(await states()).to.deep.equal(['2 waiting']);
    });
  });
}

describe('npm run outbox', () => {
  let connector: Connector;
  before(async () => {
    connector = await startConnector();
  });
  after(() => connector.close());

  it('shows what was not delivered, without a text, and delivers it while the service runs', async () => {
    const app = await startApp({ TEAMS_UNAUTHENTICATED: 'true' });
    connector.statuses.push(500);
    await sendAsTeams(app, teamsActivity(connector, 'c1', { text: 'mon compte tourterelle est bloqué' }));
    const [failed] = await eventually(async () => {
      const rows = await queries.listOutbox(app.store.db, ['failed'], 10);
      return rows.length > 0 ? rows : undefined;
    });
    const listed = await run('outbox.ts', app.databaseUrl);
    expect(listed.stdout).to.match(/^msteams\|c1\t\d+\tfailed\t.*the connector answered 500/m);
    expect(listed.stdout).to.not.include('tourterelle').and.not.include('bloqué');
    const before = connector.sent.length;
    const again = await run('outbox.ts', app.databaseUrl, 'retry', 'msteams|c1', String(failed?.seq));
    expect(again).to.include({ code: 0 });
    await eventually(() => (connector.sent.length > before ? true : undefined));
    await eventually(async () =>
      (await run('outbox.ts', app.databaseUrl)).stdout.includes('Everything has been delivered')
        ? true
        : undefined,
    );
    await app.close();
  });

  it('says what it wants, and ends with 1', async () => {
    const app = await startApp();
    for (const [args, words] of [
      [['repeat'], /retry or drop/],
      [['retry'], /<conversation> <seq>/],
      [['retry', 'nobody', '1'], /no such reply/],
      [['retry', 'nobody', 'x'], /<seq>/],
      [['--everything'], /--everything/],
    ] as const) {
      const { code, stderr } = await run('outbox.ts', app.databaseUrl, ...args);
      expect(code, args.join(' ')).to.equal(1);
      expect(stderr).to.match(words).and.not.include('    at ');
    }
    await app.close();
  });
});

describe('npm run data', () => {
  it('finds a conversation, exports it, erases it, and keeps receipts, while the service runs', async () => {
    const app = await startApp();
    await putConversation(app.store, 'one', Date.now(), 'tourterelle');
    const data = (...args: string[]) => run('data.ts', app.databaseUrl, ...args);
    const found = await data('find', '--academy', 'paris');
    expect(found.stdout)
      .to.match(/^one\tteams\tparis\tfr\t/m)
      .and.not.include('tourterelle');
    expect((await data('find', '--academy', 'lyon')).stdout).to.include('No conversation');
    const exported = JSON.parse((await data('export', 'one')).stdout);
    expect(exported.records.activity[0].body.activity.text).to.equal('tourterelle');
    expect((await data('erase', 'one')).stdout).to.match(/Erased\. Receipt/);
    const receipts = (await data('receipts')).stdout;
    expect(receipts).to.include('"act":"erase"').and.include('"act":"export"').and.not.include('tourterelle');
    const again = await data('erase', 'one');
    expect(again).to.include({ code: 1 });
    expect(again.stderr).to.include('npm run data -- find');
    await app.close();
  });

  it('says what it wants, and ends with 1', async () => {
    const app = await startApp();
    for (const [args, words] of [
      [[], /find, export, erase, receipts, backup, restore, move/],
      [['constructor'], /find, export/],
      [['erase'], /id of a conversation/],
      [['find', '--since', 'yesterday'], /--since/],
      [['find', '--channel', 'fax'], /--channel/],
    ] as const) {
      const { code, stderr } = await run('data.ts', app.databaseUrl, ...args);
      expect(code, args.join(' ')).to.equal(1);
      expect(stderr).to.match(words).and.not.include('    at ');
    }
    await app.close();
  });
});
