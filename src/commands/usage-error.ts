/** The command line is not what the command takes; the message says what it wants. */
export class UsageError extends Error {
  readonly code = 'usage';
}

/** Runs `parseArgs`, whose complaints are then errors that a command foresees. */
export function readArguments<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
