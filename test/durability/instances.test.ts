import { randomInt } from 'node:crypto';
import { expect } from 'chai';
import WebSocket from 'ws';
import { type BotActivity, call, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { startPostgres, type TestPostgres } from '../helpers/postgres.ts';
import { type Service, startService } from '../helpers/process.ts';

const CONVERSATIONS = 8;
/** Milliseconds of load in each phase; LOAD=20000 for the record. */
const LOAD = Number(process.env.LOAD ?? 1500);

describe('two instances on one PostgreSQL', function () {
  this.timeout(60_000 + 6 * LOAD);
  let postgres: TestPostgres;
  let url = '';
  let instances: Service[] = [];

  before(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase();
    instances = [
      await startService({ DATABASE_URL: url, LOG_LEVEL: 'fatal' }),
      await startService({ DATABASE_URL: url, LOG_LEVEL: 'fatal' }),
    ];
  });
  after(async () => {
    await Promise.all(instances.map((instance) => instance.kill()));
  });

  const anyOf = () => instances[randomInt(instances.length)]?.url ?? '';

  it('lose nothing and double nothing, whichever takes a message or holds a stream, while one is killed and PostgreSQL restarts', async () => {
    const clients = await Promise.all(
      Array.from({ length: CONVERSATIONS }, () => DirectLineClient.begin(anyOf(), { academy: 'paris' })),
    );
    const streams = clients.map((client) => listen(client));
    let loading = true;
    let sent = 0;
    const loads = clients.map(async (client) => {
      while (loading) {
        const id = `message-${++sent}`;
        await eventually(async () => {
          const path = `${anyOf()}/v3/directline/conversations/${client.conversationId}/activities`;
          const body = { type: 'message', text: 'Compte bloqué', channelData: { clientActivityID: id } };
          const answer = await call(path, 'POST', client.token, body).catch(() => undefined);
          expect(answer?.status ?? 503, JSON.stringify(answer?.body)).to.be.oneOf([200, 503]);
          return answer?.status === 200 ? true : undefined;
        }, 30_000);
      }
    });
    const wait = () => new Promise((resolve) => setTimeout(resolve, LOAD));
    await wait();
    await instances.shift()?.kill();
    await wait();
    instances.push(await startService({ DATABASE_URL: url, LOG_LEVEL: 'fatal' }));
    await wait();
    await postgres.stop();
    const down = await call(`${anyOf()}/readyz`, 'GET');
    expect(down.status).to.equal(503);
    await postgres.start();
    await eventually(async () =>
      (await call(`${anyOf()}/readyz`, 'GET')).status === 200 ? true : undefined,
    );
    await wait();
    loading = false;
    await Promise.all(loads);

    for (const [index, client] of clients.entries()) {
      const talk = (await client.wholeLog(`${anyOf()}/v3/directline`)).slice(2);
      talk.forEach((activity, place) => {
        expect(activity.from.role, `activity ${place}`).to.equal(place % 2 === 0 ? 'user' : 'bot');
      });
      const ids = talk.filter(({ from }) => from.role === 'user').map((a) => a.channelData.clientActivityID);
      expect(new Set(ids).size).to.equal(ids.length);
      sent -= ids.length;
      const stream = streams[index];
      const last = talk.at(-1)?.id;
      await eventually(() => (stream?.seen.includes(last ?? '') ? true : undefined), 10_000);
      expect(stream?.seen.slice(2)).to.deep.equal(talk.map(({ id }) => id));
      stream?.close();
    }
    expect(sent, 'messages that were taken and are not in the log').to.equal(0);
  });

  it('fire a timer once, on time', async () => {
    const client = await DirectLineClient.begin(anyOf(), { academy: 'paris' });
    await client.say('Compte bloqué');
    await client.say('Il y a 15 minutes');
    const heard = async () =>
      (await client.all()).filter(({ text }) => /15.minutes ont passé/.test(text ?? ''));
    await eventually(async () => ((await heard()).length > 0 ? true : undefined));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await heard()).to.have.length(1);
  });

  /** Follows a conversation on any instance, and on another one with its watermark when that is gone. */
  function listen(client: DirectLineClient): { readonly seen: string[]; close(): void } {
    const seen: string[] = [];
    let watermark = '';
    let closed = false;
    let socket: WebSocket | undefined;
    const open = () => {
      if (closed) return;
      const base = `${anyOf().replace('http', 'ws')}/v3/directline/conversations/${client.conversationId}`;
      socket = new WebSocket(`${base}/stream?watermark=${watermark}&t=${client.token}`);
      socket.on('message', (data) => {
        const set = JSON.parse(String(data));
        seen.push(...set.activities.map(({ id }: BotActivity) => id));
        watermark = set.watermark;
      });
      socket.on('error', () => {});
      socket.on('close', () => setTimeout(open, 100));
    };
    open();
    return {
      seen,
      close: () => {
        closed = true;
        socket?.terminate();
      },
    };
  }
});
