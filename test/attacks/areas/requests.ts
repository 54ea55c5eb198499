import { HOSTS } from '../../hostile/headers.ts';
import { NASTY } from '../../hostile/texts.ts';
import { type Attack, expectHandled, expectStatus, type Stage } from '../stage.ts';

const PATHS = ['/healthz', '/webchat/token', '/desk/api/me', '/api/messages'];
const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n';
const WAYS = {
  plain: 'Connection: close\r\n',
  expect: 'Expect: 100-continue\r\nConnection: close\r\n',
  upgrade: UPGRADE,
};
const TARGETS = [
  'http://[',
  'http://[/x',
  'http://a:99999/',
  'http://1.2.3.4.5/',
  'http://u@x/',
  'ftp://x/metrics',
];
const HEADER_NAMES =
  'Accept Accept-Encoding Accept-Language Accept-Version Authorization Content-Type Cookie Date Forwarded If-None-Match Origin Range Referer User-Agent X-Forwarded-For X-Forwarded-Host X-HTTP-Method-Override X-Request-Id X-CSRF-Token Sec-Fetch-Site'.split(
    ' ',
  );

/** Host, target and headers that a parser stumbles over. */
export function requestAttacks({ raw }: Stage): Attack[] {
  const hosts = HOSTS.flatMap((host) =>
    PATHS.flatMap((path) =>
      Object.entries(WAYS).map(([way, headers]) => ({
        ...{ area: 'Host and request target', name: `Host: ${host} on ${path}, ${way}` },
        run: async () =>
          expectStatus((await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`)).statuses, 400),
      })),
    ),
  );
  const targets = TARGETS.flatMap((target) =>
    Object.entries(WAYS).map(([way, headers]) => ({
      ...{ area: 'Host and request target', name: `GET ${target}, ${way}` },
      run: async () =>
        expectStatus(
          (await raw(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`)).statuses,
          ...[400, 401, 404],
        ),
    })),
  );
  const values = NASTY.map((text) => text.replace(/[\r\n\0]/g, ' ').slice(0, 2000));
  const headers = HEADER_NAMES.flatMap((name, index) =>
    Array.from({ length: 12 }, (_, number) => values[(index * 5 + number * 7) % values.length] ?? '').map(
      (value, number) => ({
        ...{ area: 'Headers', name: `${name} with odd value ${number}` },
        run: async () =>
          expectHandled(
            await raw(
              `GET ${PATHS[number % 3]} HTTP/1.1\r\nHost: localhost\r\n${name}: ${value}\r\nConnection: close\r\n\r\n`,
            ),
          ),
      }),
    ),
  );
  return [...hosts, ...targets, ...headers];
}
