import type { Change } from '../content/changes.ts';

/** Who publishes: somebody of the desk, or nobody of it (`id` null), such as an operator. */
export interface Author {
  readonly id: string | null;
  readonly name: string;
}

/** What was published at once, by whom and why. Time in milliseconds since 1970. */
export interface Version {
  readonly number: number;
  readonly changes: readonly Change[];
  readonly reason: string;
  readonly by: Author;
  readonly undoes: number | null;
  readonly at: number;
}
