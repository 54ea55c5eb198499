import type { CaseKind, CaseState } from '../../dialogs/case/chart.ts';
import type { RedactedText } from '../redaction/redacted-text.ts';

/** Who works at the desk (all of it in the migration 0003). */
export interface AgentSchema {
  agent: {
    id: string;
    name: string;
    role: 'agent' | 'lead' | 'auditor';
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

/** What Teams needs besides the conversation itself. */
interface TeamsTables {
  /** The last card with buttons of a conversation, and its id at the connector: it is replaced once answered. */
  teamsCard: { conversationId: string; seq: number; remoteId: string; body: string };
}

/** All times are milliseconds since 1970; all JSON is text, so that both engines store the same. */
export interface Schema
  extends CaseSchema,
    AgentSchema,
    TicketSchema,
    TeamsTables,
    OperationsSchema,
    IncidentSchema,
    ContentSchema {
  conversation: {
    id: string;
    channel: 'webchat' | 'teams';
    chartVersion: number;
    locale: string;
    academy: string | null;
    /** When the person last said something. */
    spokenAt: number | null;
    snapshot: string | null;
    /** Snapshots of the last few questions, one a line. */
    backStack: string;
    /** Where a channel sends replies to (Bot Framework's conversation reference); null for the web chat. */
    reference: string | null;
    /** Number of the last activity in the log. */
    lastSeq: number;
    /** Snapshot of where the person left the bot for a person. */
    resumePoint: string | null;
    /** Id of the agent who has the conversation; null while it is the bot's. Only the owner speaks. */
    owner: string | null;
    /** Counts the changes of ownership: what was meant for an earlier one is refused. */
    fence: number;
    /** The last case of this conversation, open or not. */
    caseId: string | null;
    createdAt: number;
    updatedAt: number;
  };
  /** Inbound activities that have been handled: a second delivery finds its row and has no effect. */
  inbox: { conversationId: string; key: string; activityId: string | null; receivedAt: number };
  /** What was said, in order. The web chat reads it as its watermark moves. */
  activity: { conversationId: string; seq: number; id: string; body: string; createdAt: number };
  /** Replies to a channel that has to be called; each under the number of its activity. */
  outbox: {
    conversationId: string;
    seq: number;
    body: string;
    /**
     * One reply of a conversation at a time is `waiting` or `sending`, those after it are `queued`. `sending` belongs to one
     * instance; after a crash nobody knows what became of it.
     */
    state: 'queued' | 'waiting' | 'sending' | 'sent' | 'failed' | 'superseded';
    attempts: number;
    /** When it is to be sent; of one that is being sent or was sent, when that began. */
    nextAt: number;
    /** Why it was given up; the row stays for the operator. */
    failure: string | null;
    createdAt: number;
    /** Of the conversation when the bot said it; null for what an agent said, which goes out in any case. */
    fence: number | null;
  };
  /** Delayed transitions. The token changes each time a timer is set, so that a stale one is told apart. */
  timer: { conversationId: string; id: string; token: string; dueAt: number; event: string };
  /** What a person thought of a reply; `remoteId` is the id under which its channel knows the reply. */
  feedback: {
    conversationId: string;
    remoteId: string;
    reaction: 'like' | 'dislike';
    comment: RedactedText | null;
    createdAt: number;
  };
  /** By which a web chat is found on another device: the keyed hash of the code, one a conversation. */
  resumeCode: { conversationId: string; hash: string; createdAt: number };
  setting: { name: string; value: string };
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

/** What editors publish over the files of the repository. */
export interface ContentSchema {
  /** Counts up by one; who publishes at the same time as another is refused. */
  contentVersion: {
    number: number;
    /** JSON: what stands where (`src/content/changes.ts`). */
    changes: string;
    reason: string;
    /** Null: the command line. */
    agentId: string | null;
    agentName: string;
    /** The version that this one takes back. */
    undoes: number | null;
    createdAt: number;
  };
  contentDraft: {
    id: string;
    title: string;
    changes: string;
    /** The version that it was compared with last. */
    base: number;
    /** Counts the changes to it: one that was made to an earlier state is refused. */
    revision: number;
    state: 'open' | 'training' | 'published' | 'discarded';
    /** Why it was not published, for the editor. */
    note: string | null;
    /** Who changed it last. */
    agentId: string | null;
    agentName: string;
    createdAt: number;
    updatedAt: number;
  };
  contentAudit: {
    id: string;
    draftId: string | null;
    version: number | null;
    agentId: string | null;
    agentName: string;
    action: string;
    detail: string;
    createdAt: number;
  };
}

/** What running the service leaves behind. */
export interface OperationsSchema {
  /** What was removed, handed out or moved, and how much of it; never what it was. */
  receipt: {
    id: string;
    act: 'expire' | 'erase' | 'export' | 'move';
    /** The kind of record, or the id of the conversation. */
    subject: string;
    /** JSON: rows by table. */
    counts: string;
    /** What was older than this is gone. */
    cutoff: number | null;
    /** The number of the last activity of a conversation that was erased. */
    lastSeq: number | null;
    at: number;
  };
  /** Work that one instance does at a time, whose it is, and until when. */
  lease: { name: string; holder: string; until: number };
}
