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
