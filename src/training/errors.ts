/** `training.aborted`: it is not wanted any more; `training.failed`: it ended without a model, or took too long. */
export type TrainingErrorCode = 'training.aborted' | 'training.failed';

/** A training that came to nothing. */
export class TrainingError extends Error {
  readonly code: TrainingErrorCode;
  constructor(code: TrainingErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
