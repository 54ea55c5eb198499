import { examplesOf, homesOf } from '../dialogs/knowledge/answers.ts';
import { buildHomes } from '../intents/taxonomy.ts';
import { collectAfterStart } from './after-start.ts';
import { createApp } from './app/app.ts';
import { answerHelp } from './commands/help.ts';
import { sayInTerminal } from './commands/words.ts';
import { findMisspelt, readConfig } from './config/config.ts';
import { ConfigError } from './config/errors.ts';
import { loadEnvFile } from './config/load-env.ts';
import { ContentError, loadKnowledge } from './content/load.ts';
import { loadModels } from './content/models.ts';
import { refuseFaulty } from './content/refuse.ts';
import { trainApart } from './content/train-apart.ts';
import { VERSION } from './http/version.ts';
import { createLog, flushLog } from './operations/log.ts';
import { StoreError } from './store/errors.ts';
import { type Bilingual, told } from './terminal/told.ts';

/** Milliseconds that a graceful end may take. */
const GRACE = 10_000;

const NO_HOST = {
  en: 'HOST: no such host; expected an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
  fr: 'HOST : ce nom est inconnu ; attendu : une adresse de cette machine, telle que 127.0.0.1 ou 0.0.0.0.',
};
/** Why nothing can be listened on, by the system's code. */
const LISTENING: Readonly<Record<string, Bilingual>> = {
  EADDRINUSE: {
    en: 'PORT: another process listens there; set PORT to a free one.',
    fr: 'PORT : un autre processus y écoute déjà ; indiquez un port libre.',
  },
  EACCES: {
    en: 'PORT: this user may not listen there; set PORT to one above 1023.',
    fr: 'PORT : cet utilisateur n’a pas le droit d’y écouter ; indiquez un port au-dessus de 1023.',
  },
  EADDRNOTAVAIL: {
    en: 'HOST: this machine has no such address; 127.0.0.1 is always there, 0.0.0.0 means all it has.',
    fr: 'HOST : cette machine n’a pas cette adresse ; 127.0.0.1 existe toujours, 0.0.0.0 les désigne toutes.',
  },
  ENOTFOUND: NO_HOST,
  EAI_AGAIN: NO_HOST,
};

/** Starts the service, and ends the process with a clear message where it cannot. */
export async function serve(): Promise<void> {
  // Nobody has to read what is written there: a pipe whose other end is closed is no reason to stop.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
  answerHelp(() => sayInTerminal('help.start'));
  try {
    await start();
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exit(1);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = LISTENING[code];
  if (reason) return told(reason);
  const expected =
    error instanceof ConfigError || error instanceof ContentError || error instanceof StoreError;
  if (expected) return error.message;
  return String(error instanceof Error ? error.stack : error);
}

async function start(): Promise<void> {
  loadEnvFile();
  const config = readConfig(process.env);
  for (const [name, meant] of findMisspelt(process.env)) {
    const en = `${name} is no setting, and has no effect. Is ${meant} meant?`;
    const fr = `${name} n’est pas un réglage et reste sans effet. S’agit-il de ${meant} ?`;
    process.stderr.write(`${told({ en, fr })}\n`);
  }
  const log = createLog(config.LOG_LEVEL);
  // What nobody has foreseen ends the process, but does not print what it holds.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'the service cannot go on');
    void flushLog(log).then(() => process.exit(1));
  });
  log.info({ version: VERSION, node: process.version }, 'starting');
  const receiver = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  const tracing = receiver
    ? (await import('./operations/tracing.ts')).startTracing(config, receiver)
    : undefined;
  const knowledge = loadKnowledge();
  refuseFaulty(knowledge);
  const models = await loadModels({
    homes: buildHomes(homesOf(knowledge.answers)),
    examples: examplesOf(knowledge.answers),
    train: trainApart,
  });
  const app = await createApp({ config, knowledge, models, log });
  const url = await app.listen();
  collectAfterStart();
  process.stdout.write(`Permanence is ready.\n  web chat  ${url}/webchat\n  desk      ${url}/desk\n`);
  if (config.TEAMS_UNAUTHENTICATED)
    log.warn('/api/messages takes activities from anybody (TEAMS_UNAUTHENTICATED)');
  else if (!config.TEAMS_APP_ID) log.info('/api/messages is closed: Teams is not set up');

  const end = (signal: string) => {
    log.info({ signal }, 'closing');
    setTimeout(() => process.exit(1), GRACE).unref();
    void app
      .close()
      .then(() => tracing?.close())
      .then(() => flushLog(log))
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
