import { fold, stem, tokenize } from './text.ts';

/** Words that carry no choice: articles, pronouns, and the like, of both languages. */
const LIGHT = new Set(
  'a ai au aux c ce ces cet cette d dans de des du elle en est et il ils j je l la le les ma me mes moi mon n nous on ou par pour qu que qui s sa se ses son suis sur t ta te tes ton tu un une vous y the an and are at be do does for from has have i in is it its me my of on or our so that this to was we with you your'.split(
    ' ',
  ),
);
/** Share of a phrase's words that an utterance must contain. */
const ENOUGH = 0.75;

/** Whether a text is the same as a phrase but for case, accents, punctuation and emoji. */
export function sameText(text: string, phrase: string): boolean {
  return read(text).bare === readPhrase(phrase).bare;
}

/** The same of any of some phrases. */
export function sameAsAny(text: string, phrases: readonly string[]): boolean {
  return readList(phrases).bare.has(read(text).bare);
}

/** Whether a text comes to the same words as one of some phrases, small ones aside: neither may have much of its own. */
export function sameWordsAsAny(text: string, phrases: readonly string[]): boolean {
  const { stems } = read(text);
  return readList(phrases).stems.some((wanted) => share(stems, wanted));
}

function share(said: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  const needed = ENOUGH * Math.max(said.size, wanted.size);
  if (Math.min(said.size, wanted.size) < needed) return false;
  let shared = 0;
  for (const part of wanted) if (said.has(part)) shared++;
  return shared > 0 && shared >= needed;
}

/** What two texts are compared by. */
interface Reading {
  readonly bare: string;
  readonly stems: ReadonlySet<string>;
}

/** Phrases are few and come again with every turn. */
const phrases = new Map<string, Reading>();
const MAX_PHRASES = 5000;
/** An utterance is compared with many phrases in a row; what people wrote before is not kept. */
let last: (Reading & { readonly text: string }) | undefined;

function readPhrase(phrase: string): Reading {
  const known = phrases.get(phrase);
  if (known) return known;
  if (phrases.size >= MAX_PHRASES) phrases.clear();
  const reading = { bare: bare(phrase), stems: heavyStems(phrase) };
  phrases.set(phrase, reading);
  return reading;
}

/** What a list of phrases is compared by. */
interface List {
  readonly bare: ReadonlySet<string>;
  readonly stems: readonly ReadonlySet<string>[];
}

/** Most lists are made once, with the texts, and each message is compared with all of them. */
const lists = new WeakMap<readonly string[], List>();

function readList(phrases: readonly string[]): List {
  const known = lists.get(phrases);
  if (known) return known;
  const readings = phrases.map(readPhrase);
  const list = { bare: new Set(readings.map((one) => one.bare)), stems: readings.map((one) => one.stems) };
  lists.set(phrases, list);
  return list;
}

function read(text: string): Reading {
  if (last?.text !== text) last = { text, bare: bare(text), stems: heavyStems(text) };
  return last;
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
