import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { createDrafts } from '../../publishing/drafts.ts';
import type { Gate } from '../../publishing/gate.ts';
import type { LiveContent } from '../../publishing/live.ts';
import type { Preview } from '../../publishing/preview.ts';
import type { Store } from '../../store/open.ts';
import type { ReadTrainingStatus } from '../../training/status.ts';
import { packetRows } from '../cases/summary.ts';
import type { Cases } from '../cases/types.ts';
import { addContentPage } from '../content-page/page.ts';
import { type Accessibility, addDeskPage } from '../page/page.ts';
import type { Oidc } from '../sign-in/oidc.ts';
import { createSessions } from '../sign-in/sessions.ts';
import { addAgents } from './agents.ts';
import { addCases } from './cases.ts';
import { addCatalogue } from './content/catalogue.ts';
import { addDrafts } from './content/drafts.ts';
import { addHistory } from './content/history.ts';
import { addFacts, type FactsParts } from './facts.ts';
import { createGuard } from './guard.ts';
import { addIncidents } from './incidents.ts';
import { addMe } from './me.ts';
import { createOwnOrigin } from './own-origin.ts';
import { createRateLimit } from './rate-limit.ts';
import { addSignIn } from './sign-in.ts';
import { addStream } from './stream.ts';
import { addSuggestions } from './suggestions.ts';

export interface DeskParts {
  readonly store: Store;
  readonly cases: Cases;
  readonly knowledge: Knowledge;
  /** Publishes that a fact is still true; without it none can be checked here. */
  readonly publishing?: FactsParts['publishing'];
  /** What is published, where it can be edited. */
  readonly content?: {
    readonly live: LiveContent;
    readonly preview: Preview;
    readonly gate: Gate;
    readonly trained: ReadTrainingStatus;
  };
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly publicUrl?: string | undefined;
  /** Proxies whose word on the address of a caller counts. */
  readonly proxies: readonly string[];
  readonly oidc?: Oidc | undefined;
  /** What the page says of its accessibility. */
  readonly accessibility: Accessibility;
  /** Whether a ticket system is set up. */
  readonly tickets: boolean;
  /** 32 bytes in base64, the same for all instances. */
  readonly cookieKey: string;
}

export interface DeskEndpoints {
  /** Ends all streams. */
  close(): void;
}

/** The desk's side of the server: page, sign-in and API. */
export function addDesk(server: Server, parts: DeskParts): DeskEndpoints {
  const {
    content,
    store,
    cases,
    knowledge,
    accessibility,
    log,
    now,
    publicUrl,
    proxies,
    oidc,
    tickets,
    cookieKey,
  } = parts;
  const sessions = createSessions(store, now);
  const origin = createOwnOrigin(publicUrl);
  const byOidc = oidc !== undefined;
  const guard = createGuard(sessions, origin, byOidc);

  server.pre(strictHeaders);
  if (parts.content) addContentPage(server, knowledge.texts, accessibility);
  addDeskPage(server, knowledge.texts, accessibility);
  addSignIn(server, {
    store,
    sessions,
    origin,
    oidc,
    cookieKey,
    knowledge,
    limit: createRateLimit(proxies, now),
    log,
    now,
  });
  const streams = addStream(server, { guard, store, sessions, log, oidc: byOidc, now });
  addMe(server, {
    guard,
    store,
    sessions,
    origin,
    knowledge,
    oidc: byOidc,
    tickets,
    hangUp: streams.hangUp,
    now,
  });
  addCases(server, {
    guard,
    store,
    cases,
    knowledge,
    packetRows: (packet, locale) => packetRows(packet, knowledge, locale),
    now,
  });
  addAgents(server, { guard, store, cases, now });
  if (parts.publishing) addFacts(server, { guard, knowledge, publishing: parts.publishing, now });
  if (content) {
    const { live, preview, gate, trained } = content;
    const room = { guard, store, content: live, gate, now };
    const drafts = createDrafts(room);
    addHistory(server, { ...room, drafts, trained });
    addDrafts(server, { ...room, drafts, preview });
    addCatalogue(server, { ...room, drafts });
  }
  addIncidents(server, { guard, store, knowledge, now });
  addSuggestions(server, { guard, store, knowledge, now });
  return { close: streams.close };
}

/** Pages of the desk set a policy of their own in place of the one for data. */
function strictHeaders(request: Request, response: Response, next: () => void): void {
  if (/^\/desk(\/|$)/.test(request.path())) {
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  }
  next();
}
