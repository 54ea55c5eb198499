import { randomBytes } from 'node:crypto';
import type { Request, Server } from 'restify';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { LANGUAGES, type Language } from '../../../intents/text.ts';
import { addAssets } from '../../http/assets.ts';
import { type Answer, endpoint } from '../../http/endpoint.ts';
import { escapeHtml } from '../../http/escape-html.ts';
import { requestLocale } from '../../http/locale.ts';
import { loadAssets, readEmbedScript } from './assets.ts';

/** Hash of the empty style element that Web Chat adds without a nonce. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The chat page, its files and the script that puts it on a portal. `origins` may put the page into a frame. */
export function addPage(server: Server, { texts, academies }: Knowledge, origins: readonly string[]): void {
  const assets = loadAssets();
  const embed = readEmbedScript(Object.fromEntries(LANGUAGES.map((locale) => [locale, pageTexts(locale)])));

  server.get(
    '/webchat',
    endpoint((request) => page(request)),
  );
  addAssets(server, Object.values(assets));
  server.get(
    '/webchat/embed.js',
    endpoint(() => ({
      status: 200,
      body: embed,
      headers: {
        'Content-Type': 'text/javascript; charset=utf-8',
        // Short: the portal's page names it without a version.
        'Cache-Control': 'public, max-age=300',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      },
    })),
  );

  function page(request: Request): Answer {
    const query = new URLSearchParams(request.getQuery());
    const locale = requestLocale(request);
    const named = query.get('academy');
    // A portal's mistake must not keep its staff out: an academy without a file is asked for in the chat.
    const academy = named !== null && academies.has(named) ? named : undefined;
    const nonce = randomBytes(18).toString('base64');
    return {
      status: 200,
      body: html({ locale, nonce, settings: { academy, locale, nonce, texts: pageTexts(locale) } }),
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': contentSecurityPolicy(nonce, origins),
      },
    };
  }

  function pageTexts(locale: Language): Record<string, string> {
    const names = ['title', 'loading', 'failed', 'retry', 'no_script', 'open', 'close'];
    return Object.fromEntries(names.map((name) => [name, texts.render(locale, `page.${name}`, {})]));
  }

  function html({
    locale,
    nonce,
    settings,
  }: {
    locale: Language;
    nonce: string;
    settings: PageSettings;
  }): string {
    const { title, loading, retry, no_script } = settings.texts;
    return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.style.path}" nonce="${nonce}">
</head>
<body>
<header><h1>${escapeHtml(title)}</h1></header>
<main>
<div id="chat"></div>
<div id="notice" role="status"><p id="message">${escapeHtml(loading)}</p><button id="retry" type="button" hidden>${escapeHtml(retry)}</button><noscript>${escapeHtml(no_script)}</noscript></div>
</main>
<script type="application/json" id="settings" nonce="${nonce}">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
<script src="${assets.webchat.path}" nonce="${nonce}"></script>
<script src="${assets.script.path}" nonce="${nonce}"></script>
</body>
</html>
`;
  }
}

interface PageSettings {
  readonly academy: string | undefined;
  readonly locale: Language;
  readonly nonce: string;
  readonly texts: Readonly<Record<string, string>>;
}

function contentSecurityPolicy(nonce: string, origins: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}' ${EMPTY_STYLE}`,
    "connect-src 'self' blob:",
    "img-src 'self' data: blob:",
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...origins].join(' ')}`,
  ].join('; ');
}
