import { randomBytes } from 'node:crypto';
import type { Server } from 'restify';
import type { Texts } from '../../../dialogs/knowledge/texts.ts';
import type { Language } from '../../../intents/text.ts';
import { addAssets } from '../../http/assets.ts';
import { endpoint } from '../../http/endpoint.ts';
import { escapeHtml } from '../../http/escape-html.ts';
import { requestLocale } from '../../http/locale.ts';
import { pageTexts } from '../../http/page-texts.ts';
import { VERSION } from '../../http/version.ts';
import { loadDeskAssets } from './assets.ts';

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
      const nonce = randomBytes(18).toString('base64');
      return {
        status: 200,
        body: html(requestLocale(request), nonce),
        headers: {
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': contentSecurityPolicy(nonce),
        },
      };
    }),
  );

  function html(locale: Language, nonce: string): string {
    const text = (name: string) => escapeHtml(texts.render(locale, PREFIX + name, {}));
    const styles = assets.styles.map((path) => `<link rel="stylesheet" href="${path}" nonce="${nonce}">`);
    // Named here, so that the browser does not find the modules one import after the other.
    const scripts = assets.scripts.map(
      (path) => `<link rel="modulepreload" href="${path}" nonce="${nonce}">`,
    );
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
}

function contentSecurityPolicy(nonce: string): string {
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
