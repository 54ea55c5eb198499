import { z } from 'zod';
import { type RedactedText, redact } from '../redaction/redact.ts';

/** Characters of a comment that are kept. */
const MAX_COMMENT = 2000;

/** Thumbs up or down under a reply; the comment comes as an object or as JSON in a string. */
const feedbackSchema = z.looseObject({
  actionName: z.literal('feedback'),
  actionValue: z.looseObject({ reaction: z.enum(['like', 'dislike']), feedback: z.unknown().optional() }),
});
const commentSchema = z.looseObject({ feedbackText: z.string() });

/** What a person thought of a reply. */
export interface Feedback {
  readonly reaction: 'like' | 'dislike';
  readonly comment: RedactedText | null;
}

/** The invoke by which Teams and Web Chat bring it. */
export const FEEDBACK = 'message/submitAction';

/** Reads the value of that invoke, its comment redacted; nothing where it is none. */
export function readFeedback(value: unknown): Feedback | undefined {
  const feedback = feedbackSchema.safeParse(value).data?.actionValue;
  if (!feedback) return undefined;
  const comment = commentOf(feedback.feedback);
  return { reaction: feedback.reaction, comment: comment === '' ? null : redact(comment).text };
}

function commentOf(feedback: unknown): string {
  try {
    const value: unknown = typeof feedback === 'string' ? JSON.parse(feedback) : feedback;
    return commentSchema.safeParse(value).data?.feedbackText.trim().slice(0, MAX_COMMENT) ?? '';
  } catch {
    // A comment that cannot be read: the reaction still counts.
    return '';
  }
}
