import { randomBytes } from 'node:crypto';
import type { Request, Server } from 'restify';
import { TIME_ZONE } from '../../../dialogs/knowledge/clock.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import type { Language } from '../../../intents/text.ts';
import { addAssets } from '../../http/assets.ts';
import { compressed } from '../../http/compressed.ts';
import { endpoint, type HttpAnswer } from '../../http/endpoint.ts';
import { requestLocale } from '../../http/locale.ts';
import { pagePolicy } from '../../http/page-policy.ts';
import { pageTexts } from '../../http/page-texts.ts';
import type { Greet } from '../../turn/greeting.ts';
import { botMessage, MAX_TEXT } from './activity.ts';
import type { Incidents } from './activity-set.ts';
import { loadChatAssets, readEmbedScript } from './assets.ts';
import { linkHosts } from './link-hosts.ts';
import { readLook } from './look.ts';
import { chatHtml } from './page-html.ts';

export interface PageParts {
  readonly knowledge: Knowledge;
  /** Who may put the page into a frame, as Content-Security-Policy sources. */
  readonly origins: readonly string[];
  readonly greet: Greet;
  readonly incidents: Pick<Incidents, 'active'>;
  /** Pages to be read, by language. */
  readonly links: Readonly<Record<Language, readonly { readonly href: string; readonly text: string }[]>>;
  /** The address under which browsers reach the service, where it is not the one that they ask. */
  readonly publicUrl?: string | undefined;
}

/** The chat page, its files and the script that puts it on a portal. */
export function addPage(
  server: Server,
  { knowledge, origins, greet, incidents, links, publicUrl }: PageParts,
): void {
  const { texts, academies } = knowledge;
  const words = pageTexts(texts, 'chat.');
  const assets = loadChatAssets(words);
  const embed = readEmbedScript(pageTexts(texts, 'embed.'));

  server.get(
    '/webchat',
    endpoint((request) => page(request)),
  );
  addAssets(server, assets.all);
  server.get(
    '/webchat/embed.js',
    endpoint((request) =>
      compressed(request, {
        status: 200,
        body: embed(publicUrl ?? `http://${request.headers.host ?? 'localhost'}`, incidents.active()),
        headers: {
          'Content-Type': 'text/javascript; charset=utf-8',
          // Short: the portal's page names it without a version, and what is out of order is in it.
          'Cache-Control': 'public, max-age=60',
          'Cross-Origin-Resource-Policy': 'cross-origin',
        },
      }),
    ),
  );

  function page(request: Request): Promise<HttpAnswer> {
    const query = new URLSearchParams(request.getQuery());
    const locale = requestLocale(request);
    const named = query.get('academy');
    // A portal's mistake must not keep its staff out: an academy without a file is asked for in the chat.
    const academy = named !== null && academies.has(named) ? named : undefined;
    const nonce = randomBytes(18).toString('base64');
    const greeting = greet(locale, academy ?? null).map((reply, index) => ({
      id: `greeting ${index}`,
      ...botMessage(reply),
    }));
    const settings = {
      academy,
      locale,
      timeZone: TIME_ZONE,
      ...linkHosts(academies),
      greeting,
      longest: MAX_TEXT,
      links,
      reset: query.has('reset'),
    };
    const text = (key: string) => words[locale][key] ?? key;
    return compressed(request, {
      status: 200,
      body: chatHtml({ locale, nonce, assets, settings, look: readLook(query), text }),
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': pagePolicy(nonce, { 'frame-ancestors': ["'self'", ...origins].join(' ') }),
      },
    });
  }
}
