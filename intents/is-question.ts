import { fold } from './text.ts';

/** Words that ask wherever they stand, in plain lower-case letters; as they are written in a hurry, too. */
const ASKING =
  'pourquoi pk pq pkoi comment cmt combien cb quand kan quoi koi quel quels quelle quelles kel kelle lequel laquelle est-ce esk puis-je peut-on dois-je faut-il svp stp why how when who what which where whether please pls';
/** Words that ask at the head of a clause or after a comma; "pop ou imap" asks at its end. */
const BEGINS = 'ou|que|qui|ki|is|are|am|do|does|did|can|could|should|may|would|will';
const PATTERN = new RegExp(
  `\\?|(?<![a-z0-9-])(?:${ASKING.split(' ').join('|')})(?![a-z0-9])|(?<![a-z])(?:a|de|par|pour|chez|avec|c'?est) (?:qui|ki)(?![a-z0-9])|(?:^|[,;:] )(?:et |mais |and |but |so )?(?:${BEGINS}) | (?:ou|or) \\S+$`,
);

/** Whether words ask something, rather than tell it. */
export function isQuestion(text: string): boolean {
  return PATTERN.test(fold(text).trim());
}

/** Whether words end in the sign of a question, which no other words make one. */
export function endsAsking(text: string): boolean {
  return text.trimEnd().endsWith('?');
}
