import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Portal {
  readonly url: string;
  /** What the page has in its body. */
  body: string;
  /** Its Content-Security-Policy. */
  policy: string;
  close(): void;
}

/** A portal of another origin, with a page of two headings and whatever is put into it. */
export async function startPortal(): Promise<Portal> {
  const portal = { body: '', policy: '' };
  const server = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(portal.policy && { 'content-security-policy': portal.policy }),
    });
    response.end(
      `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Portail</title></head><body><main><h1>Portail</h1><p>Bienvenue.</p></main>${portal.body}</body></html>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(portal, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  });
}
