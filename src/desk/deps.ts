import type { CaseMachine } from '../../dialogs/case/chart.ts';
import type { Incident } from '../../dialogs/case/incident.ts';
import type { Packet } from '../../dialogs/case/packet.ts';
import type { Texts } from '../../dialogs/knowledge/texts.ts';
import type * as queries from '../store/queries/index.ts';

/** Who is there for an academy, as known without waiting for anything. */
export interface DutyView {
  readonly agents: number;
  readonly open: boolean;
  readonly opensAt: number | null;
  readonly waiting: number;
  /** Whether anybody at all works for this academy, on duty or not. */
  readonly staffed: boolean;
  /** Minutes until the case at a place in the queue (1 = next) is taken. */
  estimate(position: number): { readonly from: number; readonly to: number } | null;
}

/** A ticket that is wanted; the same case a second time makes no second one. */
export interface WantedTicket {
  readonly caseId: string;
  readonly conversationId: string;
  readonly academy: string | null;
  readonly locale: string;
  readonly kind: 'ticket' | 'callback';
  readonly urgent: boolean;
  readonly packet: Packet;
}

/** How many requests to people there may be, of a caller and in all; tickets are counted apart as well. */
export interface Allowance {
  left(kind: 'cases' | 'tickets', caller: string | undefined): boolean;
  take(kind: 'cases' | 'tickets', caller: string | undefined): void;
}

/** What the desk is made of. Without duty and tickets nobody can be reached from here, and the dialogue says so. */
export interface DeskDeps {
  readonly machine: CaseMachine;
  /** For the titles of buttons that were pressed. */
  readonly texts: Texts;
  readonly duty?: (academy: string | null) => DutyView;
  /** Notes in the transaction that a ticket is wanted; a worker opens it. */
  readonly requestTicket?: (trx: queries.Trx, request: WantedTicket, at: number) => Promise<void>;
  /** Without one, there may be as many requests as come. */
  readonly allowance?: Allowance;
  /** Whether cases are announced to an agent hub behind their channel. */
  readonly hub?: boolean;
  /** What is out of order now, in all academies; nothing unless given. */
  readonly incidents?: () => readonly Incident[];
}
