import type { Server } from 'restify';
import { refuseMessages } from '../channels/teams/closed.ts';
import type { TeamsChannel } from '../channels/teams/open-teams.ts';
import { openWebChat } from '../channels/webchat/open-web-chat.ts';
import { createTokenKey } from '../channels/webchat/token.ts';
import { TOKEN_PATH } from '../channels/webchat/token-endpoints.ts';
import { dueFacts } from '../desk/freshness/due-facts.ts';
import { addDesk, type DeskEndpoints } from '../desk/http/desk.ts';
import type { Accessibility } from '../desk/page/page.ts';
import { oidcOf } from '../desk/sign-in/from-config.ts';
import { addHealth } from '../http/health.ts';
import { createGate } from '../publishing/gate.ts';
import { createPreview } from '../publishing/preview.ts';
import { readGrid } from '../site/grid.ts';
import { addSite, levels, siteLinks } from '../site/site.ts';
import { settingOnce } from '../store/queries/index.ts';
import { createTrainingStatus } from '../training/status.ts';
import { createGreet } from '../turn/greeting.ts';
import type { Core } from './core.ts';

/** All that a server answers to, in the order in which its handlers look at a request. Without `teams` Teams is refused. */
export async function addEndpoints(
  server: Server,
  core: Core,
  teams: TeamsChannel | undefined,
): Promise<{ close(): void }> {
  const { config, store, knowledge, content, plainStep, operations, incidents, readers, now } = core;
  const site = { texts: knowledge.texts, config, grid: readGrid(), now };
  const webChat = await openWebChat({
    ...core,
    limitTokens: operations.limitTokens,
    greet: createGreet(plainStep, now, content.current),
    links: { fr: siteLinks(site, 'fr'), en: siteLinks(site, 'en') },
  });
  const { streams } = webChat;
  // People are limited, timers and the service itself are not.
  const turns = operations.limitTurns(core.turns);
  webChat.addCorsTo(server);
  operations.addTo(server, store, streams, incidents, TOKEN_PATH);
  operations.watchFacts(() => dueFacts(knowledge.academies, now()).length);
  const reads = () => readers.fitting(content.current()).read('bonjour');
  addHealth(server, store, () => reads().whole.scores.length > 0);
  webChat.addTo(server, turns);
  addSite(server, site);
  if (teams) teams.addTo(server, turns);
  else refuseMessages(server);
  const desk = await addDeskOf(server, core, levels(site));
  // restify listens for upgrades in any case: left alone they would hang, and close() with them.
  server.on('upgrade', (request, socket, head) => void streams.upgrade(request, socket, head));
  return {
    close: () => {
      streams.close();
      desk.close();
    },
  };
}

/** The desk and the content room. */
async function addDeskOf(
  server: Server,
  { config, store, knowledge, content, readers, training, cases, deps, log, now }: Core,
  accessibility: Accessibility,
): Promise<DeskEndpoints> {
  return addDesk(server, {
    ...{ store, cases, knowledge, accessibility, log, now },
    content: {
      live: content,
      preview: createPreview(content.origin, readers, now),
      gate: createGate(readers),
      trained: createTrainingStatus(store, training.keyOf, training.base, config.TRAINING === 'on'),
    },
    publishing: { store, origin: content.origin, newest: content.newest, refresh: content.refresh },
    publicUrl: config.PUBLIC_URL,
    proxies: config.TRUSTED_PROXIES,
    oidc: oidcOf(config, knowledge.academies),
    tickets: deps.requestTicket !== undefined,
    cookieKey: await settingOnce(store.db, 'desk.cookieKey', createTokenKey),
  });
}
