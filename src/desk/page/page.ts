import type { Server } from 'restify';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import type { Language } from '../../../intents/text.ts';
import { loadClientAssets } from '../../http/client-assets.ts';
import { pageTexts } from '../../http/page-texts.ts';
import { DESK_FILES } from './assets.ts';
import { serveDeskPage } from './serve-page.ts';

const PREFIX = 'desk.';

/** How accessible the service is, in words, by language. */
export type Accessibility = Readonly<Record<Language, { readonly level: string }>>;

/** `GET /desk`, the same page for everybody: what is on it comes from the API, for whoever is signed in. */
export function addDeskPage(server: Server, texts: Texts, accessibility: Accessibility): void {
  const assets = loadClientAssets({ ...DESK_FILES, texts: pageTexts(texts, PREFIX, accessibility) });
  serveDeskPage(server, texts, { path: '/desk', assets, prefix: PREFIX });
}
