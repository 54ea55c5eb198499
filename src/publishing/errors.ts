import type { Version } from './types.ts';

export type PublishErrorCode = 'publish.unknown' | 'publish.overtaken' | 'publish.nothing';

/** Something cannot be published; `by` is the version that stands in the way. */
export class PublishError extends Error {
  readonly code: PublishErrorCode;
  readonly by: Version | undefined;
  constructor(code: PublishErrorCode, message: string, by?: Version) {
    super(message);
    this.code = code;
    this.by = by;
  }
}

export type DraftErrorCode = 'draft.unknown' | 'draft.stale';

/** A draft is not there, or not as it was; `since` is who changed it and when (milliseconds since 1970). */
export class DraftError extends Error {
  readonly code: DraftErrorCode;
  readonly since: { readonly by: string; readonly at: number } | undefined;
  constructor(code: DraftErrorCode, message: string, since?: { readonly by: string; readonly at: number }) {
    super(message);
    this.code = code;
    this.since = since;
  }
}
