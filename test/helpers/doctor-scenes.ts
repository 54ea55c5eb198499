/** Installations as `npm run doctor` may find them, each with its real far ends on this machine. */
import { chmodSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createLog } from '../../src/operations/log.ts';
import { openStore } from '../../src/store/open.ts';
import { temporaryFolder } from './app.ts';
import { createAuthority } from './certificates.ts';
import { startHttp } from './far-ends.ts';
import { startIdentityProvider } from './identity-provider.ts';
import { startMailServer } from './mail-server.ts';

/** What has to be so, as settings. */
export type Environment = Readonly<Record<string, string>>;
const SECRET = 'secret-of-the-client';
const open: { close(): unknown }[] = [];

/** Keeps something open until all is closed. */
export const keep = <One extends { close(): unknown }>(one: One): One => {
  open.push(one);
  return one;
};

/** Closes what the scenes have opened. */
export async function closeScenes(): Promise<void> {
  await Promise.all(open.splice(0).map((one) => one.close()));
}

/** Of all certificates of these scenes. */
export const authority = createAuthority();

/** A page at PUBLIC_URL under a certificate of so many days. */
export async function page(from: number, until: number): Promise<Environment> {
  const server = createServer(authority.issue(from, until), (_, response) => response.end('{"version":"1"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  keep(server);
  const { port } = server.address() as AddressInfo;
  return { PUBLIC_URL: `https://localhost:${port}`, TRUSTED_PROXIES: '127.0.0.1' };
}

/** A far end that answers with JSON; gives its address. */
export async function far(
  answer: (url: string, base: string, response: ServerResponse) => object,
): Promise<string> {
  const end = keep(
    await startHttp(({ url = '', headers }, response) => {
      const body = answer(url, `http://${headers.host}`, response);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    }),
  );
  return `http://127.0.0.1:${end.port}`;
}

/** An issuer of agents at an address. */
export const issuer = (OIDC_ISSUER: string) => ({
  ...{ OIDC_ISSUER, OIDC_CLIENT_ID: 'permanence', OIDC_CLIENT_SECRET: SECRET },
});

/** A far end that says what time it is. */
export const clock = async (seconds: number) =>
  issuer(
    await far((_, __, response) => {
      response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
      return {};
    }),
  );

/** The embedded database, with permissions of the file and its folder. */
export async function database(mode: number): Promise<Environment> {
  const path = join(temporaryFolder(), 'permanence.db');
  await (await openStore(`file:${path}`, createLog('silent'))).close();
  chmodSync(dirname(path), mode | 0o100);
  chmodSync(path, mode);
  return { DATABASE_URL: `file:${path}` };
}

/** Tickets by a mail server that lets one password in. */
export async function mail(password: string): Promise<Environment> {
  const { port } = keep(await startMailServer(0, 'bot:secret-of-the-mail'));
  const addresses = { TICKETS_MAIL_TO: 'a@example.fr', TICKETS_MAIL_FROM: 'b@example.fr' };
  return { TICKETS: 'mail', ...addresses, SMTP_URL: `smtp://bot:${password}@127.0.0.1:${port}` };
}

/** Tickets in a Request Tracker that takes one token. */
export async function requestTracker(RT_TOKEN: string): Promise<Environment> {
  const RT_URL = await far((_, __, response) => {
    if (response.req.headers.authorization !== 'token secret-of-the-tracker') response.statusCode = 401;
    return {};
  });
  return { TICKETS: 'request-tracker', RT_URL, RT_QUEUE: 'Assistance', RT_TOKEN };
}

/** The bot's own identity, at a provider of this machine. */
export const teams = async (more: Environment = {}) => ({
  ...keep(await startIdentityProvider()).environment,
  ...more,
});
