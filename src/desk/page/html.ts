import type { Language } from '../../../intents/text.ts';
import type { ClientAssets } from '../../http/client-assets.ts';
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
  const styles = assets.styles.map((path) => `<link rel="stylesheet" href="${path}" nonce="${nonce}">`);
  // Named here, so that the browser does not find the modules one import after the other.
  const scripts = assets.scripts.map((path) => `<link rel="modulepreload" href="${path}" nonce="${nonce}">`);
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="generator" content="Permanence ${VERSION}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text('title')}</title>
<link rel="icon" href="data:,">
${[...styles, ...scripts].join('\n')}
</head>
<body>
<div id="desk"><main class="loading"><h1>${text('title')}</h1><p>${text('loading')}</p><noscript>${text('no_script')}</noscript></main></div>
<div id="polite" class="unseen" role="status"></div>
<div id="assertive" class="unseen" role="alert"></div>
<script type="module" src="${assets.pathOf('main.js')}" nonce="${nonce}"></script>
</body>
</html>
`;
}

/** What a page of the desk may load: its own files, and nothing else. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
