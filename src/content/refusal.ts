import type { Language } from '../../intents/text.ts';
import type { Place } from './place.ts';

/** Something that must not be published: where, and why, as an editor reads it. */
export interface Refusal extends Place {
  /** The key as people name it: of a text its own, else the path. */
  readonly key: string;
  readonly reason: Readonly<Record<Language, string>>;
}

/** Content that does not fit its schema, or must not be said; the message names file, line, key and reason. */
export class ContentError extends Error {
  readonly code = 'content.invalid';
  readonly refusals: readonly Refusal[];
  constructor(
    message: string,
    { refusals = [], ...options }: ErrorOptions & { refusals?: readonly Refusal[] } = {},
  ) {
    super(message, options);
    this.refusals = refusals;
  }
}
