// Secrets of every kind and sentences to put them in, for the property tests. `{}` stands for the secret.
import fc from 'fast-check';
import type { SecretKind } from '../../src/redaction/redact.ts';

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const spacedBy = (sizes: readonly number[], text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.constantFrom('', ' ', '.', '-')).map(([digitsOnly, separator]) => {
    const starts = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
    return starts.map((start, index) => digitsOnly.slice(start, start + (sizes[index] ?? 0))).join(separator);
  });

/** Any secret of a kind, as people would write it. */
export const secrets: ReadonlyMap<SecretKind, fc.Arbitrary<string>> = new Map<
  SecretKind,
  fc.Arbitrary<string>
>([
  ['password', fc.stringMatching(/^[A-Z][a-z]{3,9}[0-9]{2,4}[!$*]?$/)],
  ['numen', fc.stringMatching(/^\d{2}[A-Z]\d{7}[A-Z]{3}$/)],
  [
    'one_time_code',
    fc.oneof(
      digits(6),
      digits(6).map((code) => `${code.slice(0, 3)} ${code.slice(3)}`),
    ),
  ],
  [
    'phone_number',
    spacedBy(
      [2, 2, 2, 2, 2],
      fc.tuple(fc.constantFrom('01', '04', '06', '07', '09'), digits(8)).map(([start, end]) => start + end),
    ),
  ],
  [
    'email_address',
    fc.stringMatching(/^[a-z]{2,8}[._-]?[a-z]{2,8}\d{0,2}@(?:gmail|orange|laposte|example)\.(?:com|fr|net)$/),
  ],
  [
    'social_security_number',
    spacedBy([1, 2, 2, 2, 3, 3, 2], fc.stringMatching(/^[12]\d\d(?:0[1-9]|1[0-2])\d{10}$/)),
  ],
  [
    'iban',
    fc
      .tuple(digits(25), fc.boolean())
      .map(([rest, isSpaced]) => (isSpaced ? `FR${rest}`.replace(/.{4}(?=.)/g, '$& ') : `FR${rest}`)),
  ],
  ['identity_document', fc.stringMatching(/^\d{2}[A-Z]{2}\d{5}$/)],
]);

/** Sentences in which people write a secret of a kind. */
export const templates: ReadonlyMap<SecretKind, readonly string[]> = new Map<SecretKind, readonly string[]>([
  [
    'password',
    [
      'mon mot de passe est {}',
      'mdp: {}',
      'MDP {} refusé',
      "le mdp c'est {} mais ca marche pas",
      'login jdupont mdp {}',
      'my password is {}',
      'password = {} and it fails',
      "j'ai mis {} comme mot de passe",
      'je tape {} et rien',
      'mot de passe\n{}',
      'jdupont / {}',
      '{}',
      'mot de passe « {} »',
      'https://arena.ac-paris.fr/?password={}&x=1',
      '{} is my password',
      'mon mot de passe de la messagerie ne passe plus, {} allait bien hier',
    ],
  ],
  ['numen', ['{}', 'mon numen {}', 'numen: {}', 'le NUMEN est {} et après', 'voici : {}', 'my numen is {}']],
  [
    'one_time_code',
    [
      'code {}',
      'le code est {}',
      "j'ai reçu {}",
      'otp: {}',
      'verification code {}',
      '{}',
      'code sms {} refusé',
      '{} est mon code',
    ],
  ],
  ['phone_number', ['{}', 'mon tel {} merci', 'appelez le {}', 'my number is {}', '({})']],
  ['email_address', ['{}', 'mon mail {} svp', '<{}>', 'écrivez à {}, merci', 'mail:{}']],
  ['social_security_number', ['{}', 'ma sécu {} merci', 'NIR : {}']],
  ['iban', ['{}', 'mon iban {} merci', 'IBAN: {}']],
  ['identity_document', ['passeport n° {}', "carte d'identité {}", 'CNI : {}', 'my passport number is {}']],
]);

const PIECES = [
  'mot de passe',
  'mdp',
  'password',
  'pass',
  'passe',
  'pwd',
  'code',
  'codes',
  'otp',
  'sms',
  'numen',
  'passeport',
  'CNI',
  'tel',
  'login',
  'identifiant',
  'identifiants',
  'secu',
  'rib',
  'est',
  "c'est",
  'is',
  ':',
  '=',
  '->',
  '?',
  '!',
  ',',
  '.',
  ';',
  '/',
  '-',
  '(',
  ')',
  '"',
  "'",
  '«',
  '»',
  '\n',
  '@',
  '(at)',
  ' at ',
  'arobase',
  'dot',
  '+33',
  'Soleil2024',
  'Soleil2024!',
  'chocolat',
  'azerty12',
  'x',
  'Y',
  '482913',
  '123 456',
  '4829',
  '2026',
  '12',
  '06 12 34 56 78',
  '0612345678',
  '05E9504213XYZ',
  '12 S 34 56789 ABC',
  'jean.dupont@gmail.com',
  'jean.dupont@ac-lyon.fr',
  '@ac-lyon.fr',
  'gmail.com',
  'jdupont',
  'jean.dupont',
  '1 85 05 78 006 084 36',
  'FR76 3000 6000 0112 3456 7890 189',
  '12AB34567',
  'ancien',
  'nouveau',
  'puis',
  'et',
  'comme',
  'as',
  'je tape',
  "j'ai essayé",
  'mon',
  'le',
  'la',
  'my',
  'refusé',
  'oublié',
  'expired',
  'chat',
  'gris',
  '[•••]',
  '•',
  '[',
  ']',
  '\uFFFF',
  '\u200b',
  'é',
  'e\u0301',
  '🙂',
  '?token=',
  '&mdp=',
  'https://a:b@c.fr/',
  '12/06/1985',
  'windows10',
  '0751234A',
  'a b c d',
  'Emma',
] as const;

/** Labels, secrets, signs and marks in any order, glued or spaced. */
export const fragments: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom('', ' ', ' ', ' ')), { maxLength: 14 })
  .map((pieces) => pieces.map(([piece, gap]) => piece + gap).join(''));
