import { type RedactedText, redact } from '../../src/redaction/redact.ts';

/** A text as a channel hands it on. */
export function redacted(text: string): RedactedText {
  return redact(text).text;
}
