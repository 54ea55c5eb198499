/** A reply that did not arrive for certain; it may be sent again. */
export class NotDeliveredError extends Error {
  readonly code = 'delivery.not_delivered';
  /** Milliseconds that the far end asks to wait for; none where it says nothing. */
  readonly retryAfter: number | undefined;
  constructor(message: string, retryAfter?: number, options?: ErrorOptions) {
    super(message, options);
    this.retryAfter = retryAfter;
  }
}

/** A reply that may or may not have arrived (a 5xx, a broken socket, no answer), or that was refused for good. */
export class UndeliverableError extends Error {
  readonly code = 'delivery.undeliverable';
}

/** The person has blocked or removed the bot: nothing more is sent to them. */
export class GoneError extends Error {
  readonly code = 'delivery.gone';
}
