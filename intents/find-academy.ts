import { AFTER_ACADEMY, before, DENIED, expectedPlace, type PlaceName } from './misspelt-place.ts';

/** The names under which people know an academy: places and internet domains, in plain lower-case letters. */
export interface AcademyNames {
  readonly id: string;
  readonly places: readonly string[];
  readonly domains: readonly string[];
}

/** Stands for every academy that the bot has no facts about. */
const OTHER = 'other';
/** Academies without facts; recognised so that their staff get general advice and are told so. */
const OTHER_PLACES =
  'amiens besancon bordeaux caen rouen normandie clermont corse ajaccio bastia creteil dijon grenoble guadeloupe guyane lille limoges martinique mayotte montpellier nancy metz nantes nice orleans tours poitiers reims rennes reunion strasbourg toulouse versailles'.split(
    ' ',
  );
/**
 * Places that are also ordinary words, by what tells that the place is meant, besides "académie de": "nice, it works" and
 * "a nice day" are none, and a meeting ("réunion") is only one after a word for an island or where somebody lives.
 */
const ORDINARY_WORDS: Readonly<Record<string, RegExp>> = {
  nice: /\b(a|sur|de|in|from|at|of) nice(?! (and|bot|change|chat|day|easy|evening|job|morning|one|people|person|time|to|try|week|weekend)\b)/,
  tours: /\b(a|sur|de|in|from|at|of) tours\b/,
  reunion: /\b(ile de la|habite a la|vis a la|poste a la|muter? a la|in) reunion\b/,
};
/** Characters before a word that are looked at: what says that a place is to come is not far from it. */
const NEAR = 80;
/** Bounded, or a long run of its beginnings would take the square of its length. */
const OTHER_DOMAIN = /\bac-[a-z]{1,30}(-[a-z]{1,30}){0,4}\.fr\b/;

/** Finds the id of the academy that a text names, in plain lower-case letters; `other` for one without facts. */
export type FindAcademy = (folded: string) => string | undefined;

/** The places of academies, and of those without facts. */
export function placesOf(academies: readonly AcademyNames[]): PlaceName[] {
  return [
    ...academies.flatMap(({ id, places }) => places.map((place) => ({ id, place }))),
    ...OTHER_PLACES.map((place) => ({ id: OTHER, place })),
  ];
}

/** Builds what finds academies: it runs for each clause of each message. */
export function createFindAcademy(academies: readonly AcademyNames[]): FindAcademy {
  const domains = academies.map(({ id, domains }) => ({ id, patterns: domains.map(patternOf) }));
  const places = placesOf(academies);
  // Most words name no place: one look tells.
  const anyPlace = new RegExp(` (?:${places.map(({ place }) => place).join('|')}) `);
  return (folded) => {
    // Every domain has a dot in it.
    if (folded.includes('.')) {
      const domain = domains.find(({ patterns }) => patterns.some((pattern) => pattern.test(folded)));
      if (domain && domain.id !== OTHER) return domain.id;
      if (OTHER_DOMAIN.test(folded)) return OTHER;
    }
    const words = ` ${folded.replace(/[^a-z0-9]+/g, ' ').trim()} `;
    if (!anyPlace.test(words)) return expectedPlace(words, places);
    const named = places
      .map(({ id, place }) => ({ id, at: placeAt(words, place) }))
      .filter(({ at }) => at >= 0);
    if (named.length === 0) return expectedPlace(words, places);
    // "Pas à Lyon, à Paris": what is denied does not count.
    return named.find(({ at }) => !DENIED.test(before(words, at)))?.id;
  };
}

function patternOf(domain: string): RegExp {
  return new RegExp(`(^|[^a-z0-9-])${domain.replaceAll('.', '\\.')}\\b`);
}

/** Where a place is named first; -1 where it is not, or where its word means something else. */
function placeAt(words: string, place: string): number {
  const ordinary = ORDINARY_WORDS[place];
  for (let at = words.indexOf(` ${place} `); at >= 0; at = words.indexOf(` ${place} `, at + 1)) {
    if (!ordinary || words.trim() === place) return at + 1;
    if (AFTER_ACADEMY.test(before(words, at + 1))) return at + 1;
    if (ordinary.test(words.slice(Math.max(0, at + 1 - NEAR), at + place.length + NEAR))) return at + 1;
  }
  return -1;
}
