import type { Language } from '../../intents/text.ts';

/** Words of a text: what holds a letter or a digit. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/**
 * How easy texts are to read, 0 (hard) to 100 (easy): Flesch's formula for English, Kandel and Moles' for French. Syllables are
 * groups of vowels, without the silent e at the end of a word.
 */
export function readingEase(texts: readonly string[], language: Language): number {
  const words = texts.flatMap(wordsOf);
  const sentences = texts
    .flatMap((text) => text.split(/[.!?:;]+\s|\n/))
    .filter((part) => wordsOf(part).length > 0);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  const length = words.length / sentences.length;
  const weight = syllables / words.length;
  return language === 'fr' ? 207 - 1.015 * length - 73.6 * weight : 206.835 - 1.015 * length - 84.6 * weight;
}

function syllablesOf(word: string): number {
  const plain = word.toLowerCase().replace(/[^\p{L}]/gu, '');
  const groups = plain.replace(/(?<=..)e(s|nt)?$/, '').match(/[aeiouyàâäéèêëîïôöùûüœæ]+/g);
  return Math.max(1, groups?.length ?? 0);
}
