declare const redacted: unique symbol;

/**
 * A text that has been through redaction. Turns, the log, notes and comments take nothing else, so that a channel that forgets
 * to redact does not compile. Only `redact` makes one, and `clip` a shorter one out of it.
 */
export type RedactedText = string & { readonly [redacted]: true };

/** The first characters of a redacted text, which hold nothing that the whole did not. */
export function clip(text: RedactedText, length: number): RedactedText {
  return text.slice(0, length) as RedactedText;
}
