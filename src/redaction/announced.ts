// Some people press Enter too early: "mon mot de passe est", and the password in a message of its own. What stands there
// alone is often an ordinary word, so the message before it is all that gives it away.
import { createView } from './fold.ts';
import { findLabels } from './password/label.ts';
import { REDACTED, type Redaction, redact } from './redact.ts';
import type { RedactedText } from './redacted-text.ts';
import type { SecretKind } from './secret-kind.ts';
import { isNeutral, isTrouble } from './words/ordinary.ts';

/** What a message that holds nothing else is read behind, by the kind that was announced. */
const ANNOUNCEMENTS = {
  password: 'mot de passe : ',
  one_time_code: 'code pin : ',
  numen: 'numen : ',
  recovery_code: 'code de secours : ',
  secret_answer: 'réponse secrète : ',
} as const satisfies Partial<Record<SecretKind, string>>;
export type AnnouncedKind = keyof typeof ANNOUNCEMENTS;

const LINKED =
  /^[\s]*(?:(?:de|du|pour|for|of|que|that) [a-z' ]{1,30} )?(?:est|is|was|etait|c'est|cest|c|sera|[:=]|\.\.\.|…)(?:[\s:=]|\.{2,}|…|bien|donc|toujours|still|le suivant|the following|suivant|ci-dessous|below)*$/;
/** "voici mon mot de passe", "I will send you my password": announced in front. */
const GIVEN =
  /(?<![a-z])(?:voici|voila|donne|donner|envoie|envoyer|communique|communiquer|transmets|ecris|laisse|here is|here's|heres|this is|send you|give you|sending you|giving you)[ :]{1,3}(?:(?:mon|le|ma|votre|my|the|ancien|nouveau|old|new) ){0,3}$/;
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
    /(?<![a-z])(?:code(?: pin| secret| perso\w{0,4}| recu)?|pin|passcode)(?: (?:de la cle|du boitier|de ma cle|of my (?:key|token|fob)))?/,
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
  if (/[?]$/.test(line)) return undefined;
  const view = createView(line, REDACTED);
  const label = findLabels(view)
    .filter(({ isWeak }) => !isWeak)
    .at(-1);
  if (label !== undefined) {
    const before = line.slice(0, label.start);
    const after = line.slice(label.end);
    const isLinked = LINKED.test(after) && !/(?:quel|quelle|what|which)\s(?:est|is)\s/.test(before);
    const isGiven =
      /^[\s.:!=]*$/.test(after) && (GIVEN.test(before) || PAIRED.test(before)) && !NOT.test(before);
    return isLinked || isGiven ? 'password' : undefined;
  }
  if (!ENDS_IN_LINK.test(line)) return undefined;
  const head = line.replace(ENDS_IN_LINK, '');
  return OTHER_KINDS.find(([pattern]) => new RegExp(`(?:${pattern.source})\\s*$`).test(head))?.[1];
}

/** Whether a message is short enough to be a secret that was announced. */
export function mayBeAnnounced(text: RedactedText): boolean {
  return text !== '' && text.length <= MAX_LENGTH && !text.includes(REDACTED);
}

/** Hides what a message gives away, the message before it having announced it; a complaint or a question stays. */
export function redactAnnounced(text: RedactedText, kind: AnnouncedKind): Redaction {
  if (!mayBeAnnounced(text)) return { text, found: [] };
  const announcement = ANNOUNCEMENTS[kind];
  const whole = redact(announcement + text);
  if (!whole.text.startsWith(announcement) || whole.found.length === 0) return { text, found: [] };
  const words = createView(text, REDACTED).lower.match(/[a-z0-9']+/g) ?? [];
  const isAllOfIt = words.length <= MAX_WORDS && !words.some((word) => isTrouble(word) && !isNeutral(word));
  const rest = whole.text.slice(announcement.length) as RedactedText;
  return { text: isAllOfIt ? (REDACTED as RedactedText) : rest, found: whole.found };
}
