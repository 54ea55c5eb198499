/** The databases are not in a state in which one can be moved into the other; the message says what to do. Nothing was written. */
export class MoveError extends Error {
  readonly code = 'store.move';
}
