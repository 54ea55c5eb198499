import { type Logger, pino } from 'pino';

/** Characters of a message; what is longer quotes something. */
const MAX_MESSAGE = 300;
/** Errors inside errors that are shown. */
const DEPTH = 3;

/** Bytes of lines that wait for whoever reads them; what comes then is dropped. */
const MAX_WAITING = 4_000_000;
/** Milliseconds that the last lines have to get out. */
const LAST_LINES = 500;

/**
 * JSON lines on standard output, with ids and never a text of a person, in errors neither. Lines are lost, and nothing else, where
 * they cannot be written: whoever read them is gone or reads no more, or the disk is full.
 */
export function createLog(level: string): Logger {
  const output = pino.destination({ dest: process.stdout.fd || 1, sync: false, maxLength: MAX_WAITING });
  // Without somebody who hears it, a failed write would end the process; the next line tries anew.
  output.on('error', () => {});
  // It tries for ever where there is no reader. `flushLog` waits, and not for long.
  output.flushSync = () => {};
  return pino({ level, serializers: { err: (error: unknown) => describe(error) } }, output);
}

/** Resolves when what was logged is written, or cannot be soon: to be waited for before the process is ended. */
export function flushLog(log: Logger): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LAST_LINES);
    log.flush(() => resolve());
  });
}

/** An error as the log shows it. Only what is named here: databases put whole rows into the rest. */
export function describe(error: unknown, depth = DEPTH): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, errcode, statusCode, cause } = error as Error & Record<string, unknown>;
  return {
    type: error.constructor.name,
    ...(isCode(code) && { code }),
    ...(isCode(errcode) && { errcode }),
    ...(isCode(statusCode) && { statusCode }),
    message: withoutQuotes(error.message),
    stack: frames(error.stack),
    ...(cause !== undefined && depth > 0 && { cause: describe(cause, depth - 1) }),
    ...(error instanceof AggregateError &&
      depth > 0 && { errors: error.errors.map((one) => describe(one, depth - 1)) }),
  };
}

function isCode(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^[\w.-]{1,60}$/.test(value));
}

/** What a message quotes may be a person's words: JSON.parse and PostgreSQL cite what they could not read. */
function withoutQuotes(message: string): string {
  return message.replace(/["“«`][\s\S]*["”»`]|["“«`][\s\S]*$/, '"…"').slice(0, MAX_MESSAGE);
}

/** Where an error comes from, without its message. */
function frames(stack: string | undefined): string {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
}
