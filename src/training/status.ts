import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Store } from '../store/open.ts';
import * as queries from '../store/queries/index.ts';
import type { Comparison } from './compare.ts';
import type { ModelKey } from './keys.ts';

/**
 * How far the reader has learned what is published. `files`: there is nothing to learn; `waiting`: it is about to; `off`: it does not
 * here (`TRAINING=off`).
 */
export interface TrainingStatus {
  readonly state: 'files' | 'off' | 'waiting' | 'training' | 'ready' | 'refused' | 'failed';
  /** When that began (milliseconds since 1970), where it did. */
  readonly since: number | null;
  /** How it reads, compared with before, once that is known. */
  readonly comparison: Comparison | null;
}

/** Tells how far the reader has learned some content. */
export type ReadTrainingStatus = (knowledge: Pick<Knowledge, 'answers'>) => Promise<TrainingStatus>;

/** Reads that out of the database; `base` is the key of the files' models. */
export function createTrainingStatus(
  { db }: Pick<Store, 'db'>,
  keyOf: ModelKey,
  base: string,
  trains: boolean,
): ReadTrainingStatus {
  return async (knowledge) => {
    const key = keyOf(knowledge);
    if (key === base) return { state: 'files', since: null, comparison: null };
    const row = await queries.findReaderModel(db, key);
    if (!row) return { state: trains ? 'waiting' : 'off', since: null, comparison: null };
    const { state, startedAt, endedAt, report } = row;
    const comparison = report === null ? null : (JSON.parse(report) as Comparison);
    return { state, since: endedAt ?? startedAt, comparison };
  };
}
