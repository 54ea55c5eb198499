import type { Change } from '../content/changes.ts';
import type { Comparison } from './compare.ts';

/** Folders that a training reads and measures by; those of the product where they are left out. */
export interface TrainingSources {
  /** Of the models that the files alone make. */
  readonly cache?: string;
  readonly corpus?: string;
  /** Lines that nothing is trained on. */
  readonly unseen?: string;
}

/** What a training is told: what is published over the files. */
export interface TrainingJob {
  readonly changes: readonly Change[];
  readonly sources: TrainingSources;
}

/** What a training tells. Where it is not worse, the bytes of its models come on its standard output. */
export interface TrainingReport {
  readonly comparison: Comparison;
  /** SHA-256 of the bytes in hexadecimal; null where there are none. */
  readonly digest: string | null;
}
