import { join } from 'node:path';
import { expect } from 'chai';
import WebSocket from 'ws';
import { temporaryFolder } from '../helpers/app.ts';
import { runCommand } from '../helpers/command.ts';
import { cookieOf, request, useLink } from '../helpers/desk-server.ts';
import { call, choicesOf, DirectLineClient } from '../helpers/direct-line.ts';
import { eventually } from '../helpers/eventually.ts';
import { keepOpen } from '../helpers/keep-open.ts';
import { startMailServer } from '../helpers/mail-server.ts';
import { startService } from '../helpers/process.ts';
import { attribute, type Span, startReceiver } from '../helpers/trace-receiver.ts';

describe('traces of what comes to people', function () {
  this.timeout(90_000);
  const keep = keepOpen();

  const serve = async (more: Record<string, string> = {}) => {
    const receiver = keep(await startReceiver());
    const DATABASE_URL = `file:${join(temporaryFolder(), 'permanence.db')}`;
    const settings = { DATABASE_URL, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, ...more };
    const service = await startService(settings);
    keep({ close: () => service.kill() });
    return { receiver, service, DATABASE_URL };
  };
  /** Spans of the trace of one that fits, once they have all the names. */
  const traceOf = (spans: readonly Span[], fits: (span: Span) => boolean, names: readonly string[]) =>
    eventually(() => {
      const one = spans.find(fits);
      const own = spans.filter(({ traceId }) => traceId === one?.traceId);
      return names.every((name) => own.some((span) => span.name === name)) ? own : undefined;
    }, 20_000);
  const find = (spans: readonly Span[], name: string): Span => {
    const span = spans.find((one) => one.name === name);
    if (!span) throw new Error(`no span ${name}`);
    return span;
  };
  /** Asks for a person, up to the choices of how; gives them. */
  const ask = async (client: DirectLineClient): Promise<string[]> => {
    const lines = ['Compte bloqué', 'À l’instant', 'une personne', 'ERR-77 tourterelle', 'À l’instant'];
    for (const line of lines) await client.say(line);
    return choicesOf(await client.hear());
  };

  it('a turn that leads to a ticket is one, with the call and what the person is told of it', async () => {
    const mail = keep(await startMailServer());
    const { receiver, service } = await serve({
      TICKETS: 'mail',
      TICKETS_MAIL_TO: 'assistance@example.fr',
      TICKETS_MAIL_FROM: 'permanence@example.fr',
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    });
    const client = await DirectLineClient.begin(service.url, { academy: 'paris', locale: 'fr' });
    expect(await ask(client)).to.include('Ouvrir un ticket');
    await client.say('Ouvrir un ticket');
    const names = ['POST /v3/directline/conversations/:id/activities', 'turn', 'transaction', 'ticket'];
    const trace = await traceOf(receiver.spans, ({ name }) => name === 'ticket', names);
    const turn = find(trace, 'turn');
    expect(turn.parentSpanId).to.equal(find(trace, names[0] ?? '').spanId);
    const parents = trace.filter(({ name }) => name === 'transaction').map(({ spanId }) => spanId);
    expect(parents).to.include(find(trace, 'ticket').parentSpanId);
    const told = await traceOf(receiver.spans, ({ name }) => name === 'ticket', ['ticket outcome']);
    expect(attribute(find(told, 'ticket outcome'), 'permanence.opened')).to.equal('true');
    const reference = mail.received[0]?.headers.get('x-permanence-ticket') ?? 'none';
    const all = receiver.bodies.join('\n');
    for (const secret of ['tourterelle', 'ERR-77', 'bloqué', 'example.fr', reference, client.conversationId])
      expect(all).to.not.contain(secret);
  });

  it('what an agent does is one, up to the person and to the other pages of the desk', async () => {
    const { receiver, service, DATABASE_URL } = await serve();
    const invited = await runCommand('desk', ['invite', '--name', 'Camille Durand', '--academy', 'paris'], {
      DATABASE_URL,
    });
    const token = /[?&]token=([\w-]+)|^([\w-]{40,})$/m.exec(invited.stdout)?.[1] ?? '';
    const cookie = `permanence_desk=${cookieOf(await useLink(service.url, token), 'permanence_desk')}`;
    const { body: me } = await request(`${service.url}/desk/api/me`, 'GET', undefined, { cookie });
    const act = (path: string, body: object = {}) =>
      request(`${service.url}/desk/api/${path}`, 'POST', body, {
        cookie,
        origin: service.url,
        'x-csrf-token': me.csrf,
      });
    const aborted = new AbortController();
    keep({ close: () => aborted.abort() });
    await fetch(`${service.url}/desk/api/stream`, { headers: { cookie }, signal: aborted.signal });

    const client = await DirectLineClient.begin(service.url, { academy: 'paris', locale: 'fr' });
    const conversation = `${service.url}/v3/directline/conversations/${client.conversationId}`;
    const { body } = await call(conversation, 'GET', client.token);
    keep(new WebSocket(body.streamUrl));
    const titles = await ask(client);
    await client.say(titles[0] ?? '');
    const atTheDesk = ({ attributes }: Span) => attributes.some(({ value }) => value.stringValue === 'desk');
    const asked = await traceOf(receiver.spans, atTheDesk, ['turn', 'deliver']);
    expect(find(asked, 'turn').traceId).to.equal(asked.find(atTheDesk)?.traceId);

    const { body: list } = await request(`${service.url}/desk/api/cases?view=waiting`, 'GET', undefined, {
      cookie,
    });
    const { id } = list.cases[0];
    const accepted = await act(`cases/${id}/accept`);
    expect(accepted.status).to.equal(200);
    await act(`cases/${id}/messages`, { fence: accepted.body.fence, text: 'la bergeronnette', key: '1' });
    const route = 'POST /desk/api/cases/:id/messages';
    const said = await traceOf(receiver.spans, ({ name }) => name === route, ['transaction', 'deliver']);
    const channels = await eventually(() => {
      const own = receiver.spans.filter(
        ({ traceId, name }) => traceId === said[0]?.traceId && name === 'deliver',
      );
      const reached = new Set(own.map((span) => attribute(span, 'permanence.channel')));
      return reached.size === 2 ? [...reached] : undefined;
    }, 20_000);
    expect(channels).to.have.members(['webchat', 'desk']);
    const all = receiver.bodies.join('\n');
    for (const secret of [
      'bergeronnette',
      'tourterelle',
      'Camille',
      id,
      cookie,
      me.csrf,
      client.conversationId,
    ])
      expect(all).to.not.contain(secret);
  });
});
