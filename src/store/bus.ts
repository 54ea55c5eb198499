import { EventEmitter } from 'node:events';

/** What is told around: a conversation has something new, a case has changed, somebody types (the person under the id of the case, an agent under that of the conversation), presence has changed, an incident was published or lifted, content was published, a reader was trained. */
export type BusTopic =
  | 'conversation'
  | 'desk'
  | 'typing'
  | 'typing.agent'
  | 'presence'
  | 'outbox'
  | 'incident'
  | 'content'
  | 'reader';

/** Tells the other rooms, and the other instances, that something of an id is new. May get lost in a crash: poll as well. */
export interface Bus {
  publish(topic: BusTopic, id: string): void;
  /** Calls `listener` for each notice; gives what ends that. */
  subscribe(topic: BusTopic, listener: (id: string) => void): () => void;
  close(): Promise<void>;
}

/** For a single instance. */
export function createLocalBus(): Bus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (topic, id) => {
      emitter.emit(topic, id);
    },
    subscribe: (topic, listener) => {
      emitter.on(topic, listener);
      return () => emitter.off(topic, listener);
    },
    close: async () => {
      emitter.removeAllListeners();
    },
  };
}
