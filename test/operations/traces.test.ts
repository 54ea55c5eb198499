import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import WebSocket from 'ws';
import { temporaryFolder } from '../helpers/app.ts';
import { startConnector } from '../helpers/connector.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { keepOpen } from '../helpers/keep-open.ts';
import { sharedPostgres } from '../helpers/postgres.ts';
import { type Service, startService } from '../helpers/process.ts';
import { attribute, type Span, startReceiver } from '../helpers/trace-receiver.ts';

describe('traces', function () {
  this.timeout(90_000);
  const keep = keepOpen();
  const serve = async (environment: Record<string, string>) => {
    const service = await startService(environment);
    keep({ close: () => service.kill() });
    return service;
  };

  /** Opens the stream of a web chat at an instance, and gives what waits until it has said something. */
  const listen = async ({ conversationId, token }: DirectLineClient, base: string) => {
    const { body } = await call(`${base}/v3/directline/conversations/${conversationId}`, 'GET', token);
    const socket = keep(new WebSocket(body.streamUrl));
    // The greeting.
    await new Promise((resolve) => socket.once('message', resolve));
  };

  it('are one from the request to the delivery, go on with the caller’s, and hold nothing that was said', async () => {
    const receiver = keep(await startReceiver());
    const service = await serve({
      DATABASE_URL: `file:${join(temporaryFolder(), 'permanence.db')}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    });
    const client = await DirectLineClient.begin(service.url, { academy: 'paris' });
    await listen(client, service.url);
    const [traceId, caller] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
    const path = `${service.url}/v3/directline/conversations/${client.conversationId}/activities`;
    await fetch(path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-${caller}-01`,
      },
      body: JSON.stringify({ type: 'message', text: 'Mon compte est bloqué, tourterelle' }),
    });
    const own = () => receiver.spans.filter((span) => span.traceId === traceId);
    const names = [
      'deliver',
      'step',
      'transaction',
      'turn',
      'POST /v3/directline/conversations/:id/activities',
    ];
    await eventually(async () =>
      names.every((name) => own().some((one) => one.name === name)) ? true : undefined,
    );
    const find = (name: string) => own().find((one) => one.name === name) as Span;
    const [deliver, step, transaction, turn, request] = names.map(find);
    expect(request?.parentSpanId).to.equal(caller);
    expect(turn?.parentSpanId).to.equal(request?.spanId);
    expect(transaction?.parentSpanId).to.equal(turn?.spanId);
    expect(step?.parentSpanId).to.equal(transaction?.spanId);
    expect(own().map(({ spanId }) => spanId)).to.include(deliver?.parentSpanId);
    expect(step && attribute(step, 'permanence.intent')).to.equal('account_locked');
    const all = receiver.bodies.join('\n');
    for (const secret of ['tourterelle', 'bloqué', client.conversationId, client.token])
      expect(all).to.not.contain(secret);
  });

  it('of a web chat go on at the instance that holds its stream', async () => {
    const receiver = keep(await startReceiver());
    const DATABASE_URL = await (await sharedPostgres()).createDatabase();
    const environment = { DATABASE_URL, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
    const one = await serve(environment);
    const other = await serve(environment);
    const client = await DirectLineClient.begin(one.url, { academy: 'paris' });
    await listen(client, other.url);
    await client.say('Compte bloqué');
    const pair = await eventually(async () => across(receiver.spans));
    expect(pair.turn.traceId).to.equal(pair.deliver.traceId);
  });

  it('in Teams go on at the instance that delivers, after that which took the message is gone', async () => {
    const receiver = keep(await startReceiver());
    const connector = keep(await startConnector());
    const environment = {
      TEAMS_UNAUTHENTICATED: 'true',
      DATABASE_URL: await (await sharedPostgres()).createDatabase(),
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    };
    const first = await serve(environment);
    // Certainly not shown: it is sent again, by whoever is there.
    connector.statuses.push(429, 429);
    await say(first, connector.url);
    await eventually(async () => (receiver.spans.some(({ name }) => name === 'deliver') ? true : undefined));
    await first.kill();
    await serve(environment);
    await eventually(async () => (connector.sent.length > 0 ? true : undefined));
    const pair = await eventually(async () => across(receiver.spans));
    expect(pair.turn.instance).to.not.equal(pair.deliver.instance);
  });

  it('cost nothing where nobody takes them: no library but the interface is loaded', () => {
    const root = join(import.meta.dirname, '../..');
    const users = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
      /from '@opentelemetry\/(?!api')/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(users).to.deep.equal(['src/operations/tracing.ts']);
    const importers = globSync('src/**/*.ts', { cwd: root }).filter((file) =>
      /from '.*\/tracing\.ts'/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(importers).to.deep.equal(['src/config/config.ts']);
  });
});

/** A turn and a delivery of one trace, made by two instances. */
function across(spans: readonly Span[]): { turn: Span; deliver: Span } | undefined {
  for (const deliver of spans.filter(({ name }) => name === 'deliver')) {
    const turn = spans.find(
      ({ name, traceId, instance }) =>
        name === 'turn' && traceId === deliver.traceId && instance !== deliver.instance,
    );
    if (turn) return { turn, deliver };
  }
  return undefined;
}

async function say(service: Service, serviceUrl: string): Promise<void> {
  const activity = {
    type: 'message',
    id: '1',
    text: 'Compte bloqué',
    channelId: 'msteams',
    serviceUrl,
    from: { id: '29:person', name: 'A Person' },
    recipient: { id: '28:bot', name: 'Permanence' },
    conversation: { id: 'a:conversation', conversationType: 'personal', tenantId: 'tenant' },
  };
  const { status } = await call(`${service.url}/api/messages`, 'POST', undefined, activity);
  expect(status).to.equal(200);
}
