import { randomBytes } from 'node:crypto';
import type { Texts, Values } from '../../../dialogs/knowledge/texts.ts';
import type { Language } from '../../../intents/text.ts';
import type { HttpAnswer } from '../../http/endpoint.ts';
import { escapeHtml } from '../../http/escape-html.ts';
import { pagePolicy } from '../../http/page-policy.ts';

export interface PlainPage {
  readonly status: number;
  /** Key of what it says. */
  readonly text: string;
  readonly values?: Values;
  /** Of a one-time link: the page then has the button that uses it. */
  readonly token?: string;
}

const STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText }
main { box-sizing: border-box; width: min(30rem, 100%); padding: 1.5rem }
h1 { font-size: 1.375rem }
button, a { display: inline-block; font: inherit; padding: .625rem 1.25rem; border-radius: .375rem; border: 0;
  background: #1f4e8c; color: #fff; text-decoration: none; cursor: pointer }
:focus-visible { outline: 3px solid #d97706; outline-offset: 2px }
`;

/** A page that says one thing before anybody is signed in, without scripts. */
export function plainPage(
  texts: Texts,
  locale: Language,
  { status, text, values = {}, token }: PlainPage,
): HttpAnswer {
  const nonce = randomBytes(18).toString('base64');
  const say = (key: string) => escapeHtml(texts.render(locale, key, {}));
  const way = token
    ? `<form method="post" action="/desk/invitation"><input type="hidden" name="token" value="${escapeHtml(token)}"><button>${say('sign_in.enter')}</button></form>`
    : `<p><a href="/desk">${say('sign_in.back')}</a></p>`;
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': pagePolicy(nonce, {
        'script-src': "'none'",
        'connect-src': "'none'",
        'form-action': "'self'",
      }),
      // With no-referrer browsers would send the form with `Origin: null`.
      'Referrer-Policy': 'same-origin',
    },
    body: `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${say('sign_in.title')}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${say('sign_in.title')}</h1>
<p>${escapeHtml(texts.render(locale, text, values))}</p>
${way}
</main>
</body>
</html>
`,
  };
}
