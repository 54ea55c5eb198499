import { randomBytes } from 'node:crypto';
import type { Server } from 'restify';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import type { Language } from '../../../intents/text.ts';
import { addAssets } from '../../http/assets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { requestLocale } from '../../http/locale.ts';
import { pageTexts } from '../../http/page-texts.ts';
import { loadDeskAssets } from './assets.ts';
import { pageHtml, pagePolicy } from './html.ts';

const PREFIX = 'desk.';

/** How accessible the service is, in words, by language. */
export type Accessibility = Readonly<Record<Language, { readonly level: string }>>;

/** `GET /desk`, the same page for everybody: what is on it comes from the API, for whoever is signed in. */
export function addDeskPage(server: Server, texts: Texts, accessibility: Accessibility): void {
  const assets = loadDeskAssets(pageTexts(texts, PREFIX, accessibility));
  addAssets(server, assets.all);
  server.get(
    '/desk',
    endpoint((request) => {
      const locale = requestLocale(request);
      const nonce = randomBytes(18).toString('base64');
      const text = (name: string) => texts.render(locale, PREFIX + name, {});
      return {
        status: 200,
        body: pageHtml({ locale, nonce, assets, text }),
        headers: {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': pagePolicy(nonce),
        },
      };
    }),
  );
}
