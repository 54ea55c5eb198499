// Several values in a row: "Marseille13 puis Marseille14", "de Soleil2024 à Soleil2025".

import { MASK, type Span, type View } from '../view.ts';
import { wordAt } from '../word.ts';
import { passwordShapeOf } from './shape.ts';
import { NO_EVIDENCE, passwordSpan } from './span.ts';

const CONNECTORS = new Set(
  "puis et ou ensuite apres then and or mais but par a vers to en also aussi meme encore avec pas not - -> => / ni nor avant enfin finally with by le the maintenant mtn now alors maybe peut-etre sinon essayez essayer otherwise else try it's its c'est cest est is was etait depuis since si if ca marche passe fonctionne pour for la my mon ma messagerie mail mails wifi webmail pronote arena portail ordi pc essaye tente one nouveau new le-nouveau i i've je j'ai jai it change changed changer changee replaced remplace became devient devenu set mis mets".split(
    ' ',
  ),
);
const MAX_CONNECTORS = 5;
/** A chain is read again from each word that may begin one, so a hostile text must not make it endless. */
const MAX_WORDS = 30;

/** The values that follow one value; marks of values hidden before count as values. */
export function readChain(view: View, from: number): readonly Span[] {
  const spans: Span[] = [];
  let at = from;
  let connectors = 0;
  let read = 0;
  for (let word = wordAt(view, at); word !== undefined && read < MAX_WORDS; word = wordAt(view, at)) {
    read += 1;
    // The next sentence is about something else.
    if (/[.?\n]/.test(view.plain.slice(at, word.start))) break;
    at = word.end;
    const shape = passwordShapeOf(word.plain);
    if (word.plain.includes(MASK)) connectors = 0;
    else if (shape === 'mild' || shape === 'strong') {
      spans.push(passwordSpan(view, word, NO_EVIDENCE));
      connectors = 0;
    } else if (connectors < MAX_CONNECTORS && (word.plain === '' || CONNECTORS.has(word.lower)))
      connectors += 1;
    else break;
  }
  return spans;
}
