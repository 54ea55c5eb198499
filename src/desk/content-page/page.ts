import type { Server } from 'restify';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import { LANGUAGES, type Language } from '../../../intents/text.ts';
import { loadClientAssets } from '../../http/client-assets.ts';
import { pageTexts } from '../../http/page-texts.ts';
import type { Accessibility } from '../page/page.ts';
import { serveDeskPage } from '../page/serve-page.ts';
import { CONTENT_FILES } from './assets.ts';

const PREFIX = 'content_room.';

/** `GET /desk/content`, the content room: the same page for everybody, what is on it comes from the API. */
export function addContentPage(server: Server, texts: Texts, accessibility: Accessibility): void {
  const assets = loadClientAssets({ ...CONTENT_FILES, texts: wordsOf(texts, accessibility) });
  serveDeskPage(server, texts, { path: '/desk/content', assets, prefix: PREFIX });
}

/** The page's own texts, and what the troubles that an answer may be about are called. */
function wordsOf(texts: Texts, accessibility: Accessibility) {
  const [own, troubles] = [pageTexts(texts, PREFIX, accessibility), pageTexts(texts, 'trouble.')];
  const wordsIn = (locale: Language) => ({
    ...Object.fromEntries(Object.entries(troubles[locale]).map(([id, name]) => [`option.${id}`, name])),
    ...own[locale],
  });
  return Object.fromEntries(LANGUAGES.map((locale) => [locale, wordsIn(locale)]));
}
