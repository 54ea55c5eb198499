/** What every command shares: options, the end, and the store. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Config, readConfig } from '../config/config.ts';
import { loadEnvFile } from '../config/load-env.ts';
import { createLog } from '../operations/log.ts';
import { openStore, type Store } from '../store/open.ts';
import { answerHelp } from './help.ts';
import { sayInTerminal } from './words.ts';

/** The command line is not what the command takes; the message says what it wants. */
export class UsageError extends Error {
  readonly code = 'usage';
}

/** Runs a command; an error that it foresees (one with a `code`) ends the process with its message and status 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', () => process.exit(0));
  answerHelp();
  try {
    await command();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Reads the command line as `parseArgs` does. Throws `UsageError`, with the usage below it, where it cannot be read. */
export function readArguments<const Options extends ParseArgsConfig>(
  options: Options,
  usage = '',
): ReturnType<typeof parseArgs<Options>> {
  try {
    return parseArgs(options);
  } catch (error) {
    const message = describeArguments(error);
    throw new UsageError(usage ? `${message}\n${usage}` : message);
  }
}

/** What `parseArgs` says, in the language of the terminal: it names the option between quotation marks. */
function describeArguments(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  const [, word = ''] = /'([^' ]+)[^']*'/.exec(message) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return sayInTerminal('run.unknown_option', { word });
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return sayInTerminal('run.option_value', { word });
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return sayInTerminal('run.unexpected', { words: word });
  return message;
}

/** The configuration of the environment and of `.env`. Throws `ConfigError`. */
export function loadConfig(): Config {
  loadEnvFile();
  return readConfig(process.env);
}

/** Opens the configured store for some work, and closes it whatever comes of it. Throws `ConfigError` and `StoreError`. */
export async function withStore<Result>(
  work: (store: Store, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig();
  const store = await openStore(config.DATABASE_URL, createLog('silent'));
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}
