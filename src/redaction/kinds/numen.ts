// The NUMEN, the number of the staff of the ministry: thirteen characters, which often are the first password too.
import type { Span, View } from '../view.ts';

const SHAPE = /(?<![a-z0-9])(?:numen)?(\d{2}[a-z]\d{5,8}[a-z]{3})(?![a-z0-9])/g;
// Spaced ones count in capitals only: "12 h 34 56789 les" is a sentence.
const SPACED = /(?<![A-Za-z0-9])\d{2}[ .-]?[A-Z](?:[ .-]?\d){7}[ .-]?[A-Z]{3}(?![A-Za-z0-9])/g;
const LABEL = /(?<![a-z0-9])(?:num+en?s?|numm?ene?s?|numem|nuemn|n\.u\.m\.e\.n)(?![a-z0-9])/g;
// What may stand between the word and the number; anything else means that the sentence is about something else.
const LINK =
  /(?:[\s.:=,;()"'«»<>-]|n°|(?:est|is|was|c'est|cest|c|etait|mon|my|le|la|the|no|numero|number|voici|voila|here|donc|bien|suivant|a|13|caracteres|de|sur|pour|for|connexion|academique)(?![a-z0-9]))*/y;
const EXPLICIT = /[:=]|(?<![a-z])(?:est|is|c'est|cest|c)(?![a-z])/;
const COMPACT = /[a-z0-9]{8,15}(?![a-z0-9])/y;
const GROUPED =
  /\d{2}[ .-]{0,2}[a-z][ .-]{0,2}\d(?:[ .-]?\d){3,7}(?:[ .-]{0,2}[a-z](?:[ .-]?[a-z]){2})?(?![a-z0-9])/y;

/** NUMENs by their shape, and what is introduced as one. */
export function findNumens(view: View): readonly Span[] {
  const { lower, plain } = view;
  const spans: Span[] = [];
  for (const match of lower.matchAll(SHAPE)) {
    const end = match.index + match[0].length;
    spans.push({ start: end - (match[1] ?? '').length, end, kind: 'numen' });
  }
  for (const match of plain.matchAll(SPACED))
    spans.push({ start: match.index, end: match.index + match[0].length, kind: 'numen' });
  for (const match of lower.matchAll(LABEL)) {
    const labelEnd = match.index + match[0].length;
    LINK.lastIndex = labelEnd;
    const start = labelEnd + (LINK.exec(lower)?.[0].length ?? 0);
    const end = readNumen(lower, start, EXPLICIT.test(lower.slice(labelEnd, start)));
    if (end !== undefined) spans.push({ start, end, kind: 'numen' });
  }
  return spans;
}

function readNumen(lower: string, start: number, isExplicit: boolean): number | undefined {
  COMPACT.lastIndex = start;
  const compact = COMPACT.exec(lower)?.[0];
  if (compact !== undefined) {
    const digits = compact.replace(/\D/g, '').length;
    return digits >= (isExplicit ? 2 : 4) ? start + compact.length : undefined;
  }
  GROUPED.lastIndex = start;
  const grouped = GROUPED.exec(lower)?.[0];
  return grouped === undefined ? undefined : start + grouped.length;
}
