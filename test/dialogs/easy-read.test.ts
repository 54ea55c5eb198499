import { expect } from 'chai';
import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import { initialContext } from '../../dialogs/chart/context.ts';
import { FIRST_MENU } from '../../dialogs/chart/flows.ts';
import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { valuesOf } from '../../dialogs/knowledge/values.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { shipped as knowledge } from '../helpers/content.ts';
import { wordsOf } from '../helpers/reading-level.ts';

/**
 * What can be measured of Inclusion Europe's "Information for all: European standards for making information easy to read and
 * understand". It says short sentences without a figure; 14 words are ours, 4 more where an academy's name comes in.
 */
const MAX_WORDS = 14;
const NAMES_WORDS = 4;
const NOW = Date.UTC(2026, 10, 23, 8, 0);
const DESKS: readonly Desk[] = [
  NOBODY,
  { ...NOBODY, agents: 1, open: true, staffed: true },
  { ...NOBODY, staffed: true },
  { ...NOBODY, tickets: true },
];
const { texts } = knowledge;
const easyKeys = texts.keys('fr').filter((key) => key.startsWith('easy.'));

/** Hard words, and what has to stand beside them in the same text. A text in answer to one that explained the word need not. */
const EXPLAINED: Readonly<Record<Language, readonly (readonly [RegExp, RegExp])[]>> = {
  fr: [
    [/NUMEN/, /Le NUMEN est/],
    [/double authentification/, /cela s’appelle la double|La double authentification est/i],
    [/(?<!’)identifiant/i, /L’identifiant est/],
    [/clé de sécurité/i, /Une clé de sécurité est/],
    [/mode avion/, /Le mode avion coupe/],
    [/Wi-Fi/, /Le Wi-Fi est/],
    [/opérateur/, /L’opérateur est/],
    [/mise à jour/i, /Une mise à jour répare/],
    [/secours/, /Un numéro de secours est/],
  ],
  en: [
    [/NUMEN/, /The NUMEN is/],
    [/two-step sign-in/i, /is called two-step|Two-step sign-in is/],
    [/username/i, /The username is/],
    [/security key/i, /A security key is/],
    [/flight mode/, /Flight mode cuts/],
    [/Wi-Fi/, /Wi-Fi is/],
    [/\bupdate/i, /An update repairs/],
    [/recovery/, /A recovery number is/],
    [/mot de passe/, /means? (forgotten )?password/],
  ],
};
const NO_JARGON: Readonly<Record<Language, RegExp>> = {
  fr: /\b(certificat|interception|cache|cookies?|extensions?|IMAP|POP|SMTP|ENT|DSI|DSDEN|OTP|MFA|SMS|navigateur|réinitialis\w*|hameçonnage)\b/i,
  en: /\b(certificate|interception|cache|cookies?|add-ons?|IMAP|POP|SMTP|ENT|DSI|DSDEN|OTP|MFA|SMS|browser|reset|phishing)\b/i,
};
const NUMBERS_IN_LETTERS: Readonly<Record<Language, RegExp>> = {
  fr: /\b(deux|trois|quatre|cinq|dix|quinze)\b/i,
  en: /\b(two|three|four|five|ten|fifteen)\b(?!-step)/i,
};

function wordings(locale: Language, key: string): string[] {
  return [...knowledge.academies.keys()].flatMap((academy) =>
    DESKS.map((desk) => {
      const context = { ...initialContext(academy), guessedAcademy: 'lyon', easy: true as const };
      // The place where a number is kept is in the words of the academy's file.
      const values = { ...valuesOf(context, knowledge, locale, NOW, desk), number_kept_in: 'Arena' };
      return texts.render(locale, key, values);
    }),
  );
}

/** Without the lines of a state that an academy never comes to, because it has no such fact. */
function linesOf(locale: Language): { readonly of: string; readonly line: string }[] {
  return easyKeys.flatMap((key) =>
    [...new Set(wordings(locale, key).filter((text) => !/\bnone\b/.test(text)))].flatMap((text) =>
      text.split('\n').map((line) => ({ of: `${locale} ${key}: ${line}`, line })),
    ),
  );
}

function questionsOf(trouble: (typeof FIRST_MENU)[number]): string[] {
  const states = buildMachine(knowledge).root.states.troubles?.states[trouble]?.states ?? {};
  return Object.values(states).flatMap(({ meta }) => {
    const { say, again } = (meta as DialogMeta | undefined) ?? {};
    return [...(say ? [say] : []), ...(again ? [again] : [])];
  });
}

describe('the texts that are easy to read', () => {
  it('are there for all of the four flows of the first menu, in both languages', () => {
    for (const locale of LANGUAGES) {
      for (const key of ['menu', 'academy', 'solved', ...FIRST_MENU.flatMap(questionsOf)]) {
        expect(texts.has(locale, `easy.${key}`), `${locale} easy.${key}`).to.equal(true);
      }
      for (const key of easyKeys.filter((one) => one !== 'easy.offer')) {
        expect(texts.has(locale, key.slice('easy.'.length)), `${key} stands for nothing`).to.equal(true);
      }
    }
  });

  it('say one short sentence a line', () => {
    for (const locale of LANGUAGES) {
      for (const { of, line } of linesOf(locale)) {
        expect(line, of).to.match(/[.?]$|\.fr$/);
        expect(line, of).not.to.match(/[;()…%/]|:(?!\d)|[.?!] \p{Lu}/u);
        const named = [...knowledge.academies.values()].some(({ name }) => line.includes(name[locale]));
        expect(wordsOf(line).length, of).to.be.at.most(MAX_WORDS + (named ? NAMES_WORDS : 0));
      }
    }
  });

  it('use no jargon, write numbers in figures and explain hard words where they stand', () => {
    for (const locale of LANGUAGES) {
      for (const { of, line } of linesOf(locale)) {
        expect(line, of).not.to.match(NO_JARGON[locale]);
        expect(line, of).not.to.match(NUMBERS_IN_LETTERS[locale]);
      }
      for (const key of easyKeys) {
        for (const text of wordings(locale, key)) {
          for (const [word, explanation] of EXPLAINED[locale]) {
            if (word.test(text)) expect(text, `${locale} ${key}`).to.match(explanation);
          }
        }
      }
    }
  });
});
