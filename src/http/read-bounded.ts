/** The far end answers more than anybody has a use for. */
export class TooLongError extends Error {
  readonly code = 'answer.too_long';
}

/** Bytes of an answer at most, unless said otherwise: keys, tokens and tickets take a few thousand. */
const MOST = 1024 * 1024;

/** The text of an answer's body, read no further than so many bytes: a far end may never stop. Throws `TooLongError`. */
export async function readBounded(body: AsyncIterable<Uint8Array> | null, most = MOST): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop hangs up.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw new TooLongError(`an answer of more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** `fetch` whose answers are read no further than that, for libraries that read them whole. */
export async function fetchBounded(url: string | URL, options?: RequestInit): Promise<Response> {
  const { body, status, statusText, headers } = await fetch(url, options);
  const text = await readBounded(body);
  const bare = new Headers(headers);
  // It is unfolded by now.
  bare.delete('content-encoding');
  bare.delete('content-length');
  return new Response(text === '' ? null : text, { status, statusText, headers: bare });
}
