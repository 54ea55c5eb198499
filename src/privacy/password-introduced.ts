// "mot de passe" and what follows. The words behind a label are read one by one: links make a value more likely, words
// of trouble less, and the first word that is a password by the evidence so far ends the reading.
import { isNeutral, isOrdinary, isPopular, isTrouble } from './ordinary.ts';
import { readChain } from './password-chain.ts';
import { findLabels, isLabelAt, type Label } from './password-label.ts';
import { isPaired } from './password-pair.ts';
import { readPhrase, readQuoted } from './password-phrase.ts';
import { type Evidence, isPassword, NO_EVIDENCE, passwordSpan } from './password-value.ts';
import { MASK, type Span, type View } from './view.ts';
import { skipSpace, toWord, type Word, wordAt, wordBefore } from './words.ts';

const MAX_WORDS = 9;
/** Nobody writes a longer word between a label and a value. */
const MAX_FILLER = 60;
const DATE = /^\d{1,2}[/.-]\d{1,2}[/.-](?:\d\d){1,2}$/;
const SEPARATOR = /[\s)\]"'»”>,]*(?:[:=]+>?|->|=>|→)/y;
/** ":)" and ":/" say how somebody feels; they are set off by a space and followed by one. */
const EMOTICON = /\s*(?<=\s)[:;=]['-]?[()DdPpoO3/|\\]+(?=\s|$)/y;
const LINKS = new Set(
  "est c'est cest c s'est is it's its was are sera sont etait ces ete equals egal".split(' '),
);
/** They may stand between a link and a value: "mon mdp est bien chocolat". */
const ADVERBS = new Set(
  'bien donc juste simplement actuellement encore toujours tjs still just simply currently now maintenant mtn pas not exactement exactly'.split(
    ' ',
  ),
);
const NAMED_OTHER = /^(?:login|identifiant|id|user|username|utilisateur|email|mail|nom)[:=]/;

/** Values behind a label, and those that follow such a value ("Marseille13 puis Marseille14"). */
export function findIntroduced(view: View): readonly Span[] {
  const spans: Span[] = [];
  for (const label of findLabels(view)) {
    if (label.start < (spans.at(-1)?.end ?? 0)) continue;
    spans.push(...readBehind(view, label));
  }
  return spans;
}

function readBehind(view: View, label: Label): readonly Span[] {
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
    const phrase = readQuoted(view, skipSpace(view.plain, at), evidence) ?? readPhrase(view, at, evidence);
    if (phrase !== undefined) return withChain(view, phrase);
    const whole = wordAt(view, at);
    if (whole === undefined || (isLabelAt(view, whole.start) && !isLabelAsValue(view, whole, evidence)))
      return [];
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
      evidence.link === 'none' && evidence.distance === 0 && !label.isWeak && isPaired(view, label, word);
    const full: Evidence = isPairable ? { ...evidence, link: 'paired' } : evidence;
    if (
      !isLink(word) &&
      (isPassword(view, word, full) || isDatePassword(view, label, word, full)) &&
      (!label.isWeak || isWeakValue(label, word, full))
    ) {
      return withChain(view, passwordSpan(view, word, full));
    }
    if (word.closes === 'sentence' || word.end - word.start > MAX_FILLER) return [];
    evidence = read(evidence, word);
    // "code" and "accès" are too common to be looked past: only what is linked to them at once counts.
    if (label.isWeak && !label.isPass && evidence.link === 'none') return [];
    at = word.end;
  }
  return [];
}

/** "mdp : 12/06/1985" is one, but not "expiration du mot de passe : 12/06/2027": the words in front say so. */
function isDatePassword(view: View, label: Label, word: Word, evidence: Evidence): boolean {
  if (!DATE.test(word.plain) || evidence.link === 'none' || evidence.distance > 0 || evidence.isTroubled)
    return false;
  let before = wordBefore(view, label.start);
  for (let read = 0; read < 3 && before !== undefined; read += 1) {
    if (
      /date|expir|chang|renouv|modif|valid|limit|fin|jusqu|until|renew|deadline|echeance/.test(before.lower)
    )
      return false;
    before = wordBefore(view, before.before);
  }
  return true;
}

/** The evidence after one more word that was not the value. */
function read(evidence: Evidence, word: Word): Evidence {
  const isBroken = evidence.isBroken || word.closes === 'clause';
  // "… mon mot de passe, c'est lassant": behind a comma the link is no longer the label's.
  if (isLink(word) && !evidence.isBroken) return { ...evidence, link: 'stated', distance: 0, isBroken };
  if (ADVERBS.has(word.lower) && evidence.link !== 'none') return { ...evidence, isBroken };
  const isTroubled = evidence.isTroubled || (isTrouble(word.lower) && !isNeutral(word.lower));
  return { ...evidence, link: 'none', isTroubled, distance: evidence.distance + 1, isBroken };
}

/** A weak label has to be linked at once ("pass: …"), or to be somebody's ("my pass hunter2"). */
function isEnough(label: Label, evidence: Evidence, words: number): boolean {
  return !label.isWeak || evidence.link !== 'none' || (words <= 1 && label.isOwned) || words === 0;
}

function isWeakValue(label: Label, word: Word, evidence: Evidence): boolean {
  const isPlain = /^[a-z]+$/.test(word.lower);
  if (!label.isPass && !/[a-z]/.test(word.lower)) return false;
  if (evidence.link === 'explicit') return !isPlain || label.isPass;
  if (evidence.link === 'stated') return !isPlain || (label.isPass && label.isOwned);
  return !isPlain && label.isPass && /[a-z]/.test(word.lower);
}

/** "mdp: password": a label too, but it is what was chosen. */
function isLabelAsValue(view: View, word: Word, evidence: Evidence): boolean {
  return evidence.link !== 'none' && isPopular(word.lower) && isPassword(view, word, evidence);
}

/** "est:Soleil2024" is a word, a separator and a value; "Soleil:2024" is a value. */
function cutAtSeparator(view: View, word: Word): Word {
  const named = NAMED_OTHER.exec(word.lower)?.[0];
  const head = named ?? /^[a-z']+(?=[:=])/.exec(word.lower)?.[0];
  if (head !== undefined && (LINKS.has(head) || isOrdinary(head)))
    return toWord(view, word.start, word.start + head.length);
  const cut = word.lower.search(
    /[;,|&](?:login|identifiant|id|user|username|email|mail|nom|mdp|pass)(?![a-z])/,
  );
  return cut > 0 ? toWord(view, word.start, word.start + cut) : word;
}

function isLink(word: Word): boolean {
  return LINKS.has(word.lower);
}

function withChain(view: View, span: Span): readonly Span[] {
  return [span, ...readChain(view, span.end)];
}

function matches(sticky: RegExp, text: string, at: number): boolean {
  sticky.lastIndex = at;
  return sticky.test(text);
}
