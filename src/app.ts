import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { buildMachine } from '../dialogs/machine.ts';
import type { Knowledge } from '../dialogs/values.ts';
import { createUnderstand, type Models } from '../intents/understand.ts';
import { isPaced } from './channels/teams/activity.ts';
import { createTeams } from './channels/teams/adapter.ts';
import { addMessages } from './channels/teams/messages.ts';
import { createSender } from './channels/teams/sender.ts';
import { addCors } from './channels/webchat/cors.ts';
import { addDirectLine } from './channels/webchat/direct-line.ts';
import { createOrigins } from './channels/webchat/origins.ts';
import { addPage } from './channels/webchat/page.ts';
import { createStreams } from './channels/webchat/stream.ts';
import { createTokenKey, createTokens } from './channels/webchat/token.ts';
import type { Config } from './config.ts';
import { academyNames } from './content/load.ts';
import { startOutbox } from './delivery/outbox.ts';
import { startTimers } from './delivery/timers.ts';
import type { Worker } from './delivery/worker.ts';
import { addHealth } from './http/health.ts';
import { createHttpServer } from './http/server.ts';
import { createOperations } from './operations/operations.ts';
import { openStore, type Store } from './store/open.ts';
import { settingOnce } from './store/queries/index.ts';
import { createTurns } from './turn/run-turn.ts';
import { createStep } from './turn/step.ts';

/** Milliseconds that requests under way get when the service closes. */
const PATIENCE = 5000;

export interface AppParts {
  readonly config: Config;
  readonly knowledge: Knowledge;
  readonly models: Models;
  readonly log: Logger;
  /** Milliseconds since 1970; tests bring their own clock. */
  readonly now?: () => number;
}

export interface App {
  readonly store: Store;
  /** Listens as configured and gives the base URL. */
  listen(): Promise<string>;
  /** Takes no new work, finishes what is under way, and closes the database. */
  close(): Promise<void>;
}

/** Builds the service out of its parts. Throws `StoreError` where the database cannot be used. */
export async function createApp({ config, knowledge, models, log, now = Date.now }: AppParts): Promise<App> {
  const { academies } = knowledge;
  const operations = createOperations(config, log, now);
  const store = operations.store(await openStore(config.DATABASE_URL, log));
  const understand = createUnderstand(models, academyNames(academies));
  const step = operations.step(createStep({ machine: buildMachine(academies), knowledge, understand }));
  const tokenKey = await settingOnce(store.db, 'webchat.tokenKey', createTokenKey);
  const tokens = operations.limitTokens(createTokens(tokenKey, now));
  const origins = createOrigins(academies, [
    ...config.WEBCHAT_ORIGINS,
    ...(config.PUBLIC_URL ? [config.PUBLIC_URL] : []),
  ]);
  const streams = createStreams({ store, tokens, log, now, allowsOrigin: origins.allows });
  const turns = operations.turns(createTurns({ store, step, log, now }));
  // People are limited, timers and the service itself are not.
  const limited = operations.limitTurns(turns);

  const teams = createTeams(config);
  let outbox: Worker | undefined;
  let timers: Worker | undefined;
  let retention: Worker | undefined;
  // Not before the port is ours: a second instance that cannot listen must not work on the database.
  const startWorkers = () => {
    const send = teams && operations.send(createSender(teams.getToken));
    outbox = send && startOutbox({ store, log, now, send, paced: isPaced });
    store.bus.subscribe('outbox', () => outbox?.wake());
    timers = startTimers(store, turns, log, now);
    retention = operations.startRetention(store);
  };

  const server = createHttpServer(log);
  addCors(server, origins);
  operations.addTo(server, store, streams);
  addHealth(server, store, () => understand('bonjour').ranking.length > 0);
  addDirectLine(server, {
    store,
    turns: limited,
    tokens,
    academies,
    publicUrl: config.PUBLIC_URL,
    secret: config.WEBCHAT_SECRET,
  });
  addPage(server, knowledge, origins.sources);
  addMessages(server, teams, limited);
  // restify listens for upgrades in any case: left alone they would hang, and close() with them.
  server.on('upgrade', (request, socket, head) => void streams.upgrade(request, socket, head));

  return {
    store,
    listen: () =>
      new Promise((resolve, reject) => {
        // restify passes on the errors of the server inside it, and ends the process where nobody listens.
        server.once('error', reject);
        server.listen(config.PORT, config.HOST, () => {
          startWorkers();
          const { port } = server.address() as AddressInfo;
          resolve(`http://${config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST}:${port}`);
        });
      }),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      streams.close();
      server.server.closeIdleConnections();
      // A request that never ends, or a phone that sleeps, does not hold up the end.
      const patience = setTimeout(() => server.server.closeAllConnections(), PATIENCE);
      await Promise.all([timers?.stop(), outbox?.stop(), retention?.stop()]);
      await closed;
      clearTimeout(patience);
      await store.close();
    },
  };
}
