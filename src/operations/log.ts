import { type Logger, pino } from 'pino';

/** Characters of a message; what is longer quotes something. */
const MAX_MESSAGE = 300;
/** Errors inside errors that are shown. */
const DEPTH = 3;

/** JSON lines on standard output, with ids and never a text of a person, in errors neither. */
export function createLog(level: string): Logger {
  return pino({ level, serializers: { err: (error: unknown) => describe(error) } });
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
