import type { Logger } from 'pino';
import type { BusTopic } from './bus.ts';
import type { Store } from './open.ts';

export interface Looking {
  readonly topics: readonly BusTopic[];
  /** Milliseconds between looks without a notice: one may get lost. */
  readonly every: number;
  /** Reads what is kept in memory anew. */
  readonly look: () => Promise<void>;
  /** What the log says where it could not; the next look tries again. */
  readonly failing: string;
}

/** Keeps what an instance has in memory up to date: looks at each notice of some topics, and every so often. Gives what ends that. */
export function keepLooking(
  { bus }: Pick<Store, 'bus'>,
  log: Logger,
  { topics, every, look, failing }: Looking,
): () => void {
  const lookSoon = () => void look().catch((error) => log.warn({ err: error }, failing));
  const ends = topics.map((topic) => bus.subscribe(topic, lookSoon));
  const ticking = setInterval(lookSoon, every).unref();
  return () => {
    clearInterval(ticking);
    for (const end of ends) end();
  };
}
