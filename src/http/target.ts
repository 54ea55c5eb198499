import type { IncomingMessage } from 'node:http';
import { HttpError } from './errors.ts';

/** A host with its port, and nothing that a reader of URLs would take for a part of the path. */
const HOST = /^(?:[a-z0-9._-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
/** A target that names its host too, as clients of a proxy send it. */
const ABSOLUTE = /^https?:\/\/([^/?#]+)(.*)$/is;
/** No path of ours has a character that could be written in two ways. */
const PATH = /^\/[\w.~/-]*$/;
/** Segments that a reader of URLs would take away. */
const DOTS = /\/\.{1,2}(?:\/|$)/;

/** What of a request says where it goes. */
type Addressed = Pick<IncomingMessage, 'url' | 'headers' | 'rawHeaders'>;

/**
 * Lets only such requests through of which the path is the same to whoever reads it: a proxy's rules, our own filters, and the
 * router, which resolves it against the Host header and decodes it. Brings a target with a host into the usual form.
 * Throws `HttpError` 400 where the host or the target cannot be read, 404 where the path cannot be one of ours.
 */
export function settleTarget(request: Addressed): void {
  const [, authority, rest = ''] = ABSOLUTE.exec(request.url ?? '') ?? [];
  if (authority !== undefined) {
    request.headers.host = authority;
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
  }
  if (!isHost(request.headers.host ?? '') || countHosts(request.rawHeaders) > 1) {
    throw new HttpError(400, 'host', 'Host: expected one name or address, with a port if need be.');
  }
  const [path = ''] = (request.url ?? '').split('?', 1);
  if (!PATH.test(path) || DOTS.test(path)) {
    throw new HttpError(
      404,
      'not_found',
      'There is nothing here. Paths have letters, digits and - . _ ~ only.',
    );
  }
}

function isHost(host: string): boolean {
  return HOST.test(host) && URL.canParse(`http://${host || 'localhost'}/`);
}

/** Of a header that comes twice, Node keeps the first and a proxy may go by the second. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') count++;
  }
  return count;
}
