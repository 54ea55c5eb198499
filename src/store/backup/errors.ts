/** A copy cannot be made of, or put in the place of, a database; the message says what to do. Nothing was changed. */
export class BackupError extends Error {
  readonly code = 'store.backup';
}
