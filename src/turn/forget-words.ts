// What a person took back is to be nowhere: neither whole, nor the part of it that the dialogue keeps as an answer or an
// error message, nor where the bot or a packet quotes either.

/** Where the dialogue and the packets keep a person's own words, or a part of them. */
const REMEMBERED = new Set(['story', 'message', 'attempt', 'errorMessage', 'error', 'academyNamed', 'text']);
/** Characters from which words are looked for inside of other texts: shorter ones stand there by chance. */
const QUOTABLE = 8;
const FORGOTTEN = '…';

/** What is to be looked for in copies: the words, their lines, and the parts of them that some copy remembers; longest first. */
export function piecesOf(words: string, copies: readonly string[]): readonly string[] {
  const pieces = new Set([words, ...words.split('\n').map((line) => line.trim())]);
  for (const copy of copies) {
    eachJson(copy, (json) =>
      mapLeaves(json, '', (leaf, name) => {
        // A text is another message, which may say the same by itself: "oui".
        if (name !== 'text' && REMEMBERED.has(name) && words.includes(leaf)) pieces.add(leaf);
        return leaf;
      }),
    );
  }
  return [...pieces].filter((piece) => piece !== '').sort((one, other) => other.length - one.length);
}

/** A copy, JSON by the line or plain text, without the pieces. The person's own activities stay: each is forgotten by itself. */
export function forgetPieces(copy: string, pieces: readonly string[]): string {
  const rewritten = eachJson(copy, (json) =>
    isOwnActivity(json)
      ? json
      : mapLeaves(json, '', (leaf, name) =>
          REMEMBERED.has(name) && pieces.includes(leaf) ? '' : unquote(leaf, pieces),
        ),
  );
  return rewritten ?? unquote(copy, pieces);
}

/** The text with each of its lines, which are JSON, replaced; undefined where they are not. */
function eachJson(copy: string, replace: (json: unknown) => unknown): string | undefined {
  try {
    return copy
      .split('\n')
      .map((line) => (line === '' ? line : JSON.stringify(replace(JSON.parse(line)))))
      .join('\n');
  } catch {
    // A ticket's text, say.
    return undefined;
  }
}

function mapLeaves(value: unknown, name: string, map: (leaf: string, name: string) => string): unknown {
  if (typeof value === 'string') return map(value, name);
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, name, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapLeaves(item, key, map)]));
}

function unquote(text: string, pieces: readonly string[]): string {
  return pieces
    .filter((piece) => piece.length >= QUOTABLE)
    .reduce((rest, piece) => rest.replaceAll(piece, FORGOTTEN), text);
}

function isOwnActivity(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'from' in json && json.from === 'user';
}
