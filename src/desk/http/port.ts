import type { Actor } from '../agent.ts';
import type { Packet } from '../packet-rows.ts';

/** What the desk's HTTP API asks of the cases service; all of it throws errors with a code `case.…`. */
export interface DeskCases {
  list(actor: Actor, filter: { ended: boolean }): Promise<readonly CaseNames[]>;
  get(
    actor: Actor,
    id: string,
  ): Promise<CaseNames & { readonly locale: 'fr' | 'en'; readonly packet: Packet }>;
  activities(actor: Actor, id: string, after: number): Promise<object>;
  accept(actor: Actor, id: string): Promise<{ fence: number }>;
  send(
    actor: Actor,
    id: string,
    message: { fence: number; text: string; key: string },
  ): Promise<{ seq: number }>;
  typing(actor: Actor, id: string): Promise<void>;
  note(actor: Actor, id: string, text: string): Promise<void>;
  transfer(actor: Actor, id: string, transfer: Transfer): Promise<void>;
  handBack(actor: Actor, id: string, handBack: { fence: number; flow?: string }): Promise<void>;
  close(
    actor: Actor,
    id: string,
    closing: { fence: number; outcome: Outcome; comment?: string },
  ): Promise<void>;
}

/** What the API adds names to. */
interface CaseNames {
  readonly academy: string | null;
  readonly trouble: string | null;
}

interface Transfer {
  readonly fence: number;
  readonly agent?: { readonly id: string; readonly name: string };
  readonly group?: string;
  readonly note?: string;
}

export const OUTCOMES = ['solved', 'not_solved', 'no_answer', 'ticket'] as const;
export type Outcome = (typeof OUTCOMES)[number];
