import type { Server } from 'restify';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import { loadClientAssets } from '../../http/client-assets.ts';
import { pageTexts } from '../../http/page-texts.ts';
import type { Accessibility } from '../page/page.ts';
import { serveDeskPage } from '../page/serve-page.ts';
import { CONTENT_FILES } from './assets.ts';

const PREFIX = 'content_room.';

/** `GET /desk/content`, the content room: the same page for everybody, what is on it comes from the API. */
export function addContentPage(server: Server, texts: Texts, accessibility: Accessibility): void {
  const assets = loadClientAssets({ ...CONTENT_FILES, texts: pageTexts(texts, PREFIX, accessibility) });
  serveDeskPage(server, texts, { path: '/desk/content', assets, prefix: PREFIX });
}
