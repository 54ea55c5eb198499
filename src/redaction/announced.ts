// Some people press Enter too early: "mon mot de passe est", and the password in a message of its own. What stands there
// alone is often an ordinary word, so the message before it is all that gives it away.
import { createView } from './fold.ts';
import { findLabels } from './password/label.ts';
import { REDACTED, type Redaction, redact } from './redact.ts';
import type { RedactedText } from './redacted-text.ts';
import type { SecretKind } from './secret-kind.ts';
import { isName, isNeutral, isOrdinary, tellsOfTrouble } from './words/ordinary.ts';

/** What a message that holds nothing else is read behind, by the kind that was announced. */
const ANNOUNCEMENTS = {
  password: 'mot de passe : ',
  one_time_code: 'code pin : ',
  numen: 'numen : ',
  recovery_code: 'code de secours : ',
  secret_answer: 'réponse secrète : ',
} as const satisfies Partial<Record<SecretKind, string>>;
/** `named`: a message that says "mot de passe" and no more, which mostly tells what is the trouble. */
export type AnnouncedKind = keyof typeof ANNOUNCEMENTS | 'named';

/** "mon mot de passe actuel est", "the password they sent is": what may stand before the link. */
const QUALIFIED = [
  "(?:de|du|pour|for|of|que|qui|that|i|we|they|he|she|you|depuis|en|at|since|in) [a-z' ]{1,30}|qu'[a-z' ]{1,30}",
  '(?:(?:actuel|academique|provisoire|temporaire|initial|habituel|perso|personnel|pro|professionnel|recu|utilise|essaye|tape|saisi|entre|envoye|donne|fourni|par defaut) ){1,2}',
].join('|');
const LINKED = new RegExp(
  `^[\\s,]*(?:(?:${QUALIFIED}) ?)?[\\s,]*(?:est|is|was|etait|c'est|cest|c|sera|serait|doit etre|devrait etre|should be|would be|must be|[:=-]|\\.\\.\\.|…)(?:[\\s:=>-]|\\.{2,}|…|bien|donc|toujours|normalement|still|currently|normally|le suivant|the following|suivant|ca|cela|celui[ -]ci|celui[ -]la|this|this one|ci-dessous|below)*$`,
);
/** "voici mon mot de passe", "I will send you my password", "I tried with the password": announced in front. */
const GIVEN = new RegExp(
  [
    "(?<![a-z])(?:voici|voila|donne|donner|envoie|envoyer|communique|communiquer|transmets|ecris|laisse|utilise|mets|tape|saisis|entre|mis|comme|avec|c'est|cest|here is|here's|heres|this is|it's|it is|use|used|using|put|enter|entered|type|typed|tried|with|send you|give you|giving you|sending you)[ :]{1,3}",
    '(?:(?:mon|le|ma|votre|ce|my|the|this|ancien|nouveau|old|new) ){0,3}$',
  ].join(''),
);
/** What may stand behind it then. */
const AT_ONCE = /^[\s.:!=]*(?:tout de suite|maintenant|ci-dessous|right away|now|below)?[\s.:!=]*$/;
/** "mot de passe", "mon mdp", "password.": nothing else in the message. */
const BARE_BEFORE = /^[^a-z0-9]*(?:(?:mon|le|my|the) )?$/;
const BARE_AFTER = /^[\s.!]*$/;
/** "je mets quoi comme mot de passe" asks, also without a question mark. */
const ASKS = /(?<![a-z])(?:quoi|quel|quelle|lequel|what|which)(?![a-z])/;
const NOT = /(?<![a-z])(?:pas|jamais|sans|not|never|without|don't|won't)(?![a-z])/;
/** "identifiant mdupont mot de passe": the second half of a pair is to come. */
const PAIRED =
  /(?<![a-z])(?:identifiant|login|user|username|utilisateur|compte)[ :=]{1,4}[a-z0-9.@_-]{3,40}[ ,;/]{1,3}(?:et |and )?$/;
const OTHER_KINDS: readonly (readonly [RegExp, AnnouncedKind])[] = [
  [
    /(?<![a-z])codes? (?:de )?(?:secours|recup\w{0,12}|sauvegarde)|(?:recovery|backup) codes?/,
    'recovery_code',
  ],
  [
    /(?<![a-z])reponse secrete|(?:secret|security) answer|reponse a (?:ma|la) question (?:secrete|de securite)|answer to my (?:secret|security) question|nom de jeune fille de ma mere|mother's maiden name/,
    'secret_answer',
  ],
  [/(?<![a-z])numen/, 'numen'],
  [
    /(?<![a-z])(?:code(?: pin| secret| perso\w{0,4}| recu)?|pin|passcode)(?: (?:de la cle|du boitier|de ma cle|of my (?:key|token|fob)))?(?: otp)?/,
    'one_time_code',
  ],
];
const ENDS_IN_LINK = /(?:\s(?:est|is|was|c'est|cest)|\s?[:=]|\.\.\.|…)\s*$/;
/** Longer messages say something of their own. */
const MAX_LENGTH = 60;
const MAX_WORDS = 5;

/** The kind of secret that a message announces and does not give, so that the next one may be it. */
export function announcedIn(text: RedactedText): AnnouncedKind | undefined {
  const { lower } = createView(text, REDACTED);
  const line = lower
    .slice(lower.trimEnd().lastIndexOf('\n') + 1)
    .slice(-200)
    .trimEnd();
  const view = createView(line, REDACTED);
  const label = findLabels(view)
    .filter(({ isWeak }) => !isWeak)
    .at(-1);
  if (label !== undefined) {
    const before = line.slice(0, label.start);
    const after = line.slice(label.end);
    const isLinked = LINKED.test(after) && !/(?:quel|quelle|what|which)\s(?:est|is)\s/.test(before);
    const isGiven =
      AT_ONCE.test(after) &&
      (GIVEN.test(before) || PAIRED.test(before)) &&
      !NOT.test(before) &&
      !ASKS.test(before);
    if (isLinked || isGiven) return 'password';
    return BARE_BEFORE.test(before) && BARE_AFTER.test(after) ? 'named' : undefined;
  }
  if (!ENDS_IN_LINK.test(line)) return undefined;
  const head = line.replace(ENDS_IN_LINK, '');
  return OTHER_KINDS.find(([pattern]) => new RegExp(`(?:${pattern.source})\\s*$`).test(head))?.[1];
}

/** Whether a message is short enough to be a secret that was announced. */
export function mayBeAnnounced(text: RedactedText): boolean {
  return text !== '' && text.length <= MAX_LENGTH && !text.includes(REDACTED);
}

/** What somebody says before a secret that they are not sure of. */
const HEDGE =
  /^\s*(?:(?:euh+|alors|donc|bon|ok|well|so|je crois|je pense|il me semble|i think|i believe|i guess)(?: que| that)?[\s,:.]+){1,3}/i;

/** Hides what a message gives away, the message before it having announced it; a complaint or a question stays. */
export function redactAnnounced(text: RedactedText, kind: AnnouncedKind): Redaction {
  if (!mayBeAnnounced(text)) return { text, found: [] };
  if (kind === 'named') return redactNamed(text);
  const announcement = ANNOUNCEMENTS[kind];
  const said = text.replace(HEDGE, '');
  const words = createView(said, REDACTED).lower.match(/[a-z0-9']+/g) ?? [];
  const isAllOfIt =
    words.length <= MAX_WORDS && !words.some((word) => tellsOfTrouble(word) && !isNeutral(word));
  const whole = redact(announcement + said);
  if (!whole.text.startsWith(announcement) || whole.found.length === 0) {
    // Ordinary words that complain of nothing: "two green apples".
    const isPhrase = kind === 'password' && isAllOfIt && !/\?\s*$/.test(said) && !words.every(isOrdinary);
    return isPhrase ? { text: REDACTED as RedactedText, found: [kind] } : { text, found: [] };
  }
  const rest = whole.text.slice(announcement.length) as RedactedText;
  return { text: isAllOfIt ? (REDACTED as RedactedText) : rest, found: whole.found };
}

/** "c'est", "it's", in front of what was meant. */
const STATED = /^\s*(?:c'est|it's|it is)\s+/i;

/** One word that answers no question about a trouble: no ordinary one, and none of a place or a program. */
function redactNamed(text: RedactedText): Redaction {
  const view = createView(text.replace(HEDGE, '').replace(STATED, ''), REDACTED);
  const [word = '', ...more] = view.lower.trim().split(/\s+/);
  const isAnswer = isOrdinary(word.replace(/[^a-z0-9'/-]+$/, '')) || isName(word.replace(/[^a-z0-9-]+$/, ''));
  const isTooShort = !/[a-z].*[a-z].*[a-z].*[a-z]|\d{4}/.test(word);
  if (more.length > 0 || isTooShort || isAnswer || word.endsWith('?')) return { text, found: [] };
  return { text: REDACTED as RedactedText, found: ['password'] };
}
