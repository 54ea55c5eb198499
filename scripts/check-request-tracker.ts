/**
 * Checks the tickets against a real Request Tracker 5: `npm run check:rt`, with RT_URL, RT_TOKEN and RT_QUEUE in the environment
 * (or in `.env`). It makes three tickets named “Permanence check” in the queue and leaves them there. What has to be true is
 * printed line by line; the first that is not ends it with code 1.
 *
 * Without an RT at hand, one on Debian 12, as root, on a loopback port, with everything in one folder:
 *
 *     apt-get install -y --no-install-recommends msmtp-mta request-tracker5 rt5-standalone rt5-db-sqlite dbconfig-no-thanks
 *     mkdir rt && cd rt && cat > RT_SiteConfig.pm <<END
 *     Set(\$rtname, 'test'); Set(\$Organization, 'test');
 *     Set(\$WebDomain, '127.0.0.1'); Set(\$WebPort, 8095); Set(\$WebPath, ''); Set(\$WebBaseURL, 'http://127.0.0.1:8095');
 *     Set(\$DatabaseType, 'SQLite'); Set(\$DatabaseName, '$PWD/rt.db'); Set(\$MailCommand, 'testfile');
 *     Set(\$LogToSyslog, undef); Set(\$LogToSTDERR, 'warning'); 1;
 *     END
 *     export RT_SITE_CONFIG=$PWD/RT_SiteConfig.pm
 *     rt-setup-database-5 --action init --dba root --dba-password none
 *     cat > grant.pl <<'END'
 *     use lib '/usr/share/request-tracker5/lib'; use RT; RT::LoadConfig(); RT::Init(); my $system = RT->SystemUser;
 *     my $user = RT::User->new($system); $user->Create(Name => 'permanence', Privileged => 1);
 *     my $queue = RT::Queue->new($system); $queue->Load('General');
 *     $user->PrincipalObj->GrantRight(Right => $_, Object => $queue) for qw(SeeQueue ShowTicket CreateTicket);
 *     print +(RT::AuthToken->new($system)->Create(Owner => $user->id, Description => 'permanence'))[2], "\n";
 *     END
 *     /usr/share/request-tracker5/libexec/rt-server --host 127.0.0.1 --port 8095 &
 *     export RT_URL=http://127.0.0.1:8095 RT_QUEUE=General RT_TOKEN=$(perl grant.pl)
 *
 * Its user root has the password “password”: it is for trying only.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runCommand } from '../src/commands/run.ts';
import { readConfig } from '../src/config/config.ts';
import { loadEnvFile } from '../src/config/load-env.ts';
import { TicketError } from '../src/desk/tickets/errors.ts';
import type { Ticket } from '../src/desk/tickets/port.ts';
import { createRequestTracker } from '../src/desk/tickets/request-tracker.ts';

const TEXT = 'Problème : « mot de passe expiré »\n\nMessage affiché : l’accès est refusé {0} <b>';

const key = randomUUID();
const referenceCode = newReferenceCode();

await runCommand(async () => {
  loadEnvFile();
  const {
    RT_URL: url,
    RT_TOKEN: token,
    RT_QUEUE: queue,
  } = readConfig({ ...process.env, TICKETS: 'request-tracker' });
  assert(url && token && queue);
  const rt = createRequestTracker({ url, token, queue });

  const first = await rt.open(ticket());
  say(`a ticket is made: ${first.reference}`);
  const held = await readTicket(first.reference);
  assert.equal(held.Subject, ticket().subject);
  assert.equal(String(held.Priority), '100');
  say('its subject, with accents, and its priority are right');
  assert.equal(await readText(first.reference), TEXT);
  say('its text is right to the letter');

  assert.deepEqual(await rt.open(ticket()), first);
  say('the same ticket again is found, not made');
  assert.deepEqual(await rt.open({ ...ticket(), referenceCode: newReferenceCode() }), first);
  say('it is found by its link alone, as when somebody has changed its subject');
  assert.deepEqual(await rt.open({ ...ticket(), key: randomUUID() }), first);
  say('it is found by its subject alone');
  const other = await rt.open({
    ...ticket(),
    key: `it's "another" %_ (${randomUUID()})`,
    referenceCode: newReferenceCode(),
  });
  assert.notDeepEqual(other, first);
  say(`another ticket, of a key with odd signs, is another one: ${other.reference}`);

  const lossy = await startLossyProxy(url);
  const torn = { ...ticket(), key: randomUUID(), referenceCode: newReferenceCode() };
  const through = createRequestTracker({ url: lossy.url, token, queue });
  await assert.rejects(through.open(torn), TicketError);
  const found = await rt.open(torn);
  assert.deepEqual(lossy.lost, [found.reference]);
  say(`a ticket whose answer got lost on the way is found, not made again: ${found.reference}`);
  lossy.close();

  await rejects(createRequestTracker({ url, token: `${token}x`, queue }), /401: RT_TOKEN/);
  say('a wrong token is refused, and the message says so');
  await rejects(
    createRequestTracker({ url, token, queue: new Map([['*', newReferenceCode()]]) }),
    /403: .*RT_QUEUE/,
  );
  say('a queue that does not exist is refused, and the message says so');
  await rejects(createRequestTracker({ url: `${url}/nothing`, token, queue }), /^(RT answered 40\d|RT_URL)/);
  say('an address that is not RT’s start page is refused');

  async function readTicket(id: string) {
    return (await get(`ticket/${id}`)) as { Subject: string; Priority: string };
  }
  async function readText(id: string) {
    const { items } = (await get(`ticket/${id}/attachments?fields=Content`)) as {
      items: { Content: string }[];
    };
    return items[0]?.Content.trim();
  }
  async function get(path: string): Promise<unknown> {
    const response = await fetch(`${url}/REST/2.0/${path}`, { headers: { authorization: `token ${token}` } });
    return response.json();
  }
});

function ticket(): Ticket {
  const subject = `[${referenceCode}] Permanence check : accès refusé`;
  return {
    key,
    referenceCode,
    academy: null,
    urgent: true,
    subject,
    body: `${TEXT}\n`,
    createdAt: Date.now(),
  };
}

function newReferenceCode(): string {
  return `P-${randomUUID().slice(0, 8).toUpperCase()}`;
}

/** Passes requests on to RT, and cuts the connection instead of answering what made a ticket. */
async function startLossyProxy(target: string) {
  const lost: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(`${target.replace(/\/+$/, '')}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization: request.headers.authorization ?? '', 'content-type': 'application/json' },
      ...(request.method === 'POST' && { body: Buffer.concat(chunks) }),
    });
    const body = await answer.text();
    if (request.method !== 'POST') return void response.writeHead(answer.status).end(body);
    lost.push(String((JSON.parse(body) as { id: unknown }).id));
    request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, lost, close: () => server.close() };
}

async function rejects(rt: ReturnType<typeof createRequestTracker>, message: RegExp): Promise<void> {
  const opening = rt.open({ ...ticket(), key: randomUUID(), referenceCode: newReferenceCode() });
  await assert.rejects(opening, (error) => error instanceof TicketError && message.test(error.message));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
