/** A request as a ticket system takes it: written out, in the language of the support side. */
export interface Ticket {
  /** Tells the same ticket again from another one; a system opens no second ticket for it. */
  readonly key: string;
  /** Ours, short and readable (`P-7K3M9Q`); stands in the subject too. */
  readonly referenceCode: string;
  readonly academy: string | null;
  readonly urgent: boolean;
  /** One line. */
  readonly subject: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** `traceparent` of the turn that asked for it, where it was traced; not for the system. */
  readonly trace?: string | null;
}

/**
 * Where requests go that nobody can take at the desk. Another system is another implementation of this, as `mail.ts` is one.
 *
 *     await system.open(ticket) // { reference: '4711' }; the same again, also after a crash
 */
export interface TicketSystem {
  /**
   * Opens a ticket, or finds the one that an earlier call opened, and gives the reference under which its people find it.
   * Throws `TicketError` where it is not certain that there is one; the same call may be made again.
   */
  open(ticket: Ticket): Promise<{ readonly reference: string }>;
}
