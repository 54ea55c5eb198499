import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { describe as describeError } from '../../src/operations/log.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { startConnector } from '../helpers/connector.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { startService } from '../helpers/process.ts';

const MARK = 'tourterelle';

describe('an error in the log', () => {
  it('shows what kind it is and where it comes from, and nothing that it quotes', () => {
    const row = Object.assign(new Error(`invalid input syntax for type bigint: "${MARK}"`), {
      code: '22P02',
      detail: `Failing row contains (${MARK})`,
      client: { words: MARK },
    });
    const wrapped = new TypeError(`cannot say “${MARK}” « ${MARK} »`, { cause: row });
    for (const error of [row, wrapped, jsonError(), new AggregateError([row]), MARK, { words: MARK }]) {
      expect(JSON.stringify(describeError(error))).to.not.include(MARK);
    }
    const shown = describeError(row) as { code: string; message: string; stack: string };
    expect(shown).to.include({ code: '22P02', message: 'invalid input syntax for type bigint: "…"' });
    expect(shown.stack).to.include('log.test.ts');
  });
});

describe('the log of the service', function () {
  this.timeout(60_000);

  it('holds ids and never a person’s words, at its most talkative and when everything fails', async () => {
    const path = join(temporaryFolder(), 'permanence.db');
    const connector = await startConnector();
    const service = await startService({
      DATABASE_URL: `file:${path}`,
      LOG_LEVEL: 'debug',
      TEAMS_UNAUTHENTICATED: 'true',
      RATE_LIMITS: 'on',
      RATE_CONVERSATION: '12',
    });
    let output = '';
    for (const stream of [service.process.stdout, service.process.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    }
    const words = `mon compte ${MARK} est bloqué`;
    const client = await DirectLineClient.begin(service.url, { academy: 'paris' });
    await client.say(words);
    await client.say(`le message dit « ${MARK} : erreur »`);
    // What is refused: not JSON, not an activity, not a path, not a token.
    await fetch(client.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${client.token}` },
      body: `{"type":"message","text":"${MARK}`,
    });
    await client.post({ type: 'message', text: { [MARK]: MARK } });
    await client.post({ type: 'message', text: MARK, attachments: [{ name: MARK }] });
    await call(`${service.url}/${MARK}?q=${MARK}`, 'GET');
    await call(client.path, 'GET', MARK);
    // What cannot be delivered, and what hangs up.
    connector.statuses.push(500, 429, 403);
    for (const id of ['a', 'b', 'c', 'd']) await say(service.url, connector.url, id, words);
    await say(service.url, 'http://127.0.0.1:1', 'e', words);
    // A step that fails, and a database that refuses: somebody has damaged what is stored.
    const database = new DatabaseSync(path, { timeout: 5000 });
    database.exec(`update conversation set snapshot = '${MARK}' where id = '${client.conversationId}'`);
    await client.say(words);
    database.exec(`update activity set body = '${MARK}' where seq = 1`);
    expect((await call(client.path, 'GET', client.token)).status).to.equal(200);
    database.exec('alter table activity rename to activity_gone');
    const failed = await client.say(words);
    expect(failed.status).to.be.at.least(500);
    database.exec('alter table activity_gone rename to activity');
    database.close();
    for (let index = 0; index < 12; index++) await client.say(words);
    await eventually(() =>
      /request failed/.test(output) && /not delivered/.test(output) ? true : undefined,
    );
    await service.end();
    await connector.close();
    expect(output).to.include(client.conversationId);
    expect(output)
      .to.match(/"turn":\d+/)
      .and.match(/"request":"/);
    expect(output.split('\n').filter((line) => line.includes(MARK))).to.deep.equal([]);
  });
});

async function say(url: string, serviceUrl: string, conversation: string, text: string): Promise<void> {
  await call(`${url}/api/messages`, 'POST', undefined, {
    type: 'message',
    id: randomUUID(),
    text,
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: conversation },
    from: { id: 'person' },
    recipient: { id: 'bot' },
  });
}

function jsonError(): unknown {
  try {
    return JSON.parse(`{"text": "${MARK}`);
  } catch (error) {
    return error;
  }
}
