import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request } from 'restify';
import type { HttpAnswer } from './endpoint.ts';

/** For what is made anew for each request: done in well under a millisecond. */
const BROTLI_QUALITY = 4;

/** The same answer, its text compressed where the browser can read that. */
export async function compressed(request: Request, answer: HttpAnswer): Promise<HttpAnswer> {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const headers = { ...answer.headers, Vary: 'Accept-Encoding' };
  const text = Buffer.from(String(answer.body));
  if (/\bbr\b/.test(accepted)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
    const body = await promisify(brotliCompress)(text, { params });
    return { ...answer, body, headers: { ...headers, 'Content-Encoding': 'br' } };
  }
  if (/\bgzip\b/.test(accepted)) {
    return {
      ...answer,
      body: await promisify(gzip)(text),
      headers: { ...headers, 'Content-Encoding': 'gzip' },
    };
  }
  return { ...answer, headers };
}
