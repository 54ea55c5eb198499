import type { Version } from './versions.ts';

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
