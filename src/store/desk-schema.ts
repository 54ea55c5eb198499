import type { CaseKind, CaseState } from '../../dialogs/case/chart.ts';
import type { RedactedText } from '../redaction/redacted-text.ts';

/** Who works at the desk (all of it in the migration 0003). */
export interface AgentSchema {
  agent: {
    id: string;
    name: string;
    role: 'agent' | 'lead' | 'auditor' | 'editor';
    /** `"*"` or a JSON array of academy ids. */
    academies: string;
    /** A JSON array of names. */
    groups: string;
    /** Who it is outside: `invited:<name>`, or issuer and subject of OpenID Connect. */
    subject: string;
    disabledAt: number | null;
    createdAt: number;
    updatedAt: number;
  };
  /** One-time links: the SHA-256 of the token, gone once it is used. */
  invitation: { hash: string; agentId: string; expiresAt: number };
  /** The SHA-256 of the cookie's secret. */
  agentSession: { hash: string; agentId: string; createdAt: number; seenAt: number };
  presence: { agentId: string; state: 'available' | 'away'; seenAt: number };
}

/** Requests for a person, and what happened to them. */
export interface CaseSchema {
  helpCase: {
    id: string;
    conversationId: string;
    channel: 'webchat' | 'teams';
    chartVersion: number;
    /** Of the case's chart; `state` is its first level, for queries. */
    snapshot: string;
    state: CaseState;
    kind: CaseKind;
    urgent: number;
    academy: string | null;
    locale: string;
    trouble: string | null;
    agentId: string | null;
    agentName: string | null;
    groupName: string | null;
    packet: string;
    /** Of its ticket. */
    reference: string | null;
    outcome: string | null;
    comment: RedactedText | null;
    survey: number | null;
    openedAt: number;
    acceptedAt: number | null;
    endedAt: number | null;
    updatedAt: number;
  };
  caseNote: { caseId: string; number: number; agentName: string; text: RedactedText; createdAt: number };
  /** Who did what and when; never a text of the conversation. No agent: the bot, the person or a timer. */
  caseAudit: {
    caseId: string;
    number: number;
    agentId: string | null;
    agentName: string | null;
    action: string;
    detail: string;
    createdAt: number;
  };
}

/** What is on its way to, or has reached, an academy's ticket system. */
export interface TicketSchema {
  ticket: {
    /** One ticket a case, however often it is asked for. */
    caseId: string;
    conversationId: string;
    academy: string | null;
    /** The person's language. */
    locale: string;
    kind: 'ticket' | 'callback';
    urgent: 0 | 1;
    subject: string;
    /** The packet, redacted; emptied once the ticket is open. */
    body: string;
    /** Ours, short enough to be read out on the phone (`P-7K3M9Q`); stands in the subject. */
    referenceCode: string;
    state: 'queued' | 'opened' | 'failed';
    /** What the person is told: the far end's number, or our code where it has none. */
    reference: string | null;
    attempts: number;
    nextAt: number;
    giveUpAt: number;
    /** The attempt under way: a random id, and until when it counts as alive. */
    claim: string | null;
    claimedUntil: number;
    failure: string | null;
    createdAt: number;
    openedAt: number | null;
    /** When the conversation took note of how it ended. */
    toldAt: number | null;
    /** `traceparent` of the turn that asked for it. */
    trace: string | null;
  };
}

/** Notices that something is out of order. */
export interface IncidentSchema {
  incident: {
    id: string;
    /** `"*"` or a JSON array of academy ids. */
    academies: string;
    system: string;
    severity: string;
    fr: string;
    en: string;
    startsAt: number;
    /** Null: until it is lifted. */
    endsAt: number | null;
    liftedAt: number | null;
  };
  incidentAudit: {
    id: string;
    incidentId: string;
    agentId: string;
    agentName: string;
    action: string;
    createdAt: number;
  };
  /** Who wants to be told when an incident is over; gone once they are. */
  incidentWatch: { conversationId: string; incidentId: string; askedAt: number };
  /** Facts, each with the month of its last check, that the owner of an academy was told are due. */
  factTold: { academy: string; fact: string; toldAt: number };
  /** How many people took up a trouble in five minutes (`slot`: those since 1970); nothing of who they are. */
  troubleCount: { slot: number; academy: string; trouble: string; people: number };
  /** An incident that a rise suggests to leads; nobody else is told of it. */
  incidentSuggestion: {
    id: string;
    academy: string;
    trouble: string;
    /** JSON: the figures of the last look at which the trouble was above its usual. */
    arithmetic: string;
    firstAt: number;
    lastAt: number;
    dismissedAt: number | null;
  };
}
