import { request } from 'node:http';
import { expect } from 'chai';
import { startApp, type TestApp } from '../helpers/app.ts';
import { startConnector } from '../helpers/connector.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { putConversation } from '../helpers/records.ts';

const TOKEN = 'a-token-of-the-scraper';

describe('the metrics', () => {
  let app: TestApp | undefined;
  afterEach(async () => {
    await app?.close();
    app = undefined;
  });
  const start = async (environment: Record<string, string> = {}) => {
    app = await startApp(environment);
    return app.url;
  };
  const scrape = async (url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/metrics`, { headers });
    return { status: response.status, text: await response.text() };
  };

  it('count turns, intents, refusals, requests by route, and streams', async () => {
    const url = await start();
    const client = await DirectLineClient.begin(url, { academy: 'paris' });
    await client.say('quelle est la capitale du Pérou');
    await client.say('Mon compte est bloqué');
    const body = (await call(`${client.base}/conversations/${client.conversationId}`, 'GET', client.token))
      .body;
    const socket = new WebSocket(body.streamUrl);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const { text } = await scrape(url);
    expect(text).to.include('permanence_turns_total{channel="webchat",event="message"} 2');
    expect(text).to.include('permanence_turns_total{channel="webchat",event="joined"} 1');
    expect(text).to.match(/permanence_turn_seconds_count\{channel="webchat"\} 3/);
    expect(text).to.include('permanence_intents_total{label="account_locked"} 1');
    expect(text).to.match(/permanence_refusals_total\{reason="(out_of_scope|unsure)"\} 1/);
    expect(text).to.include(
      'permanence_http_requests_total{method="POST",route="/v3/directline/conversations/:id/activities",status="200"} 2',
    );
    expect(text).to.include('permanence_websockets 1');
    expect(text).to.include('permanence_database_up 1');
    expect(text).to.include('process_resident_memory_bytes');
    socket.close();
  });

  it('count a message as what it was read as where it stood, not as the first of a conversation', async () => {
    const url = await start();
    const client = await DirectLineClient.begin(url, { academy: 'paris' });
    await client.say('Mon mot de passe est expiré');
    await client.say('ben ouais');
    const { text } = await scrape(url);
    expect(text).to.include('permanence_intents_total{label="password_expired"} 1');
    expect(text).to.match(/permanence_intents_total\{label="reply\.\w+"\} 1/);
    expect(text).not.to.include('label="affirm"');
  });

  it('never show a text or an id, whatever is sent', async () => {
    const url = await start();
    const client = await DirectLineClient.begin(url, { academy: 'paris' });
    await client.say('tourterelle');
    await call(`${url}/tourterelle/${client.conversationId}`, 'GET');
    await call(`${url}/v3/directline/conversations/${client.conversationId}/activities?tourterelle`, 'GET');
    await raw(url, 'TRACE', '/tourterelle');
    const { text } = await scrape(url);
    expect(text).to.not.include('tourterelle').and.not.include(client.conversationId);
    expect(text).to.include('route="none",status="404"');
  });

  it('show what waits in the outbox, and since when, and what became of attempts', async () => {
    const connector = await startConnector();
    const url = await start({ TEAMS_UNAUTHENTICATED: 'true' });
    connector.statuses.push(500);
    const activity = {
      type: 'message',
      id: 'a1',
      text: 'bonjour',
      channelId: 'msteams',
      serviceUrl: connector.url,
      conversation: { id: 'c' },
      from: { id: 'person' },
      recipient: { id: 'bot' },
      locale: 'fr-FR',
    };
    await call(`${url}/api/messages`, 'POST', undefined, activity);
    const text = await eventually(async () => {
      const seen = (await scrape(url)).text;
      return seen.includes('permanence_outbox{state="failed"} 1') ? seen : undefined;
    }, 10_000);
    expect(text).to.include('permanence_deliveries_total{outcome="unknown"} 1');
    expect(text).to.match(/permanence_outbox_oldest_seconds \d/);
    await connector.close();
  });

  it('show what waits for people: cases that nobody has accepted, tickets that failed', async () => {
    const url = await start();
    const store = app?.store;
    if (!store) throw new Error('the service has not started');
    await putConversation(store, 'a', Date.now());
    await putConversation(store, 'b', Date.now());
    await store.db.updateTable('helpCase').set({ state: 'waiting' }).execute();
    await store.db.updateTable('ticket').set({ state: 'failed' }).where('conversationId', '=', 'a').execute();
    const { text } = await scrape(url);
    expect(text).to.include('permanence_cases_waiting 2').and.include('permanence_tickets_failed 1');
    expect(text)
      .to.include('permanence_tickets_queued 0')
      .and.include('permanence_outbox{state="waiting"} 2');
  });

  it('are for this machine only where there is no token, and not for what a proxy on it passes on', async () => {
    const url = await start();
    expect((await scrape(url)).status).to.equal(200);
    const forwarded = await scrape(url, { 'x-forwarded-for': '192.0.2.1' });
    expect(forwarded.status).to.equal(403);
    expect(forwarded.text).to.include('METRICS_TOKEN');
  });

  it('are for who has the token where there is one', async () => {
    const url = await start({ METRICS_TOKEN: TOKEN });
    expect((await scrape(url)).status).to.equal(401);
    expect((await scrape(url, { authorization: 'Bearer another-token-of-someone' })).status).to.equal(401);
    expect((await scrape(url, { authorization: `Bearer ${TOKEN}` })).status).to.equal(200);
  });

  it('go on without the database, and say that it is gone', async () => {
    const url = await start();
    await app?.store.db.destroy();
    const { status, text } = await scrape(url);
    expect(status).to.equal(200);
    expect(text).to.include('permanence_database_up 0').and.include('permanence_timers Nan');
  });
});

/** A request with a method that `fetch` refuses to send. */
function raw(url: string, method: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { method }, (response) => response.resume().on('end', () => resolve()))
      .on('error', reject)
      .end();
  });
}
