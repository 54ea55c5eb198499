/** The database cannot be opened or is not ours to use; the message says what to do. */
export class StoreError extends Error {
  readonly code = 'store.unusable';
}

/** The database does not answer now (gone, locked, full); nothing was written, and the same may be tried again. */
export class StoreUnavailableError extends Error {
  readonly code = 'store.unavailable';
}

/** SQLite's primary result codes: busy, locked, no memory, read-only, I/O, full, cannot open. */
const SQLITE = new Set([5, 6, 7, 8, 10, 13, 14]);
/**
 * PostgreSQL's classes of SQLSTATE: connection, insufficient resources (a full disk), operator intervention (a restart),
 * system error; and the transactions that it asks to repeat.
 */
const POSTGRES = /^(08|53|57|58|40001|40P01|25006)/;
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** What `pg` says of a connection that is gone or that did not come; it gives these no code. */
const LOST =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|driver has already been destroyed/i;

/** Whether PostgreSQL refuses a statement that it has planned, because its tables have changed since; under that name it does so for ever. */
export function isPlanOutdated(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return code === '0A000' && /cached plan/.test(String(message));
}

/** The error as the rest of the service sees it: `StoreUnavailableError` where trying again later makes sense. */
export function readError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, errcode, message } = error as Error & { code?: unknown; errcode?: unknown };
  // SQLite's extended codes carry the primary one in their low byte.
  const sqlite = typeof errcode === 'number' && SQLITE.has(errcode & 0xff);
  const postgres = typeof code === 'string' && (POSTGRES.test(code) || SOCKET.has(code));
  if (!sqlite && !postgres && !LOST.test(message) && !isPlanOutdated(error)) return error;
  return new StoreUnavailableError(`the database does not answer: ${message}`, { cause: error });
}
