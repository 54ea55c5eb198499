import { fold, stem, tokenize } from './text.ts';

/** Words that carry no choice: articles, pronouns, and the like, of both languages. */
const LIGHT = new Set(
  'a ai au aux c ce ces cet cette d dans de des du elle en est et il ils j je l la le les ma me mes moi mon n nous on ou par pour qu que qui s sa se ses son suis sur t ta te tes ton tu un une vous y the an and are at be do does for from has have i in is it its me my of on or our so that this to was we with you your'.split(
    ' ',
  ),
);
/** Share of a phrase's words that an utterance must contain. */
const ENOUGH = 0.75;

export interface Phrases<Id extends string> {
  readonly id: Id;
  readonly phrases: readonly string[];
}

/** Whether two texts are the same but for case, accents, punctuation and emoji. */
export function sameText(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

/**
 * The one candidate whose phrase an utterance contains best, or none where two fit alike or nothing fits. Words are
 * compared by their stems, so "j'ai perdu mon téléphone" finds "téléphone perdu ou changé".
 */
export function matchPhrase<Id extends string>(
  text: string,
  candidates: readonly Phrases<Id>[],
): Id | undefined {
  const said = heavyStems(text);
  if (said.size === 0) return undefined;
  const scored = candidates
    .map(({ id, phrases }) => ({ id, score: Math.max(0, ...phrases.map((phrase) => overlap(said, phrase))) }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best || best.score < ENOUGH || best.score === second?.score) return undefined;
  return best.id;
}

/** Whether a text comes to the same words as a phrase, small ones aside: neither may have much of its own. */
export function sameWords(text: string, phrase: string): boolean {
  const [said, wanted] = [heavyStems(text), phraseStems(phrase)];
  const shared = wanted.filter((part) => said.has(part)).length;
  return shared > 0 && shared >= ENOUGH * Math.max(said.size, wanted.length);
}

/** Share of the phrase found in the utterance; a longer phrase wins over a shorter one that fits as well. */
function overlap(said: ReadonlySet<string>, phrase: string): number {
  const wanted = phraseStems(phrase);
  if (wanted.length === 0) return 0;
  const share = wanted.filter((part) => said.has(part)).length / wanted.length;
  return share + (share === 1 ? wanted.length / 100 : 0);
}

/** Phrases are few and come again with every turn. */
const known = new Map<string, readonly string[]>();

function phraseStems(phrase: string): readonly string[] {
  const found = known.get(phrase) ?? [...heavyStems(phrase)];
  known.set(phrase, found);
  return found;
}

function heavyStems(text: string): Set<string> {
  const tokens = tokenize(text).filter((token) => !LIGHT.has(fold(token)));
  // Both stemmers: the phrase may be in one language and the utterance a mixture.
  return new Set(tokens.map((token) => stem(fold(stem(token, 'fr')), 'en')));
}

function bare(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
