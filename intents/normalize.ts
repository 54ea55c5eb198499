/**
 * What people type as the characters they meant: full-width and mathematical letters become plain ones (NFKC), soft
 * hyphens and other invisible characters go, markup of a client is no word, and an emoji that answers becomes the word
 * that it stands for.
 */
export function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}+/gu, '')
    .replace(MARKUP, ' ')
    .replace(SHORT_CODE, (_, name: string) => ` ${SIGNS[name.toLowerCase()] ?? ''} `)
    .replace(EMOJI, (sign) => ` ${SIGNS[sign.charAt(0)] ?? SIGNS[[...sign][0] ?? ''] ?? ''} `);
}

/** Tags, quoted replies of Teams among them; bounded, so that a long run of `<` costs no more than its length. */
const MARKUP = /<\/?[a-z][^<>]{0,300}>/gi;
/** Teams writes some reactions as `(like)`. */
const SHORT_CODE = /\((like|yes|ok|no|thanks|sad|angry|cry|thumbsup|thumbsdown)\)/gi;
const EMOJI = /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)*/gu;

/** Words, the same in both languages, that the corpora know for signs that answer. */
const SIGNS: Readonly<Record<string, string>> = {
  '👍': 'oui ok',
  '👌': 'oui ok',
  '✅': 'oui ok',
  '✔': 'oui ok',
  '☑': 'oui ok',
  '👎': 'non',
  '❌': 'non',
  '✖': 'non',
  '🚫': 'non',
  '🙏': 'merci',
  '❤': 'merci',
  '😡': 'grr',
  '🤬': 'grr',
  '😭': 'snif',
  like: 'oui ok',
  yes: 'oui',
  ok: 'ok',
  thumbsup: 'oui ok',
  no: 'non',
  thumbsdown: 'non',
  thanks: 'merci',
  sad: 'snif',
  cry: 'snif',
  angry: 'grr',
};
