// How people write "mot de passe" and "password". Weak labels ("pass", "code") mean other things as well, so they ask
// for more evidence behind them.
import type { View } from '../view.ts';

const STRONG = [
  String.raw`(?:mots?|mto|mo|mt)[\s_-]{0,2}(?:de?|2|d'|e|du)?[\s_-]{0,2}(?:pas{1,3}es?|pass|psse|apsse|pasee|pqsse|oasse)`,
  String.raw`mdps?[12]?|m2p|mpd|mddp|mdpp|m\.d\.p\.?`,
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
export interface Label {
  readonly start: number;
  readonly end: number;
  readonly isWeak: boolean;
  /** Weak, but "pass" or "passe" rather than "code". */
  readonly isPass: boolean;
  /** "my pass": somebody's, so a noun. */
  readonly isOwned: boolean;
}

/** All labels of a view, in order. */
export function findLabels(view: View): readonly Label[] {
  const labels: Label[] = [];
  for (const match of view.lower.matchAll(ALL)) {
    const before = view.lower.slice(Math.max(0, match.index - 12), match.index);
    const isWeak = match.groups?.strong === undefined;
    if (isWeak && NO_NOUN.test(before)) continue;
    labels.push({
      start: match.index,
      end: match.index + match[0].length,
      isWeak,
      isPass: match[0].startsWith('pass'),
      isOwned: OWNED.test(before),
    });
  }
  return labels;
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
