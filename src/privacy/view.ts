// Detectors never see the text itself. They see a folded copy (no accents, plain spaces and quotes), in which every
// secret found so far, and every mark of an earlier redaction, is a run of MASK. A mask looks the same whether it
// stands for a secret or for a mark, which is what makes redaction idempotent: no detector may measure its length.
import type { SecretKind } from './secret-kind.ts';

/** A noncharacter of Unicode: it never is part of a text that somebody types. */
export const MASK = '\uFFFF';

/** A stretch of a view that is a secret; offsets are of the view. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
}

/** The folded copy of a text that detectors read. */
export interface View {
  /** Without accents, upper case kept. */
  readonly plain: string;
  /** The same in lower case; both have the same offsets. */
  readonly lower: string;
  /** The original between two offsets of the view. */
  readonly source: (start: number, end: number) => string;
  /** The offset in the original of an offset of the view. */
  readonly origin: (offset: number) => number;
}

/** Finds secrets of one family. */
export type Detector = (view: View) => readonly Span[];

const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ...[
    ...'\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u1680\u3000\t',
  ].map((c) => [c, ' '] as const),
  ...[...'\u2018\u2019\u201b\u02bc\u00b4`\u2032'].map((c) => [c, "'"] as const),
  ...[...'\u2010\u2011\u2012\u2013\u2014\u2212'].map((c) => [c, '-'] as const),
  ['\uff20', '@'],
  ['\uff1a', ':'],
  ...[...'\r\u2028\u2029\u0085\v\f'].map((c) => [c, '\n'] as const),
]);
// Combining accents, soft hyphen, zero-width characters, direction marks: invisible, so they may not hide a secret.
const INVISIBLE = /^[\p{Mn}\p{Cf}]$/u;
const FULL_WIDTH_DIGIT = /^[\uff10-\uff19]$/;

function foldCharacter(character: string): string {
  if (character >= ' ' && character < '\u0080' && character !== '`') return character;
  if (INVISIBLE.test(character)) return '';
  const lookalike = LOOKALIKES.get(character);
  if (lookalike !== undefined) return lookalike;
  if (FULL_WIDTH_DIGIT.test(character)) return String(character.charCodeAt(0) - 0xff10);
  const base = character.normalize('NFD').charAt(0);
  return base < '\u0080' ? base : character;
}

/** Folds a text; marks of earlier redactions come out masked. */
export function createView(text: string, mark: string): View {
  const origins: number[] = [];
  const folded: string[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = foldCharacter(text.charAt(index));
    if (character === '') continue;
    folded.push(character);
    origins.push(index);
  }
  origins.push(text.length);
  const plain = folded.join('').replaceAll(mark, MASK.repeat(mark.length));
  const origin = (offset: number): number => origins[offset] ?? text.length;
  return {
    plain,
    lower: lowerCase(plain),
    origin,
    source: (start, end) => text.slice(origin(start), origin(end)),
  };
}

/** Lower case without change of length (İ would become two characters). */
function lowerCase(plain: string): string {
  const lower = plain.toLowerCase();
  if (lower.length === plain.length) return lower;
  return Array.from({ length: plain.length }, (_, index) => {
    const character = plain.charAt(index).toLowerCase();
    return character.length === 1 ? character : plain.charAt(index);
  }).join('');
}

/** The same view with some spans masked. */
export function maskSpans(view: View, spans: readonly Span[]): View {
  return { ...view, plain: maskText(view.plain, spans), lower: maskText(view.lower, spans) };
}

function maskText(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= from) continue;
    const first = Math.max(start, from);
    pieces.push(text.slice(from, first), MASK.repeat(end - first));
    from = end;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}
