// Passports, identity cards, licences, permits: their numbers have no shape of their own, so only what is introduced.
import type { Span, View } from '../view.ts';

const LABEL =
  /(?<![a-z0-9])(?:passe?ports?|carte\s(?:nationale\s)?(?:d'?\s?)?identite|piece\sd'?\s?identite|cni|cin|identity\scard|national\sid|id\scard|id\snumber|titre\sde\ssejour|carte\sde\ssejour|residence\spermit|permis(?:\sde\sconduire)?|driv(?:ing|er'?s?)\slicen[cs]e)(?![a-z0-9])/g;
const LINK =
  /(?:[\s.:=#()"'«»-]|n°|(?:no|nr|n|num|numero|number|est|is|c'est|cest|porte|le|la|the|mon|my|ma|de|serie|francais|francaise|biometrique)(?![a-z0-9]))*/y;
const EXPLICIT = /[:=#°]|(?<![a-z])(?:no|nr|num|numero|number|est|is|c'est|cest)(?![a-z])/;
const VALUE = /[a-z0-9]+(?:[ -][a-z0-9]*\d[a-z0-9]*|[ -][a-z]{2}(?=[ -]\d))*(?![a-z0-9])/y;
const MIN_LENGTH = 7;
const MAX_LENGTH = 15;

/** Numbers of identity documents behind the name of the document. */
export function findIdentityDocuments(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const match of view.lower.matchAll(LABEL)) {
    const labelEnd = match.index + match[0].length;
    LINK.lastIndex = labelEnd;
    const start = labelEnd + (LINK.exec(view.lower)?.[0].length ?? 0);
    const end = readNumber(view.lower, start, EXPLICIT.test(view.lower.slice(labelEnd, start)));
    if (end !== undefined) spans.push({ start, end, kind: 'identity_document' });
  }
  return spans;
}

function readNumber(lower: string, start: number, isExplicit: boolean): number | undefined {
  VALUE.lastIndex = start;
  const value = VALUE.exec(lower)?.[0] ?? '';
  const compact = value.replace(/[ -]/g, '');
  const digits = compact.replace(/\D/g, '').length;
  const isLong = compact.length >= MIN_LENGTH && compact.length <= MAX_LENGTH;
  return isLong && digits >= (isExplicit ? 2 : 5) ? start + value.length : undefined;
}
