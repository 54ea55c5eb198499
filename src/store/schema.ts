/** What Teams needs besides the conversation itself. */
interface TeamsTables {
  /** The last card with buttons of a conversation, and its id at the connector: it is replaced once answered. */
  teamsCard: { conversationId: string; seq: number; remoteId: string; body: string };
  /** What a person thought of a reply; `comment` is redacted. */
  teamsFeedback: {
    conversationId: string;
    remoteId: string;
    reaction: 'like' | 'dislike';
    comment: string | null;
    createdAt: number;
  };
}

/** All times are milliseconds since 1970; all JSON is text, so that both engines store the same. */
export interface Schema extends TeamsTables {
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
    /** `sending` belongs to one instance; after a crash nobody knows what became of it. */
    state: 'waiting' | 'sending' | 'sent' | 'failed';
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
