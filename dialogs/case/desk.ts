import type { Incident } from './incident.ts';

/** The desk as a conversation sees it at a moment: who is there, and what became of the person's own request. */
export interface Desk {
  /** Agents who can take a case of this academy now. */
  readonly agents: number;
  /** Whether the desk is open by its hours. */
  readonly open: boolean;
  /** When it opens next, milliseconds since 1970; null while it is open, and where no opening is known. */
  readonly opensAt: number | null;
  /** Cases that wait for an agent. */
  readonly waiting: number;
  /** Whether anybody works at this desk at all. */
  readonly staffed: boolean;
  /** Whether a ticket system is set up. */
  readonly tickets: boolean;
  /** Minutes until a case at the person's place is taken; null where nobody can know. */
  readonly estimate: { readonly from: number; readonly to: number } | null;
  /** The person's own request, while it is open; `position` 1 is next, null where it does not wait in line. */
  readonly request: { readonly kind: 'live' | 'callback'; readonly position: number | null } | null;
  /** What is out of order now, in all academies. */
  readonly incidents: readonly Incident[];
  /** Where the person reads: on a page that has to stay open, unless it is another channel. */
  readonly channel?: 'webchat' | 'teams';
}

/** The desk of an installation without agents and tickets. */
export const NOBODY: Desk = {
  agents: 0,
  open: false,
  opensAt: null,
  waiting: 0,
  staffed: false,
  tickets: false,
  estimate: null,
  request: null,
  incidents: [],
};

/** The ways to people: an agent in this chat, an agent who writes here later, a ticket. */
export const WAYS = ['send', 'callback', 'ticket'] as const;
export type Way = (typeof WAYS)[number];

/** The ways that are open now. Nobody is promised an agent who is not there. */
export function waysTo({ agents, open, staffed, tickets }: Desk): Way[] {
  if (agents > 0 && open) return ['send'];
  return [...(staffed ? (['callback'] as const) : []), ...(tickets ? (['ticket'] as const) : [])];
}
