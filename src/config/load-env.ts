/** Reads the file `.env`, if there is one, into the environment. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    // There need not be one.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
