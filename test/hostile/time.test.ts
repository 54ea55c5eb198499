import type { Activity } from 'botbuilder';
import { expect } from 'chai';
import { minutesAgo } from '../../dialogs/interpret/time.ts';
import { splitClauses } from '../../intents/clauses.ts';
import { extractEntities } from '../../intents/entities.ts';
import { createFindAcademy } from '../../intents/find-academy.ts';
import { sameText, sameWordsAsAny } from '../../intents/match-phrase.ts';
import { normalize } from '../../intents/normalize.ts';
import { createReader } from '../../intents/reader.ts';
import { fold, stem, tokenize } from '../../intents/text.ts';
import { typedText } from '../../src/channels/teams/activity.ts';
import { cleanText } from '../../src/http/clean-text.ts';
import { readLocale } from '../../src/http/locale.ts';
import { knowledge, models } from '../helpers/app.ts';
import { GROWTH, growthOf } from '../helpers/growth.ts';

const academies = [...knowledge.academies.values()];
const findAcademy = createFindAcademy(academies);
const reader = createReader(models, academies);

/** What is fed by people's words and headers, each by the size that its caller lets through. */
const FUNCTIONS: Readonly<Record<string, readonly [(text: string) => unknown, number]>> = {
  cleanText: [cleanText, 64_000],
  normalize: [normalize, 32_000],
  fold: [fold, 32_000],
  tokenize: [tokenize, 32_000],
  stem: [(text) => stem(text, 'fr'), 32_000],
  splitClauses: [splitClauses, 32_000],
  extractEntities: [(text) => extractEntities(text, findAcademy), 32_000],
  findAcademy: [(text) => findAcademy(fold(text)), 32_000],
  minutesAgo: [(text) => minutesAgo(text, 0), 32_000],
  sameText: [(text) => sameText(text, 'mot de passe'), 32_000],
  sameWordsAsAny: [(text) => sameWordsAsAny(text, ['mot de passe oublié']), 32_000],
  readLocale: [readLocale, 32_000],
  'the reader': [(text) => reader.read(text), 8000],
  'typedText in a group': [
    (text) => typedText({ text, conversation: { id: 'c', isGroup: true } } as Activity),
    250_000,
  ],
};
const PIECES = [
  'a',
  ' ',
  '\n',
  '\t',
  '.',
  ',',
  '-',
  "'",
  '"',
  '«',
  '(',
  ')',
  '<',
  '>',
  '/',
  ':',
  '0',
  '1 ',
  'é',
  'e\u0301',
  '\u00ad',
  '😀',
  '\ufe0f',
  '\u200d',
  '<at ',
  '<at>',
  '<at>a</at',
  '</at>',
  '<a',
  '<a ',
  '(like',
  '(like)',
  'ac-',
  'ac-a',
  'ac-a-',
  'ac-a.',
  'acad ',
  'acad de ',
  'acad de a in ',
  'academie de l ',
  'rectorat ',
  'nice ',
  'a nice ',
  'de la ',
  'lyo ',
  'parsi ',
  'sans ',
  'pas de ',
  "n't have ",
  'mais ',
  ', mais ',
  ' - ',
  '… ',
  '!? ',
  'il y a ',
  '10 h ',
  'a 10h',
  'dix minutes ',
  'dans 5 min ',
  'hier ',
  'depuis ',
  'err ',
  'code : ',
  '"erreur',
  'ERR_',
  'AADSTS',
  '0x0',
  'iphone ',
  'k-',
  'i phone',
  'fr,',
  'en;q=0.',
  'web mail ',
  'cle ',
];
/** Pieces over and over, alone and before an end that fits nothing, and two of them by turns. */
const FAMILIES = PIECES.flatMap((piece, index) => [
  [piece, '~'],
  [piece + (PIECES[(index * 7 + 3) % PIECES.length] ?? ''), '~'],
  [piece, '@'],
]);
/** A beginning before what is repeated. */
const BEGINNINGS = ['code', 'academie', '<at', 'a', 'il y a'];
for (const piece of PIECES) for (const beginning of BEGINNINGS) FAMILIES.push([piece, '~', beginning]);

describe('the time that a text takes', function () {
  this.timeout(120_000);
  for (const [name, [run, size]] of Object.entries(FUNCTIONS)) {
    it(`grows no faster than the text: ${name}, ${FAMILIES.length} families to ${size} characters`, () => {
      const found = FAMILIES.filter(([piece = '', end = '', beginning = '']) => {
        const build = (length: number) =>
          beginning + piece.repeat(Math.ceil(length / piece.length)).slice(0, length - 1) + end;
        return growthOf(run, build, size) >= GROWTH;
      });
      expect(found).to.deep.equal([]);
    });
  }
});
