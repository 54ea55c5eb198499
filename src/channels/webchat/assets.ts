import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request } from 'restify';
import type { Answer } from '../../http/endpoint.ts';

const CLIENT = join(import.meta.dirname, 'client');
/** High enough to shrink the bundle to a quarter, low enough to be done within a second of the first request. */
const BROTLI_QUALITY = 7;

export interface Asset {
  /** Path with a digest of the content, so that browsers may keep it for ever. */
  readonly path: string;
  answer(request: Request): Promise<Answer>;
}

/** The files that the chat page loads, by name. */
export function loadAssets(): Readonly<Record<'webchat' | 'script' | 'style', Asset>> {
  return {
    webchat: createAsset('webchat.js', 'text/javascript', readFileSync(webChatBundle())),
    script: createAsset('page.js', 'text/javascript', readFileSync(join(CLIENT, 'page.js'))),
    style: createAsset('page.css', 'text/css', readFileSync(join(CLIENT, 'page.css'))),
  };
}

/** The source of the embed script, texts filled in. */
export function readEmbedScript(texts: unknown): string {
  return readFileSync(join(CLIENT, 'embed.js'), 'utf8').replace("'__TEXTS__'", JSON.stringify(texts));
}

/** The bundle without Adaptive Cards, Markdown and speech, which the bot does not use here: half the size. */
function webChatBundle(): string {
  const entry = createRequire(import.meta.url).resolve('botframework-webchat');
  const root = entry.slice(0, entry.lastIndexOf('botframework-webchat') + 'botframework-webchat'.length);
  return join(root, 'dist', 'webchat-minimal.js');
}

function createAsset(name: string, type: string, content: Buffer): Asset {
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
  };
  // Compressed once, at the first request for it.
  const encodings: Record<string, () => Promise<Buffer>> = {
    br: once(() =>
      promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    ),
    gzip: once(() => promisify(gzip)(content)),
  };
  return {
    path: `/webchat/assets/${digest}/${name}`,
    answer: async (request) => {
      const accepted = String(request.headers['accept-encoding'] ?? '');
      const encoding = Object.keys(encodings).find((candidate) => accepted.includes(candidate));
      const compress = encoding && encodings[encoding];
      if (!compress) return { status: 200, body: content, headers };
      return { status: 200, body: await compress(), headers: { ...headers, 'Content-Encoding': encoding } };
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
