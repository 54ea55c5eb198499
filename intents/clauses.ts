/** Where a clause ends: at a sign of its own (a dot only before a blank), or before a word that turns to something else. */
const ENDS =
  /(?<=[?!…;])\s*|(?<=[.:])\s+|\n+|,\s+(?=(?:mais|et|puis|sinon|du coup|donc|par contre|alors|but|and|so|then|also)\s)|,\s+(?=(?:comment|pourquoi|combien|faut|c['’]est quoi|je dois|dois-je|on fait|how|what|why|where|when|which|do i|can i|should i)\s)|\s+(?=(?:et maintenant|et là|and now)\s)|\s+(?=(?-i:ET|AND)\s)|\s+(?=(?:mais|par contre|sauf que|et sinon|au fait|but|however|by the way)\s)|\s+(?=(?:merci|thanks|thank you|thx)\b)|\s[-–—]\s/iu;
/** A few words and a comma at the beginning: a greeting, a yes or no, "autre problème", a place. */
const OPENER = /^((?:[^\s,]+\s+){0,3}[^\s,]+),\s+(?=\S)/u;
/** Characters from which a message tells a story, in which commas part one thing from the next. */
const LONG = 140;
const ENDS_OF_LONG = new RegExp(`${ENDS.source}|,\\s+`, 'iu');
/** Clauses that are looked at: the first ones and the last ones of a pasted page. */
const FIRST = 5;
const LAST = 3;
/** Characters that are looked at. */
const MAX_CHARACTERS = 2000;

/** The clauses of a (normalised) message in order, each with its closing sign; a message without any gives none. */
export function splitClauses(text: string): string[] {
  const clauses = text
    .slice(0, MAX_CHARACTERS)
    // Or a long run of blanks would be walked from each of its beginnings.
    .replace(/[^\S\n]+/gu, ' ')
    .replace(OPENER, '$1\n')
    .split(text.length > LONG ? ENDS_OF_LONG : ENDS)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));
  if (clauses.length <= FIRST + LAST) return clauses;
  return [...clauses.slice(0, FIRST), ...clauses.slice(-LAST)];
}
