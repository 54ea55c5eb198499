import { randomBytes } from 'node:crypto';
import type { Server } from 'restify';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import { addAssets } from '../../http/assets.ts';
import type { ClientAssets } from '../../http/client-assets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { requestLocale } from '../../http/locale.ts';
import { pagePolicy } from '../../http/page-policy.ts';
import { pageHtml } from './html.ts';

/** A page of the desk: where it is, what it loads, and what its texts' keys begin with. */
export interface DeskPage {
  readonly path: string;
  readonly assets: ClientAssets;
  readonly prefix: string;
}

/** Serves a page of the desk, the same for everybody: what is on it comes from the API, for whoever is signed in. */
export function serveDeskPage(server: Server, texts: Texts, { path, assets, prefix }: DeskPage): void {
  addAssets(server, assets.all);
  server.get(
    path,
    endpoint((request) => {
      const locale = requestLocale(request);
      const nonce = randomBytes(18).toString('base64');
      const text = (name: string) => texts.render(locale, prefix + name, {});
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
