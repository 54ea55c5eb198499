import type { Language } from '../../../intents/text.ts';
import { assetLinks, type ClientAssets } from '../../http/client-assets.ts';
import { escapeHtml } from '../../http/escape-html.ts';
import { VERSION } from '../../http/version.ts';
import type { Look } from './look.ts';

export interface ChatHtml {
  readonly locale: Language;
  readonly nonce: string;
  readonly assets: ClientAssets;
  /** What the page reads at its start; see `Settings` in client/settings.js. */
  readonly settings: { readonly greeting: readonly object[] };
  readonly look: Look;
  readonly text: (key: string) => string;
}

/** The chat page with the bot's first words in it: they can be read before any script has come. */
export function chatHtml({ locale, nonce, assets, settings, look, text }: ChatHtml): string {
  const say = (key: string) => escapeHtml(text(key));
  return `<!doctype html>
<html lang="${locale}" data-theme="${look.theme}">
<head>
<meta charset="utf-8">
<meta name="generator" content="Permanence ${VERSION}">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${say('title')}</title>
<link rel="icon" href="data:,">
${assetLinks(assets, nonce)}
${look.colour ? `<style nonce="${nonce}">:root { --brand: #${look.colour} }</style>` : ''}
</head>
<body>
<div id="chat">
<header><div class="what"><h1>${say('title')}</h1><p class="who-speaks">${say('machine')}</p></div></header>
<main><noscript><p class="notice bad">${say('no_script')}</p></noscript><div class="log"><ol>${settings.greeting.map(firstWords).join('')}</ol></div></main>
</div>
<div id="polite" class="unseen" role="status"></div>
<div id="assertive" class="unseen" role="alert"></div>
<script type="application/json" id="settings" nonce="${nonce}">${JSON.stringify(settings).replaceAll('<', '\\u003c')}</script>
<script type="module" src="${assets.entry}" nonce="${nonce}"></script>
</body>
</html>
`;
}

function firstWords(activity: { readonly text?: string }): string {
  const lines = (activity.text ?? '').split('\n').map((line) => `<p>${escapeHtml(line)}</p>`);
  return `<li class="message bot"><div class="text">${lines.join('')}</div></li>`;
}
