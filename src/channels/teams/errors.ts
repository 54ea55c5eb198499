import { HttpError } from '../../http/errors.ts';

/** The caller has not shown that it is the Bot Framework: 401. */
export class NotAuthenticatedError extends HttpError {
  constructor(cause?: unknown) {
    super(
      401,
      'not_authenticated',
      'The request is not signed by the Bot Framework for this bot.',
      {},
      { cause },
    );
  }
}

/** The Bot Framework’s signing keys cannot be had at the moment, so nobody can be told apart: 503. */
export class KeysUnavailableError extends HttpError {
  constructor(cause?: unknown) {
    super(
      503,
      'keys_unavailable',
      'The signing keys of the Bot Framework cannot be had. Please try again in a moment.',
      {},
      { cause },
    );
  }
}

/** The activity names a service to which this bot does not send, or comes from a tenant that it does not serve: 403. */
export class NotServedError extends HttpError {
  constructor(message: string) {
    super(403, 'not_served', message);
  }
}
