/** The environment is not valid; the message has a line for each variable that is not. */
export class ConfigError extends Error {
  readonly code = 'config.invalid';
}
