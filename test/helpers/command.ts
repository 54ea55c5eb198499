import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from './app.ts';

const COMMANDS = join(import.meta.dirname, '../../src/commands');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as `npm run` does, away from the checkout, whose .env is the developer's. English unless `LANG` is given. */
export async function runCommand(
  name: string,
  words: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { LC_ALL, LC_MESSAGES, ...own } = process.env;
  const options = { env: { ...own, LANG: 'C', ...environment }, cwd: temporaryFolder() };
  try {
    const command = [join(COMMANDS, `${name}.ts`), ...words];
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    return { code, stdout, stderr };
  }
}
