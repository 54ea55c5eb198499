/**
 * JSON that somebody else makes: an endpoint's answer, an activity, a request. A test reads in it what it expects, and fails
 * where that is not there; a shape written down once more would only say the same.
 */
export type AnyJson = ReturnType<JSON['parse']>;
