import { expect } from 'chai';
import pino from 'pino';
import WebSocket from 'ws';
import { openStore } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { logEntries } from '../../src/turn/log-entries.ts';
import { startApp } from '../helpers/app.ts';
import { type BotActivity, call, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { sharedPostgres } from '../helpers/postgres.ts';
import { redacted } from '../helpers/redacted.ts';

describe('an instance whose notices are lost', () => {
  it('still has its words shown by the others, which look for them', async () => {
    const url = await (await sharedPostgres()).createDatabase();
    const app = await startApp({ DATABASE_URL: url });
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    const place = `${client.base}/conversations/${client.conversationId}`;
    const { streamUrl } = (await call(`${place}?watermark=`, 'GET', client.token)).body;
    const socket = new WebSocket(streamUrl);
    const seen: string[] = [];
    socket.on('message', (data) =>
      seen.push(...JSON.parse(String(data)).activities.map(({ text }: BotActivity) => text)),
    );
    await eventually(() => (seen.length > 0 ? true : undefined));

    // Written by another instance, which ends before it can tell.
    const other = await openStore(url, pino({ level: 'silent' }));
    await other.transact(async (trx) => {
      const row = await queries.lockConversation(trx, client.conversationId);
      if (!row) throw new Error('no conversation');
      const said = { from: 'agent' as const, name: 'Marie', text: redacted('Vous êtes là ?') };
      await queries.appendActivities(trx, logEntries(row, [said], Date.now()));
      await queries.updateConversation(trx, { ...row, lastSeq: row.lastSeq + 1, updatedAt: Date.now() });
    });
    await other.close();

    const said = () => seen.filter((text) => text.includes('Vous êtes là ?'));
    await eventually(() => (said().length > 0 ? true : undefined), 10_000);
    expect(said()).to.have.length(1);
    socket.terminate();
    await app.close();
  });
});
