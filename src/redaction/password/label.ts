// How people write "mot de passe" and "password". Weak labels ("pass", "code") mean other things as well, so they ask
// for more evidence behind them.
import type { View } from '../view.ts';

/** A word letter by letter, or with a few letters apart: "m.d.p", "p a s s w o r d". */
const spelled = (word: string): string => [...word].join('[ ._-]{1,2}');
const STRONG = [
  String.raw`(?:mots?|mto|mo|mt)[\s_-]{0,2}(?:de?|2|d'|e|du)?[\s_-]{0,2}(?:pas{1,3}es?|pass|psse|apsse|pasee|pqsse|oasse)`,
  String.raw`mdps?[12]?|m2p|mpd|mddp|mdpp|m[ .,_-]{1,2}d[ .,_-]{1,2}p\.?`,
  // letters in disguise: "mot de p@sse"; of "p@ssword" only where a value follows, since it is chosen as one too
  String.raw`m[o0]ts?[\s_-]{0,2}de[\s_-]{0,2}p[a@4][s$5]{2}e|p[a@4][s$5]{1,2}[ _-]?w[o0]rds?(?=\s{0,3}[:=]|\s{1,3}(?:is|est|was|c'est)\s)`,
  `${spelled('mot')}[ ._-]{1,2}(?:de|d[ ._-]{1,2}e)[ ._-]{1,2}(?:passe|${spelled('passe')})|${spelled('password')}|p[ ._-]{1,2}w[ ._-]{1,2}d`,
  `(?:new|old|user|current|confirm)?_?(?:pass?e?[ _-]?w(?:o?r?|ro|oer|ork)ds?|pass?ords?|passowrds?|passwork|passwors)[12]?`,
  String.raw`pswd|pwds?|psw|pwrd|p\/w|pw|pass[ _-]?phrases?|passwort`,
].join('|');
const WEAK = `passe?|codes?(?: d'acces| secrets?)?|identifiants|acces`;
const LABEL = `(?<![a-z0-9])(?:(?<strong>${STRONG})|(?<weak>${WEAK}))(?![a-z0-9_]|'(?!s )|-[a-z])`;
const ALL = new RegExp(LABEL, 'g');
const HERE = new RegExp(LABEL, 'y');
/** In front of "pass" and "code" they make it something else: "ça passe", "code d'erreur". */
const NO_NOUN =
  /(?<![a-z])(?:ca|cela|se|qui|je|tu|il|elle|on|ne|y|me|nous|vous|erreur|error|du|a|d'|qr|se|sans|to|will|can) ?$/;
const OWNED = /(?<![a-z])(?:mon|mes|ton|tes|my|your|nouveau|ancien|new|old|vos|votre) $/;

/** One way of saying "password" in a view. */
export interface PasswordLabel {
  readonly start: number;
  readonly end: number;
  readonly isWeak: boolean;
  /** Weak, but "pass" or "passe" rather than "code". */
  readonly isPass: boolean;
  /** "my pass": somebody's, so a noun. */
  readonly isOwned: boolean;
}

/** Several detectors ask for the labels of the same view. */
const KNOWN = new WeakMap<View, { readonly labels: readonly PasswordLabel[]; readonly isStrong: boolean }>();

/** All labels of a view, in order. */
export function findLabels(view: View): readonly PasswordLabel[] {
  return labelsOf(view).labels;
}

/** Whether a view has a strong label anywhere. */
export function speaksOfPasswords(view: View): boolean {
  return labelsOf(view).isStrong;
}

function labelsOf(view: View): { readonly labels: readonly PasswordLabel[]; readonly isStrong: boolean } {
  const known = KNOWN.get(view);
  if (known !== undefined) return known;
  const read = readLabels(view);
  KNOWN.set(view, read);
  return read;
}

function readLabels(view: View): { readonly labels: readonly PasswordLabel[]; readonly isStrong: boolean } {
  const labels: PasswordLabel[] = [];
  let isStrong = false;
  for (const match of view.lower.matchAll(ALL)) {
    const before = view.lower.slice(Math.max(0, match.index - 12), match.index);
    const isWeak = match.groups?.strong === undefined;
    isStrong ||= !isWeak;
    if (isWeak && NO_NOUN.test(before)) continue;
    labels.push({
      start: match.index,
      end: match.index + match[0].length,
      isWeak,
      isPass: match[0].startsWith('pass'),
      isOwned: OWNED.test(before),
    });
  }
  return { labels, isStrong };
}

/** Whether a strong label begins at an offset. */
export function isLabelAt(view: View, offset: number): boolean {
  HERE.lastIndex = offset;
  return HERE.exec(view.lower)?.groups?.strong !== undefined;
}

/** Whether a text has a strong label anywhere. */
export function hasLabel(lower: string): boolean {
  return [...lower.matchAll(ALL)].some((match) => match.groups?.strong !== undefined);
}
