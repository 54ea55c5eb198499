// One plain spelling for the many that a character has: accents, styled letters of "fancy text" pages, keycaps, full
// width, letters of other alphabets that look Latin, and invisible characters that would hide a secret.

const pairs = (from: string, to: string): [string, string][] =>
  [...from].map((character, index) => [character, to.charAt(index)]);
/** What Unicode's own compatibility forms (NFKD) leave apart. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ...[...'\t\u1680\u2800\u3164\uffa0'].map((character) => [character, ' '] as const),
  ...[...'\u2018\u2019\u201b\u02b9\u02bc\u00b4`\u2032'].map((character) => [character, "'"] as const),
  ...[...'\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58'].map((character) => [character, '-'] as const),
  ...[...'\r\u2028\u2029\u0085\v\f'].map((character) => [character, '\n'] as const),
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnoprstuvwyz'),
  ...pairs('аеорсухіѕјԁ', 'aeopcyxisjd'),
  ...pairs('АВЕКМНОРСТУХІЅЈ', 'ABEKMHOPCTYXISJ'),
  ...pairs('αοορυικν', 'aoopuikv'),
]);
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}\u115f\u1160]$/u;
/** White letters on black discs and squares: Unicode has no plain form of them. */
const BLACK_DISC_A = 0x1f150;
const BLACK_SQUARE_A = 0x1f170;
const LETTERS = 26;

const KNOWN = new Map<string, string>();
/** Other characters than these few are rare enough to be worked out each time. */
const MAX_KNOWN = 4096;

/** The plain spelling of one character: mostly one character, none of an invisible one. */
export function foldCharacter(character: string): string {
  const known = KNOWN.get(character);
  if (known !== undefined) return known;
  const folded = workOut(character);
  if (KNOWN.size < MAX_KNOWN) KNOWN.set(character, folded);
  return folded;
}

function workOut(character: string): string {
  const lookalike = LOOKALIKES.get(character);
  if (lookalike !== undefined) return lookalike;
  if (character >= ' ' && character < '\u0080') return character;
  if (INVISIBLE.test(character)) return '';
  const code = character.codePointAt(0) ?? 0;
  for (const first of [BLACK_DISC_A, BLACK_SQUARE_A]) {
    if (code >= first && code < first + LETTERS) return String.fromCharCode(65 + code - first);
  }
  if (/^\s$/u.test(character)) return character === '\n' ? '\n' : ' ';
  // Of a letter with an accent, the letter; of "①" or "𝐀", what it stands for.
  const plain = character
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('\u2044', '/');
  return /^[\x20-\x7f]+$/.test(plain) ? plain.replaceAll('`', "'") : (LOOKALIKES.get(plain) ?? character);
}
