// Answers to secret questions open an account as a password does, and stay the same for a lifetime. They are names and
// ordinary words, so only what is said to be the answer counts.
import type { Span, View } from '../view.ts';
import { type Word, wordAt } from '../word.ts';
import { isOrdinary } from '../words/ordinary.ts';

const QUESTION =
  /(?<![a-z])(?:questions? (?:de )?(?:secretes?|securite)|reponses? secretes?|(?:secret|security|recovery) (?:questions?|answers?)|nom de jeune fille de (?:ma|notre|la) (?:mere|grand-mere|maman)|(?:prenom|nom) de (?:ma|mon|la|notre) (?:mere|grand-mere|grand-pere|premiere? \w{3,12})|nom de mon (?:premier )?(?:animal|chien|chat)|premier animal|(?:mother|mum|mom)'?s maiden name|(?:name of )?(?:my )?first pet|city i was born)(?![a-z])/g;
/** What states the answer, behind the question or in place of it. */
const STATED =
  /(?:(?<![a-z])(?:reponse|answer|j'ai mis|j'ai repondu|j'ai ecrit|i (?:put|answered|wrote)|c'est|cest|est|is|was|etait)(?![a-z])\s{0,3}[:=]?|[:=])\s{0,3}/g;
const ANSWERED_BEFORE =
  /(?<![a-z])(?:repondu|mis|answered|put|typed|tape)\s{1,3}["«]?\s?([a-z0-9][a-z0-9' -]{1,30}?)["»]?\s{1,3}(?:a|pour|to|for|comme|as)\s{1,3}(?:la|ma|the|my|reponse|answer)/g;
/** Characters behind the question in which the answer stands. */
const REACH = 90;
const MAX_WORDS = 4;
/** They tell what the question was about, so the answer may still follow: "c'est ma ville de naissance Douai". */
const TOPIC = new Set(
  'ma mon la le de du des jeune fille mere pere nom prenom ville naissance premier premiere animal chien chat grand grand-mere my the name city birth first pet born of maiden answer reponse'.split(
    ' ',
  ),
);

/** Answers to secret questions. */
export function findSecretAnswers(view: View): readonly Span[] {
  const { lower } = view;
  const spans: Span[] = [];
  const questions = [...lower.matchAll(QUESTION)];
  for (const question of questions) {
    const from = question.index + question[0].length;
    if (from < (spans.at(-1)?.end ?? 0)) continue;
    const to = endOfReach(lower, from);
    // The last statement counts: "question secrète : nom de jeune fille, réponse Lefebvre".
    const stated = [...lower.slice(from, to).matchAll(STATED)].reverse();
    for (const { index, 0: link } of stated) {
      const span = readAnswer(view, from + index + link.length);
      if (span === undefined) continue;
      spans.push(span);
      break;
    }
  }
  return spans.length === 0 && questions.length > 0 ? findBefore(view) : spans;
}

/** "j'ai répondu Pelote à la question secrète". */
function findBefore({ lower }: View): readonly Span[] {
  return [...lower.matchAll(ANSWERED_BEFORE)].flatMap(({ index, 0: whole, 1: answer = '' }) => {
    if (answer.split(/\s+/).every(isOrdinary)) return [];
    const start = index + whole.indexOf(answer);
    return [{ start, end: start + answer.length, kind: 'secret_answer' as const }];
  });
}

function endOfReach(lower: string, from: number): number {
  const end = lower.slice(from, from + REACH).search(/[.!?]\s|\n/);
  return end < 0 ? from + REACH : from + end;
}

/** The words from here that nobody would complain with. */
function readAnswer(view: View, from: number): Span | undefined {
  let word = wordAt(view, from);
  while (word !== undefined && TOPIC.has(word.lower) && word.closes === 'nothing')
    word = wordAt(view, word.after);
  if (word === undefined || !isAnswer(word)) return undefined;
  const { start } = word;
  let { end } = word;
  for (let words = 1; words < MAX_WORDS && word !== undefined && word.closes === 'nothing'; words += 1) {
    word = wordAt(view, word.after);
    if (word === undefined || !(isAnswer(word) || /^\d{1,4}$/.test(word.plain))) break;
    end = word.end;
  }
  return { start, end, kind: 'secret_answer' };
}

function isAnswer(word: Word): boolean {
  return (
    /[a-z]/.test(word.lower) &&
    !word.plain.includes('\uffff') &&
    !isOrdinary(word.lower) &&
    !TOPIC.has(word.lower)
  );
}
