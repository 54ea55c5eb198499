import type { RedactedText } from '../redaction/redacted-text.ts';
import type { AgentSchema, CaseSchema, IncidentSchema, TicketSchema } from './desk-schema.ts';

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
    /** Where a channel sends replies to (Bot Framework's conversation reference, without names); null for the web chat. */
    reference: string | null;
    /** Number of the last activity in the log. */
    lastSeq: number;
    /** `lastSeq` as long as the person's last words in the log are known to announce no secret; any other number tells nothing. */
    plainSeq: number | null;
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
    /** W3C's traceparent of the turn that said it; null where nothing is traced. */
    trace: string | null;
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
  /** A classifier trained with what is published; the bytes are in `readerModelPart`. */
  readerModel: {
    /** Digest of all that it is made of: the same everywhere. */
    key: string;
    /** Digest of what the files alone make. */
    base: string;
    /** The content that it was begun for. */
    version: number;
    state: 'training' | 'ready' | 'refused' | 'failed';
    /** JSON: how it reads, compared with the files' (`src/training/compare.ts`); null until then. */
    report: string | null;
    parts: number;
    /** SHA-256 of the bytes in hexadecimal; null unless it is ready. */
    digest: string | null;
    startedAt: number;
    endedAt: number | null;
  };
  /** In base64, so that both engines store the same. */
  readerModelPart: { key: string; part: number; bytes: string };
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
