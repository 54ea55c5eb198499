import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import type { Config } from '../../config/config.ts';
import type { CallerAddress } from '../../http/caller-address.ts';
import type { Store } from '../../store/open.ts';
import { settingOnce } from '../../store/queries/index.ts';
import type { Turns } from '../../turn/run-turn.ts';
import type { Incidents } from './activity-set.ts';
import { addCors } from './cors.ts';
import { addDirectLine } from './direct-line.ts';
import { addIdentity } from './identity.ts';
import { addNotices } from './notices.ts';
import { createOrigins } from './origins.ts';
import { addPage, type PageParts } from './page.ts';
import { addResumeCodes } from './resume-codes.ts';
import { createStreams, type Streams } from './stream/streams.ts';
import { createTokenKey, createTokens, type Tokens } from './token.ts';
import { addTokens } from './token-endpoints.ts';

export interface WebChatParts extends Pick<PageParts, 'greet' | 'links'> {
  readonly config: Config;
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly incidents: Incidents;
  readonly addressOf: CallerAddress;
  /** Puts a limit on the conversations that are begun. */
  readonly limitTokens: (tokens: Tokens) => Tokens;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface WebChat {
  /** The WebSockets, which no restify route takes. */
  readonly streams: Streams;
  /** Lets the portals' pages read all answers of a server; before any of its endpoints. */
  addCorsTo(server: Server): void;
  addTo(server: Server, turns: Turns): void;
}

/** All of the web chat: tokens, Direct Line, its page, and who may put that into theirs. */
export async function openWebChat(parts: WebChatParts): Promise<WebChat> {
  const { config, store, knowledge, incidents, addressOf, log, now } = parts;
  const { academies } = knowledge;
  const publicUrl = config.PUBLIC_URL;
  const key = await settingOnce(store.db, 'webchat.tokenKey', createTokenKey);
  const tokens = parts.limitTokens(createTokens(key, now));
  const origins = createOrigins(academies, [...config.WEBCHAT_ORIGINS, ...(publicUrl ? [publicUrl] : [])]);
  const streams = createStreams({ store, tokens, log, now, allowsOrigin: origins.allows, incidents });
  return {
    streams,
    addCorsTo: (server) => addCors(server, origins),
    addTo: (server, turns) => {
      addTokens(server, { tokens, academies, secret: config.WEBCHAT_SECRET });
      addDirectLine(server, { store, turns, tokens, addressOf, incidents, publicUrl, now });
      const limited = config.RATE_LIMITS !== 'off';
      addResumeCodes(server, { store, tokens, key, addressOf, limited, now });
      addIdentity(server, { turns, tokens, academies, key: config.WEBCHAT_IDENTITY_KEY, now });
      const { greet, links } = parts;
      addPage(server, { knowledge, origins: origins.sources, greet, incidents, links, publicUrl });
      addNotices(server, incidents);
    },
  };
}
