// "mot de passe" and what follows. The words behind a label are read one by one: links make a value more likely, words
// of trouble less, and the first word that is a password by the evidence so far ends the reading.

import { MASK, type Span, type View } from '../view.ts';
import { skipSpace, toWord, type Word, wordAt } from '../word.ts';
import { isOrdinary, isPopular } from '../words/ordinary.ts';
import { readChain } from './chain.ts';
import { isDatePassword, isEnough, isLink, isWeakValue, weigh } from './evidence.ts';
import { findLabels, isLabelAt, type PasswordLabel } from './label.ts';
import { isPaired } from './pair.ts';
import { quotationAt, readPhrase, readQuoted } from './phrase.ts';
import { type Evidence, NO_EVIDENCE, passwordSpan } from './span.ts';
import { isPassword } from './value.ts';

const MAX_WORDS = 9;
/** Nobody writes a longer word between a label and a value. */
const MAX_FILLER = 60;
const SEPARATOR = /[\s)\]"'»”>,]*(?:[:=]+>?|->|=>|→)/y;
/** ":)" and ":/" say how somebody feels; they are set off by a space and followed by one. */
const EMOTICON = /\s*(?<=\s)[:;=]['-]?[()DdPpoO3/|\\]+(?=\s|$)/y;
const NAMED_OTHER = /^(?:login|identifiant|id|user|username|utilisateur|email|mail|nom)[:=]/;

/** Values behind a label, and those that follow such a value ("Marseille13 puis Marseille14"). */
export function findIntroduced(view: View): readonly Span[] {
  const spans: Span[] = [];
  const labels = findLabels(view);
  for (const [index, label] of labels.entries()) {
    if (label.start < (spans.at(-1)?.end ?? 0)) continue;
    spans.push(...readBehind(view, label, labels[index + 1]?.start ?? Infinity));
  }
  return spans;
}

/** `next`: where the next label begins, which reads what stands behind it itself. */
function readBehind(view: View, label: PasswordLabel, next: number): readonly Span[] {
  const isPossessive = view.lower.startsWith("'s ", label.end);
  let evidence: Evidence = { ...NO_EVIDENCE, link: isPossessive ? 'stated' : 'none' };
  let at = label.end + (isPossessive ? 2 : 0);
  for (let words = 0; words < MAX_WORDS; words += 1) {
    if (matches(EMOTICON, view.plain, at)) return [];
    if (matches(SEPARATOR, view.plain, at)) {
      at = SEPARATOR.lastIndex;
      evidence = { ...evidence, link: 'explicit', distance: 0, isBroken: false };
    }
    if (!isEnough(label, evidence, words)) return [];
    const quotation = quotationAt(view, skipSpace(view.plain, at));
    const phrase = quotation === undefined ? readPhrase(view, at, evidence) : readQuoted(quotation, evidence);
    if (phrase !== undefined && (!label.isWeak || label.isPass)) return withChain(view, phrase);
    // A quotation that is no password is a message: nothing in it is a value for being a word.
    if (quotation !== undefined) evidence = { ...evidence, link: 'none', isTroubled: true };
    const whole = wordAt(view, at);
    if (whole === undefined || (isLabelAt(view, whole.start) && !isLabelAsValue(view, whole, evidence)))
      return [];
    if (words > 0 && next > whole.start && next < whole.end) return [];
    if (whole.plain.includes(MASK)) return readChain(view, whole.end);
    if (whole.plain === '') {
      // "mon mdp ? Soleil2024": behind a question only a clear shape counts.
      const isQuestion = view.plain.slice(whole.before, whole.after).includes('?');
      if (whole.closes === 'sentence' && !isQuestion) return [];
      evidence = { ...evidence, isBroken: evidence.isBroken || isQuestion };
      at = whole.after;
      continue;
    }
    const word = cutAtSeparator(view, whole);
    const isPairable =
      evidence.link === 'none' &&
      evidence.distance === 0 &&
      !label.isWeak &&
      word.end - word.start <= MAX_FILLER &&
      isPaired(view, label, word);
    const full: Evidence = isPairable ? { ...evidence, link: 'paired' } : evidence;
    if (
      !isLink(word.lower) &&
      (isPassword(view, word, full) || isDatePassword(view, label, word, full)) &&
      (!label.isWeak || isWeakValue(label, word, full))
    ) {
      return withChain(view, passwordSpan(view, word, full));
    }
    if (word.closes === 'sentence' || word.end - word.start > MAX_FILLER) return [];
    evidence = weigh(evidence, word);
    // "code" and "accès" are too common to be looked past: only what is linked to them at once counts.
    if (label.isWeak && !label.isPass && evidence.link === 'none') return [];
    at = word.end;
  }
  return [];
}

/** "mdp: password", "password is password1": it begins as a label does, but it is what was chosen. */
function isLabelAsValue(view: View, word: Word, evidence: Evidence): boolean {
  if (evidence.link === 'none' || !(isPopular(word.lower) || /\d/.test(word.lower))) return false;
  return isPassword(view, word, evidence);
}

/** "est:Soleil2024" is a word, a separator and a value; "Soleil:2024" is a value. */
function cutAtSeparator(view: View, word: Word): Word {
  const named = NAMED_OTHER.exec(word.lower)?.[0];
  const head = named ?? /^[a-z']+(?=[:=])/.exec(word.lower)?.[0];
  if (head !== undefined && (isLink(head) || isOrdinary(head)))
    return toWord(view, word.start, word.start + head.length);
  const cut = word.lower.search(
    /[;,|&](?:login|identifiant|id|user|username|email|mail|nom|mdp|pass)(?![a-z])/,
  );
  return cut > 0 ? toWord(view, word.start, word.start + cut) : word;
}

function withChain(view: View, span: Span): readonly Span[] {
  return [span, ...readChain(view, span.end)];
}

function matches(sticky: RegExp, text: string, at: number): boolean {
  sticky.lastIndex = at;
  return sticky.test(text);
}
