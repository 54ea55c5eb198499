// Calls of the desk's API. What does not succeed is thrown as an ApiError.
import { state } from './state.js';

/** Milliseconds after which a request counts as lost. */
const PATIENCE = 15_000;

export class ApiError extends Error {
  /**
   * `status` 0: it did not get there, or no answer came back. `by`: the colleague who has the case, or changed the draft; `at`: when.
   * @param {number} status
   * @param {{ code?: string, message?: string, by?: string, at?: number }} [error]
   */
  constructor(status, { code = 'network', message = '', by, at } = {}, oidc = false) {
    super(message || code);
    this.status = status;
    this.code = code;
    this.by = by;
    this.at = at;
    this.oidc = oidc;
  }
}

export const get = (path, query) => call('GET', path, undefined, query);
export const post = (path, body = {}) => call('POST', path, body);
export const put = (path, body) => call('PUT', path, body);

async function call(method, path, body, query = {}) {
  const response = await fetch(
    `/desk/api${path}?${new URLSearchParams({ locale: state.locale, ...query })}`,
    {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(body && state.me && { 'x-csrf-token': state.me.csrf }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE),
    },
  ).catch((error) => {
    throw new ApiError(0, { message: error.message });
  });
  const answer = await response
    .text()
    .then((text) => (text ? JSON.parse(text) : {}))
    .catch(() => ({}));
  if (response.ok) return answer;
  throw new ApiError(response.status, answer.error, answer.oidc);
}
