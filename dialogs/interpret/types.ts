import type { Entities } from '../../intents/entities.ts';
import type { EventType } from '../chart/events.ts';

/** Something that a person did with words: told, asked, answered. */
export interface Act {
  readonly label: string;
  /** Probability among what the state makes possible, 0 to 1. */
  readonly confidence: number;
  /** Probability of it and its kin together, 0 to 1: labels that are at home in the same one. */
  readonly support: number;
  /** The words that it was read in. */
  readonly text: string;
}

/** What a message was read as. */
export interface Acts {
  /** In the order in which they were said; none where nothing is likely enough. */
  readonly acts: readonly Act[];
  /** The likeliest candidates of the whole message, best first. */
  readonly candidates: readonly Act[];
}

/** What a message was read as, with what its words name. */
export interface Told extends Acts {
  /** Where the person says they work, if that is news. */
  readonly place: EventType | undefined;
  /** Minutes since the time that is named. */
  readonly ago: number | undefined;
  readonly entities: Entities;
}
