// Calls of the service. What does not succeed is thrown as an ApiError.

/** Milliseconds after which a request counts as lost. */
const PATIENCE = 15_000;

export class ApiError extends Error {
  /**
   * `status` 0: it did not get there, or no answer came back. `wait`: milliseconds that the service asks for.
   * @param {number} status
   * @param {string} code
   * @param {number} [wait]
   */
  constructor(status, code, wait = 0) {
    super(code);
    this.status = status;
    this.code = code;
    this.wait = wait;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{ token?: string, body?: object }} [options]
 * @returns {Promise<any>}
 */
export async function call(method, path, { token, body } = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(path, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: patience.signal,
    });
    const answer = await readAnswer(response);
    if (response.ok && answer) return answer;
    // A page instead of an answer, as a school's proxy or a hotel's sign-in sends it: nothing got there.
    if (!answer) throw new ApiError(response.status >= 500 ? response.status : 0, 'no_answer');
    const wait = 1000 * Number(response.headers.get('retry-after') ?? 0);
    throw new ApiError(response.status, answer.error?.code ?? 'unknown', wait);
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(0, 'network');
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response} response */
async function readAnswer(response) {
  if (response.status === 204) return {};
  if (!/json/.test(response.headers.get('content-type') ?? '')) return undefined;
  const text = await response.text();
  return text ? JSON.parse(text) : {};
}
