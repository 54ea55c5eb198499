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
import type { Cases } from './desk/cases.ts';
import { createCases } from './desk/create-cases.ts';
import { addDesk } from './desk/http/desk.ts';
import { openDesk } from './desk/open-desk.ts';
import type { DeskRoom } from './desk/room.ts';
import { oidcOf } from './desk/sign-in/from-config.ts';
import { createTicketNews, type TicketNews } from './desk/ticket-news.ts';
import { createLetter } from './desk/tickets/letter.ts';
import { startTickets } from './desk/tickets/worker.ts';
import { addHealth } from './http/health.ts';
import { createHttpServer } from './http/server.ts';
import { openStore, type Store } from './store/open.ts';
import { findCase, settingOnce } from './store/queries/index.ts';
import { createCommit } from './turn/commit.ts';
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
  /** Who is there and where tickets go; the agents of the database and nowhere unless given. */
  readonly desk?: Pick<DeskRoom, 'duty' | 'requestTicket'>;
}

export interface App {
  readonly store: Store;
  /** What agents can do. */
  readonly cases: Cases;
  /** Takes note of how a ticket ended. */
  readonly ticketNews: (news: TicketNews) => Promise<void>;
  /** Listens as configured and gives the base URL. */
  listen(): Promise<string>;
  /** Takes no new work, finishes what is under way, and closes the database. */
  close(): Promise<void>;
}

/** Builds the service out of its parts. Throws `StoreError` where the database cannot be used. */
export async function createApp({
  config,
  knowledge,
  models,
  log,
  now = Date.now,
  desk,
}: AppParts): Promise<App> {
  const { academies } = knowledge;
  const store = await openStore(config.DATABASE_URL, log);
  const understand = createUnderstand(models, academyNames(academies));
  const step = createStep({ machine: buildMachine(academies), knowledge, understand });
  const tokens = createTokens(await settingOnce(store.db, 'webchat.tokenKey', createTokenKey), now);
  const origins = createOrigins(academies, [
    ...config.WEBCHAT_ORIGINS,
    ...(config.PUBLIC_URL ? [config.PUBLIC_URL] : []),
  ]);
  const streams = createStreams({ store, tokens, log, now, allowsOrigin: origins.allows });
  const { room: ownRoom, ticketSystem, ...opened } = await openDesk({ store, config, knowledge, log, now });
  const room: DeskRoom = { ...ownRoom, ...desk };
  const commit = createCommit({ step, desk: room, log });
  const turns = createTurns({ store, commit, desk: room, now });
  const cases = createCases({ store, room, commit, now });
  const ticketNews = createTicketNews({ store, commit, now });

  const teams = createTeams(config);
  let outbox: Worker | undefined;
  let timers: Worker | undefined;
  let tickets: Worker | undefined;
  // Not before the port is ours: a second instance that cannot listen must not work on the database.
  const startWorkers = () => {
    outbox = teams && startOutbox({ store, log, now, send: createSender(teams.getToken), paced: isPaced });
    store.bus.subscribe('outbox', () => outbox?.wake());
    timers = startTimers(store, turns, log, now);
    tickets =
      ticketSystem &&
      startTickets({
        store,
        log,
        now,
        system: ticketSystem,
        letter: createLetter(knowledge, config.PUBLIC_URL),
        opened: (row, reference) => ticketNews({ ...row, reference }),
        failed: (row) => ticketNews({ ...row, reference: null }),
      });
    store.bus.subscribe('desk', () => tickets?.wake());
  };

  const server = createHttpServer(log);
  addCors(server, origins);
  addHealth(server, store, () => understand('bonjour').ranking.length > 0);
  addDirectLine(server, {
    store,
    turns,
    tokens,
    academies,
    publicUrl: config.PUBLIC_URL,
    secret: config.WEBCHAT_SECRET,
  });
  addPage(server, knowledge, origins.sources);
  addMessages(server, teams, turns);
  const door = addDesk(server, {
    store,
    cases,
    academyOf: async (id) => (await findCase(store.db, id))?.academy,
    knowledge,
    log,
    now,
    publicUrl: config.PUBLIC_URL,
    oidc: oidcOf(config, academies),
    tickets: room.requestTicket !== undefined,
    cookieKey: await settingOnce(store.db, 'desk.cookieKey', createTokenKey),
  });
  // restify listens for upgrades in any case: left alone they would hang, and close() with them.
  server.on('upgrade', (request, socket, head) => void streams.upgrade(request, socket, head));

  return {
    store,
    cases,
    ticketNews,
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
      door.close();
      opened.close();
      server.server.closeIdleConnections();
      // A request that never ends, or a phone that sleeps, does not hold up the end.
      const patience = setTimeout(() => server.server.closeAllConnections(), PATIENCE);
      await Promise.all([timers?.stop(), outbox?.stop(), tickets?.stop()]);
      await closed;
      clearTimeout(patience);
      await store.close();
    },
  };
}
