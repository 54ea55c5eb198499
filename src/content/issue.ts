import type { Place } from './place.ts';
import type { Fault } from './reasons.ts';

/** Something that must not be published: what, where, and the word or number that it is about. */
export interface Issue extends Place {
  readonly fault: Fault;
  readonly key: string;
  readonly about: string;
}
