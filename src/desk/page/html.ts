import type { Language } from '../../../intents/text.ts';
import { assetLinks, type ClientAssets } from '../../http/client-assets.ts';
import { escapeHtml } from '../../http/escape-html.ts';
import { VERSION } from '../../http/version.ts';

export interface PageHtmlParts {
  readonly locale: Language;
  readonly nonce: string;
  readonly assets: ClientAssets;
  /** A text of the page: `title`, `loading`, `no_script`. */
  readonly text: (name: string) => string;
}

/** A page of the desk before its script runs. */
export function pageHtml({ locale, nonce, assets, text: raw }: PageHtmlParts): string {
  const text = (name: string) => escapeHtml(raw(name));
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="generator" content="Permanence ${VERSION}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text('title')}</title>
<link rel="icon" href="data:,">
${assetLinks(assets, nonce)}
</head>
<body>
<div id="desk"><main class="loading"><h1>${text('title')}</h1><p>${text('loading')}</p><noscript>${text('no_script')}</noscript></main></div>
<div id="polite" class="unseen" role="status"></div>
<div id="assertive" class="unseen" role="alert"></div>
<script type="module" src="${assets.entry}" nonce="${nonce}"></script>
</body>
</html>
`;
}
