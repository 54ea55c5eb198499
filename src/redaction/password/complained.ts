// "Azerty123! marche plus": a password and a complaint, and no word for what it is. Such a message is short, says nothing
// else, and only what looks like nothing but a password counts.

import type { Span, View } from '../view.ts';
import { type Word, wordAt } from '../word.ts';
import { isOrdinary, tellsOfTrouble } from '../words/ordinary.ts';
import { isNumberedThing } from './innocents.ts';
import { speaksOfPasswords } from './label.ts';
import { passwordShapeOf } from './shape.ts';
import { NO_EVIDENCE, passwordSpan } from './span.ts';

const MAX_WORDS = 14;
const MAX_WORDS_BEHIND_SIGN = 8;
const MAX_LENGTH = 140;
const GREETING =
  /^(?:bonjour|bonsoir|hello|hi|salut|good|morning|afternoon|evening|hey|bjr|slt|non|oui|no|yes|et|and|mais|but|alors|so|encore|still|again|svp|please|help|urgent|pourtant|euh|hum|voila|voici|mon|my|le|the)$/;
/** What is said of a password, besides the words of trouble. */
const COMPLAINT =
  /^(?:marche|passe|va|fonctionne|ok|ko|bon|good|fine|works?|worked|working|log|logs|accepted|nope|denied|fails?|refusing|refuses?|gets?|rejected?|toujours|still|plus|pas|rien|nothing|wont|won't|doesn?'?t|does|invalide?|expire)$/;
/** In front of it, it is something else that does not work. */
const OTHER_BEFORE =
  /^(?:n°?|login|identifiant|id|user|username|utilisateur|compte|account|code|codes|erreur|error|ref|reference|ticket|dossier|demande|request|case|salle|room|poste|pc|imprimante|printer|wifi|reseau|network|ssid|version|modele|model|serie|serial|fichier|file|classe|class|groupe|group|incident|commande|order|facture|mail|adresse|address|site|page|port|serveur|server|appli|app|application|logiciel|software)$/;

/** A message of one odd word that stands first, or behind words of trouble. */
export function findComplainedOf(view: View): readonly Span[] {
  if (view.plain.length > MAX_LENGTH || !/\d/.test(view.plain)) return [];
  const words = readWords(view);
  if (words === undefined || words.length < 2 || speaksOfPasswords(view)) return [];
  const odd = words.filter((word) => looksLikePassword(word.plain));
  const value = odd[0];
  if (value === undefined || odd.length > 1) return [];
  const at = words.indexOf(value);
  const before = words.slice(0, at);
  if (before.some(({ lower }) => OTHER_BEFORE.test(lower))) return [];
  const isFirst = before.every(({ lower }) => GREETING.test(lower));
  // A sign amid letters and digits is nothing else, whatever is said behind it.
  if (isFirst && words.length <= MAX_WORDS_BEHIND_SIGN && hasSign(value.plain))
    return [passwordSpan(view, value, NO_EVIDENCE)];
  const others = words.filter((word) => word !== value);
  if (!others.every(({ lower }) => isOrdinary(lower) || COMPLAINT.test(lower) || GREETING.test(lower)))
    return [];
  const complains = others.some(({ lower }) => COMPLAINT.test(lower) || tellsOfTrouble(lower));
  return complains && (isFirst || hasSign(value.plain)) ? [passwordSpan(view, value, NO_EVIDENCE)] : [];
}

/** All words of a short message; none of a long one, which says more than a complaint. */
function readWords(view: View): readonly Word[] | undefined {
  const words: Word[] = [];
  for (let word = wordAt(view, 0); word !== undefined; word = wordAt(view, word.after)) {
    if (word.plain === '' || /^[^a-z0-9]+$/.test(word.lower)) continue;
    words.push(word);
    if (words.length > MAX_WORDS) return undefined;
  }
  return words;
}

/** A sign or an underscore amid letters and digits, or a word with a capital and two digits or more. */
function looksLikePassword(word: string): boolean {
  const shape = passwordShapeOf(word);
  if ((shape !== 'strong' && shape !== 'mild') || !/\d/.test(word) || isNumberedThing(word.toLowerCase()))
    return false;
  return hasSign(word) || /^[A-Z][a-z]{3,}\d{2,4}$/.test(word);
}

function hasSign(word: string): boolean {
  return (
    /[a-z]/i.test(word) &&
    (/[!$#*%&+^~§£?@]/.test(word) ||
      (/[-._]/.test(word) && /[A-Z]/.test(word) && /[a-z]{2}/.test(word) && /\d\d/.test(word)))
  );
}
