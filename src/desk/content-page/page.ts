import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Server } from 'restify';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import { addAssets } from '../../http/assets.ts';
import { loadClientAssets } from '../../http/client-assets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { requestLocale } from '../../http/locale.ts';
import { pageTexts } from '../../http/page-texts.ts';
import { LIT } from '../page/assets.ts';
import { pageHtml, pagePolicy } from '../page/html.ts';

const PREFIX = 'content_room.';
/** What the page has in common with the desk's. */
const SHARED = ['api.js', 'base.css', 'lit.js', 'memory.js', 'say.js', 'state.js'];

/** `GET /desk/content`, the content room: the same page for everybody, what is on it comes from the API. */
export function addContentPage(server: Server, texts: Texts): void {
  const assets = loadClientAssets({
    prefix: '/desk/content/assets',
    folder: join(import.meta.dirname, 'client'),
    shared: { folder: join(import.meta.dirname, '../page/client'), names: SHARED },
    lit: LIT,
    texts: pageTexts(texts, PREFIX),
  });
  addAssets(server, assets.all);
  server.get(
    '/desk/content',
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
