import { fold } from '../../intents/text.ts';
import type { EventType } from '../chart/conversation.ts';

/** Openings of questions in French and English, in plain lower-case letters; many people type no question mark. */
const OPENING =
  /^(et |mais |ok |bon |au fait |but |and |so )*(c ?(')?(est|koi|quoi)? ?(quoi|koi|ou|qui|combien|comment|normal)|comment|pourquoi|pk|ou (est|se|je|on)|quand|combien|quel(le)?s?|qui|est[- ]ce qu|qu'?est|que (faire|dois)|puis[- ]je|dois[- ]je|peut[- ]on|faut[- ]il|et si|what|how|why|where|when|who|which|is (it|this|there)|can (i|you|we)|could|should|do (i|you)|does|are you|may i|what if)\b/;

/** Whether a text asks something, so that it is no answer to the bot's own question. */
export function isQuestion(text: string): boolean {
  return /\?[!?.]?$/.test(text.trimEnd()) || OPENING.test(start(text));
}

const SECRET = '(mot de passe|mdp|password|pwd|pass|numen|codes?|identifiants|piece d.identite)';
/** What people ask whether they may do, and must be told not to; in plain lower-case letters. */
const FORBIDDEN: readonly (readonly [EventType, RegExp])[] = [
  [
    'forbidden.share',
    // In any order: "un collègue veut mon mdp, je lui donne ?"
    new RegExp(
      `^(?=.*\\b(je|faut|on peut|can i|should i|may i|do i|i)\\b.{0,20}\\b(donner?|dire|envoyer?|envoie|communiquer?|preter?|transmettre|passer|ecrire|give|tell|send|share|lend)\\b)(?=.*\\b${SECRET}\\b)`,
    ),
  ],
  [
    'forbidden.disable',
    /\b(desactiver?|couper?|enlever?|retirer?|supprimer?|passer de|disable|turn off|switch off|remove|skip)\b.*\b(double authentification|deuxieme facteur|mfa|2fa|ssl|tls|two.factor|otp)\b/,
  ],
  [
    'forbidden.accept',
    /\b(accepter?|ajouter? une exception|ignorer?|continuer|passer outre|accept|ignore|proceed|add an exception|trust)\b.*\b(certificats?|certificate|exception|alerte|warning|risque|risk)\b|\bajouter une exception\b/,
  ],
];

/** What a question asks leave for that nobody may do, or nothing. */
export function findForbidden(text: string): EventType | undefined {
  if (!isQuestion(text)) return undefined;
  const folded = start(text);
  return FORBIDDEN.find(([, pattern]) => pattern.test(folded))?.[0];
}

const CONTRAST = /\b(mais|par contre|sauf que|maintenant|seulement|but|however|except|now)\b/;

/** Whether a text turns from one thing to another: the trouble after "but" is what matters. */
export function hasContrast(text: string): boolean {
  return CONTRAST.test(start(text));
}

const DONE = /\b(fait|done|verifiee?|checked|bonne?|correct|ok)\b/;

/** Whether a text may only say that a check was done, not what came of it. */
export function saysDone(text: string): boolean {
  return DONE.test(start(text));
}

/** Minutes since something, where a text tells ("y a 5 min", "20 minutes ago", "une heure"). */
export function minutesAgo(text: string): number | undefined {
  const folded = start(text);
  const minutes = /\b(\d{1,3}) ?(mn|min|minutes?)\b/.exec(folded)?.[1];
  if (minutes) return Number(minutes);
  const hours = /\b(\d{1,2}|une?|an?) ?(h|heures?|hours?)\b/.exec(folded)?.[1];
  if (!hours) return undefined;
  return (Number(hours) || 1) * 60;
}

/** Characters in which what somebody asks is said, and a bound on the time that the patterns take. */
const LOOKED_AT = 600;

function start(text: string): string {
  return fold(text.slice(0, LOOKED_AT)).trim();
}
