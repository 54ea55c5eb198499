import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Server } from 'restify';
import { endpoint, type HttpAnswer } from './endpoint.ts';

/** High enough to shrink a bundle to a quarter, low enough to be done within a second of the first request. */
const BROTLI_QUALITY = 7;
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };

/** A file for browsers to keep for ever: its path has a digest of the content in it. */
export interface Asset {
  readonly path: string;
  answer(request: Request): Promise<HttpAnswer>;
}

/** Twelve hexadecimal digits of the SHA-256 of some contents. */
export function digestOf(...contents: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex').slice(0, 12);
}

/** An asset at a path that ends in `.js` or `.css`; put the digest into the path. */
export function createAsset(path: string, content: Uint8Array): Asset {
  const headers = {
    'Content-Type': `${TYPES[path.slice(path.lastIndexOf('.') + 1)]}; charset=utf-8`,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
  };
  // Compressed once, at the first request for it.
  const encodings: Record<string, () => Promise<Uint8Array>> = {
    br: once(() =>
      promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    ),
    gzip: once(() => promisify(gzip)(content)),
  };
  return {
    path,
    answer: async (request) => {
      const accepted = String(request.headers['accept-encoding'] ?? '');
      const encoding = Object.keys(encodings).find((candidate) => accepted.includes(candidate));
      const compress = encoding && encodings[encoding];
      if (!compress) return { status: 200, body: content, headers };
      return { status: 200, body: await compress(), headers: { ...headers, 'Content-Encoding': encoding } };
    },
  };
}

/** A route for each asset. */
export function addAssets(server: Server, assets: readonly Asset[]): void {
  for (const asset of assets) {
    server.get(
      asset.path,
      endpoint((request) => asset.answer(request)),
    );
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
