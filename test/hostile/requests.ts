import fc from 'fast-check';
import { hostileBody } from './bodies.ts';
import { hostileHeaders } from './headers.ts';
import { hostilePath } from './paths.ts';

/** A request as it goes over the wire; nothing of it need be valid. */
export interface HostileRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** Bytes after which the client hangs up. */
  readonly cutAfter?: number | undefined;
}

/** What of the running service the requests name. */
export interface Target {
  readonly conversationId: string;
  readonly token: string;
  readonly serviceUrl: string;
}

const POSTED =
  /^\/(api\/messages|webchat\/token|v3\/directline.*\/(activities|upload|generate|refresh|conversations)|desk\/api\/.*\/(messages|accept))/;
const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'HEAD',
  'TRACE',
  'PROPFIND',
  'get',
  'X',
  'PRI',
];

/** The bytes of a request. */
export function toBytes({ method, path, headers, body }: HostileRequest): Uint8Array {
  // Of two Host headers the first would count, so that a hostile one stands alone.
  const host = headers.some(([name]) => name === 'Host') ? [] : ['Host: localhost'];
  const lines = [`${method} ${path} HTTP/1.1`, ...host, ...headers.map((pair) => pair.join(': '))];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`, 'utf8'), body]);
}

/** Requests to every public path, from nearly right to nothing like one. */
export function hostileRequest(target: Target): fc.Arbitrary<HostileRequest> {
  const oddMethod = fc.constantFrom(...METHODS);
  return fc
    .tuple(
      fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: oddMethod }),
      hostilePath(target.conversationId),
      hostileHeaders(target.token),
      hostileBody(target.serviceUrl),
      fc.integer({ min: 0, max: 40 }),
      fc.nat(),
    )
    .map(([verb, path, headers, body, chance, at]) => {
      const length = headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
      const request = {
        method: verb ?? (POSTED.test(path) ? 'POST' : 'GET'),
        path,
        headers: length ? headers : [...headers, ['Content-Length', String(body.length)] as const],
        body,
      };
      return chance === 0 ? { ...request, cutAfter: at % toBytes(request).length } : request;
    });
}
