import { sendRaw } from '../../helpers/raw-socket.ts';
import { type Attack, expectStatus, PATIENCE, type Stage } from '../stage.ts';

const ROUTES = [
  '/webchat/token',
  '/desk',
  '/desk/api/me',
  '/desk/api/cases',
  '/metrics',
  '/v3/directline/conversations',
];

/** Other spellings of our paths, by which filters and a proxy's rules could be walked around. */
function spellingsOf(route: string): string[] {
  const letters = [1, 2, route.length - 1].map(
    (at) => `${route.slice(0, at)}%${route.charCodeAt(at).toString(16)}${route.slice(at + 1)}`,
  );
  return [
    ...letters,
    ...letters.map((one) => one.toUpperCase().replace(route.toUpperCase(), route)),
    `/.${route}`,
    `/x/..${route}`,
    `/%2e${route}`,
    `/x/%2e%2e${route}`,
    `/x\\..${route}`,
    `/${route}`,
    `${route}/`,
    `${route}%00`,
    `${route};x`,
    `${route}#x`,
    `${route}%3fx`,
    route.replaceAll('/', '%2f'),
    route.replaceAll('/', '\\'),
  ];
}

/** Each is refused; what is left are paths of ours with nothing at their end, which take a session or token as always. */
export function pathAttacks({ open, strict }: Stage): Attack[] {
  const send = (url: string, method: string, path: string) =>
    sendRaw(
      Number(new URL(url).port),
      Buffer.from(
        `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      ),
      { patience: PATIENCE },
    );
  return ROUTES.flatMap((route) =>
    spellingsOf(route).flatMap((path) =>
      ['GET', 'POST'].map((method) => ({
        ...{ area: 'Paths with two spellings', name: `${method} ${path}` },
        run: async () => {
          for (const { url } of [open, strict]) {
            const { statuses } = await send(url, method, path);
            expectStatus(statuses, 400, 401, 404, 405);
          }
        },
      })),
    ),
  );
}
