import type { Context } from '@opentelemetry/api';
import type { WebSocket } from 'ws';

/** Somebody who reads a conversation over a WebSocket. */
export interface StreamReader {
  readonly socket: WebSocket;
  readonly conversationId: string;
  /** Up to where it has read. */
  watermark: number;
  /** Whether it asks, besides what was said, who has the conversation and what is out of order. */
  readonly wantsOwner: boolean;
  /** What it was told last of that. */
  standing: string;
  /** Whether activities are being read for it, and whether there is more to read after that. */
  busy: boolean;
  again: boolean;
  /** The traced turn that woke it last, until that has been delivered. */
  wokenIn?: Context | undefined;
  /** Whether it has given a sign of life since the last ping. */
  alive: boolean;
}

/** The readers of this instance, by conversation. */
export interface Readers {
  add(reader: StreamReader): void;
  remove(reader: StreamReader): void;
  /** Those of a conversation. */
  of(conversationId: string): readonly StreamReader[];
  all(): readonly StreamReader[];
  /** The conversations that somebody reads. */
  conversations(): readonly string[];
}

export function createReaders(): Readers {
  const byConversation = new Map<string, Set<StreamReader>>();
  return {
    add(reader) {
      const set = byConversation.get(reader.conversationId) ?? new Set();
      byConversation.set(reader.conversationId, set.add(reader));
    },
    remove(reader) {
      const set = byConversation.get(reader.conversationId);
      set?.delete(reader);
      if (set?.size === 0) byConversation.delete(reader.conversationId);
    },
    of: (conversationId) => [...(byConversation.get(conversationId) ?? [])],
    all: () => [...byConversation.values()].flatMap((set) => [...set]),
    conversations: () => [...byConversation.keys()],
  };
}
