import { told } from '../terminal/told.ts';
import { ConfigError } from './errors.ts';

/** Reads the file `.env`, if there is one, into the environment. Throws `ConfigError` where it cannot be read. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // There need not be one.
    if (code !== 'ENOENT')
      throw new ConfigError(
        told({ en: `.env cannot be read: ${message}`, fr: `.env ne peut pas être lu : ${message}` }),
      );
  }
}
