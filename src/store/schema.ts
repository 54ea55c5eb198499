/** All times are milliseconds since 1970; all JSON is text, so that both engines store the same. */
export interface Schema extends OperationsSchema {
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
    trail: string;
    /** Where a channel sends replies to (Bot Framework's conversation reference); null for the web chat. */
    reference: string | null;
    /** Number of the last activity in the log. */
    lastSeq: number;
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
    state: 'queued' | 'waiting' | 'sending' | 'sent' | 'failed';
    attempts: number;
    /** When it is to be sent; of one that is being sent or was sent, when that began. */
    nextAt: number;
    /** Why it was given up; the row stays for the operator. */
    failure: string | null;
    createdAt: number;
  };
  /** Delayed transitions. The token changes each time a timer is set, so that a stale one is told apart. */
  timer: { conversationId: string; id: string; token: string; dueAt: number; event: string };
  setting: { name: string; value: string };
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
