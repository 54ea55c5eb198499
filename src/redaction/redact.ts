// Everything that a user types passes here before it is stored, logged, shown or sent on.
import { findSecrets } from './find-secrets.ts';
import { createView } from './fold.ts';
import type { RedactedText } from './redacted-text.ts';
import type { SecretKind } from './secret-kind.ts';

export type { RedactedText } from './redacted-text.ts';
export type { SecretKind } from './secret-kind.ts';

/** What stands in the place of a secret: no words, so that it needs no translation. */
export const REDACTED = '[•••]';

/** A text without its secrets, and which kinds it had: each once, in order of appearance. */
export interface Redaction {
  readonly text: RedactedText;
  readonly found: readonly SecretKind[];
}

/**
 * Replaces the value of each secret with REDACTED; the words that introduce it stay. What is redacted already stays as it is.
 *
 *     redact('mdp : licorne75, port 993') // { text: 'mdp : [•••], port 993', found: ['password'] }
 */
export function redact(text: string): Redaction {
  const view = createView(text, REDACTED);
  const found = new Set<SecretKind>();
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, kind } of findSecrets(view)) {
    found.add(kind);
    pieces.push(text.slice(from, view.origin(start)), REDACTED);
    from = view.origin(end);
  }
  pieces.push(text.slice(from));
  return { text: pieces.join('') as RedactedText, found: [...found] };
}
