import type { CaseKind, CaseState } from '../../../dialogs/case/chart.ts';
import type { Packet, SPEAKERS } from '../../../dialogs/case/packet.ts';
import type { Language } from '../../../intents/text.ts';

/** Who acts at the desk, as the signed-in session says. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: 'agent' | 'lead' | 'auditor' | 'editor';
  /** Ids of academies, or all. */
  readonly academies: readonly string[] | '*';
  readonly groups: readonly string[];
}

export type { CaseKind, CaseState };
export type Speaker = (typeof SPEAKERS)[number];

/** How an agent ends a case. */
export const OUTCOMES = ['solved', 'not_solved', 'no_answer', 'ticket'] as const;
export type CaseOutcome = (typeof OUTCOMES)[number];

/** A case as it stands in a queue. Times are milliseconds since 1970. */
export interface CaseSummary {
  readonly id: string;
  readonly conversationId: string;
  readonly channel: 'webchat' | 'teams';
  readonly academy: string | null;
  readonly locale: Language;
  readonly trouble: string | null;
  readonly urgent: boolean;
  readonly kind: CaseKind;
  readonly state: CaseState;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly group: string | null;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly last: { readonly from: Speaker; readonly text: string; readonly at: number } | null;
  /** Place among the waiting cases of its academy, 1 is next; null where it does not wait. */
  readonly position: number | null;
  /** Of its ticket, once there is one. */
  readonly reference: string | null;
}

/** What an agent wrote for colleagues; the person never sees it. */
export interface Note {
  readonly by: string;
  readonly text: string;
  readonly at: number;
}

/** One thing that happened to a case: who, what, when, and never a text of the conversation. */
export interface AuditEntry {
  readonly at: number;
  /** Name of the agent; null where the bot, the person or a timer did it. */
  readonly by: string | null;
  /** `case.accepted`, `case.transferred`, … */
  readonly action: string;
  readonly detail: Readonly<Record<string, string | number | null>>;
}

export interface CaseDetail extends CaseSummary {
  /** Of the conversation: what an agent sends carries it, and is refused once it is over. */
  readonly fence: number;
  readonly packet: Packet;
  readonly notes: readonly Note[];
  readonly audit: readonly AuditEntry[];
  /** 1 (no) to 3 (yes). */
  readonly survey: number | null;
}

/** Something said in the conversation of a case; `seq` counts on in the conversation's log. */
export interface DeskActivity {
  readonly seq: number;
  readonly from: Speaker;
  readonly name?: string;
  readonly text: string;
  readonly at: number;
}

/** An agent's message. The same key a second time has no effect and gives the same answer. */
export interface AgentMessage {
  readonly fence: number;
  readonly text: string;
  readonly key: string;
}

/** To an agent (who owns the case from then on) or to a group's queue. */
export interface Transfer {
  readonly fence: number;
  readonly agent?: { readonly id: string; readonly name: string };
  readonly group?: string;
  readonly note?: string;
}

/** To the state where the person left the bot, or to the flow of a trouble. */
export interface HandBack {
  readonly fence: number;
  readonly flow?: string;
}

export interface Closing {
  readonly fence: number;
  readonly outcome: CaseOutcome;
  readonly comment?: string;
}

/** What agents can do with cases. All of it throws `CaseError`. */
export interface Cases {
  /** Urgent ones first, then the oldest; ended ones newest first, a bounded number. */
  list(actor: Actor, filter: { ended: boolean }): Promise<CaseSummary[]>;
  get(actor: Actor, id: string): Promise<CaseDetail>;
  /** What was said after a number, oldest first, a bounded number at a time; `last` to go on from. */
  activities(actor: Actor, id: string, after: number): Promise<{ activities: DeskActivity[]; last: number }>;
  /** Takes over a waiting case; of several agents one wins. */
  accept(actor: Actor, id: string): Promise<{ fence: number }>;
  send(actor: Actor, id: string, message: AgentMessage): Promise<{ seq: number }>;
  /** Shows the person that the agent is writing. */
  typing(actor: Actor, id: string): Promise<void>;
  note(actor: Actor, id: string, text: string): Promise<void>;
  transfer(actor: Actor, id: string, transfer: Transfer): Promise<void>;
  handBack(actor: Actor, id: string, handBack: HandBack): Promise<void>;
  close(actor: Actor, id: string, closing: Closing): Promise<void>;
}

export type CaseErrorCode = 'case.unknown' | 'case.taken' | 'case.stale' | 'case.state' | 'case.forbidden';

/** Why an agent's command was refused: unknown or out of scope, taken by a colleague, out of date, out of turn, forbidden. */
export class CaseError extends Error {
  readonly code: CaseErrorCode;
  /** Name of the colleague who has the case. */
  readonly by?: string;
  constructor(code: CaseErrorCode, message: string, by?: string) {
    super(message);
    this.code = code;
    if (by !== undefined) this.by = by;
  }
}
