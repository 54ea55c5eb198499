import { readError, StoreUnavailableError } from '../store/errors.ts';

/** An error whose message is meant for the caller: it says what is wrong and what to do. */
export class HttpError extends Error {
  readonly statusCode: number;
  readonly code: string;
  /** Headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    statusCode: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.statusCode = statusCode;
    this.code = code;
    this.headers = headers;
  }
}

/** Body of every error answer, in the shape that Direct Line clients know. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

export function errorBody(code: string, message: string): ErrorBody {
  return { error: { code, message } };
}

/** The database does not answer: the same request can be sent again. */
function unavailable(): ErrorBody {
  return errorBody(
    'unavailable',
    'The service cannot write anything down just now. Please try again in a moment.',
  );
}

interface RestifyError extends Error {
  statusCode?: number;
  code?: string;
  /** restify's own errors. */
  body?: { code?: string };
}

/** What a caller is told of an error. Nothing of one that is not meant for them. */
export function describeError(error: RestifyError): {
  status: number;
  body: ErrorBody;
  headers?: Readonly<Record<string, string>>;
} {
  if (readError(error) instanceof StoreUnavailableError) return { status: 503, body: unavailable() };
  const status = error.statusCode ?? 500;
  if (status >= 500 && !(error instanceof HttpError)) {
    return {
      status: 500,
      body: errorBody('internal', 'Something went wrong here. Please try again in a moment.'),
    };
  }
  const body = errorBody(error.body?.code ?? error.code ?? error.name, error.message);
  return error instanceof HttpError ? { status, body, headers: error.headers } : { status, body };
}
