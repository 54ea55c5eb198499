import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { sql } from 'kysely';
import { startApp, type TestApp } from '../helpers/app.ts';
import { type Answer, DirectLineClient } from '../helpers/direct-line.ts';

describe('trouble with the embedded database', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await startApp();
  });
  afterEach(() => app.close());

  /** Each message of the person once, each followed by its one reply. */
  async function isWhole(client: DirectLineClient, messages: readonly string[]): Promise<void> {
    const talk = (await client.all()).slice(2);
    expect(talk.map(({ from }) => from.role)).to.deep.equal(messages.flatMap(() => ['user', 'bot']));
    const ids = talk.filter(({ from }) => from.role === 'user').map((a) => a.channelData.clientActivityID);
    expect(ids).to.deep.equal(messages);
  }

  function refused({ status, body }: Answer): void {
    expect(status).to.equal(503);
    expect(body.error.code).to.equal('unavailable');
    expect(body.error.message).to.match(/try again/);
  }

  it('is told as 503 when the disk is full, and no turn is half done', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(app.store.db);
    await sql.raw(`pragma max_page_count = ${pages.rows[0]?.page_count}`).execute(app.store.db);
    const taken: string[] = [];
    let answer: Answer;
    do {
      answer = await client.say('Compte bloqué', `message-${taken.length}`);
      if (answer.status === 200) taken.push(`message-${taken.length}`);
    } while (answer.status === 200 && taken.length < 500);
    refused(answer);
    refused(await client.say('Compte bloqué', 'still-full'));
    await isWhole(client, taken);

    await sql`pragma max_page_count = 1000000`.execute(app.store.db);
    expect((await client.say('Compte bloqué', 'again')).status).to.equal(200);
    await isWhole(client, [...taken, 'again']);
  });

  it('is told as 503 when another process holds the file, and the same message is taken after', async () => {
    const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
    const other = new DatabaseSync(app.databaseUrl.replace('file:', ''));
    other.exec('begin immediate');
    refused(await client.say('Compte bloqué', 'held'));
    other.exec('rollback');
    other.close();
    expect((await client.say('Compte bloqué', 'held')).status).to.equal(200);
    await isWhole(client, ['held']);
  });
});
