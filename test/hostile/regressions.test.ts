import { expect } from 'chai';
import { temporaryFolder } from '../helpers/app.ts';
import { type Connector, startConnector } from '../helpers/connector.ts';
import { call } from '../helpers/direct-line.ts';
import { type Service, startService } from '../helpers/process.ts';
import { sendRaw } from '../helpers/raw-socket.ts';

describe('what generated requests have found', () => {
  let service: Service;
  let connector: Connector;
  before(async () => {
    connector = await startConnector();
    service = await startService({
      DATABASE_URL: `file:${temporaryFolder()}/hostile.db`,
      TEAMS_UNAUTHENTICATED: 'true',
      LOG_LEVEL: 'fatal',
    });
  });
  after(async () => {
    await service.kill();
    await connector.close();
  });

  const send = (change: object) =>
    call(`${service.url}/api/messages`, 'POST', undefined, {
      type: 'message',
      channelId: 'msteams',
      serviceUrl: connector.url,
      conversation: { id: 'a', conversationType: 'personal' },
      from: { id: 'user' },
      recipient: { id: 'bot' },
      text: 'bonjour',
      ...change,
    });

  it('an upgrade of an address that is none is refused', async () => {
    const request =
      'GET http://[ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
    const { statuses } = await sendRaw(Number(new URL(service.url).port), Buffer.from(request));
    expect(statuses).to.deep.equal([400]);
  });

  it('a Teams message without a recipient is answered', async () => {
    expect((await send({ recipient: undefined })).status).to.equal(200);
  });

  it('a mention of nobody, or in a message without a text, is no error', async () => {
    const entities = [{ type: 'mention' }, { type: 'mention', mentioned: { id: 'bot' }, text: 5 }];
    expect((await send({ entities })).status).to.equal(200);
    expect((await send({ entities, text: undefined })).status).to.equal(200);
  });
});
