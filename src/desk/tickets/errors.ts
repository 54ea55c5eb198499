/**
 * A ticket that is not, or not certainly, open. The message goes to operators and into logs: it says what they can do and
 * holds neither secrets nor words of a person.
 */
export class TicketError extends Error {
  readonly code = 'ticket.not_opened';
  /** Milliseconds that the far end asks to wait for; none where it says nothing. */
  readonly retryAfter: number | undefined;
  constructor(message: string, retryAfter?: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}
