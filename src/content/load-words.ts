import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../intents/text.ts';
import { useWordLists } from '../redaction/words/ordinary.ts';

const WORDS = join(import.meta.dirname, '../redaction/words');

/** Reads the words by which redaction tells complaints from passwords, and hands them to it. Throws where a file is missing. */
export function loadRedactionWords(): void {
  useWordLists({
    neutral: byLanguage('neutral'),
    trouble: [...byLanguage('trouble'), ...byLanguage('adjectives')],
    stems: byLanguage('stems'),
    verbs: readWords(join(WORDS, 'fr/verbs.txt')),
    popular: readWords(join(WORDS, 'popular.txt')),
    names: readWords(join(WORDS, 'names.txt')),
    weak: readWords(join(WORDS, 'weak.txt')),
  });
}

function byLanguage(name: string): string[] {
  return LANGUAGES.flatMap((language) => readWords(join(WORDS, language, `${name}.txt`)));
}

/** Words between white space; lines that begin with # are comments. */
function readWords(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(/\s+/))
    .filter((word) => word !== '');
}
