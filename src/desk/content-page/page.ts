import { join } from 'node:path';
import type { Server } from 'restify';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import { loadClientAssets } from '../../http/client-assets.ts';
import { pageTexts } from '../../http/page-texts.ts';
import { LIT } from '../page/assets.ts';
import type { Accessibility } from '../page/page.ts';
import { serveDeskPage } from '../page/serve-page.ts';

const PREFIX = 'content_room.';
/** What the page has in common with the desk's. */
const SHARED = ['api.js', 'base.css', 'lit.js', 'memory.js', 'say.js', 'state.js'];

/** `GET /desk/content`, the content room: the same page for everybody, what is on it comes from the API. */
export function addContentPage(server: Server, texts: Texts, accessibility: Accessibility): void {
  const assets = loadClientAssets({
    prefix: '/desk/content/assets',
    folder: join(import.meta.dirname, 'client'),
    shared: { folder: join(import.meta.dirname, '../page/client'), names: SHARED },
    lit: LIT,
    texts: pageTexts(texts, PREFIX, accessibility),
  });
  serveDeskPage(server, texts, { path: '/desk/content', assets, prefix: PREFIX });
}
