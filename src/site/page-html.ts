import type { Language } from '../../intents/text.ts';
import { escapeHtml } from '../http/escape-html.ts';
import { VERSION } from '../http/version.ts';

export interface SitePage {
  readonly locale: Language;
  readonly nonce: string;
  readonly title: string;
  readonly name: string;
  /** Heading and paragraphs, one a line. */
  readonly sections: readonly { readonly heading: string; readonly text: string }[];
  /** Below the sections. */
  readonly links: readonly { readonly href: string; readonly text: string; readonly lang?: Language }[];
  /** Markup of a page's own, before the sections. */
  readonly lead?: string;
}

const STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.55 system-ui, sans-serif }
body { margin: 0; background: Canvas; color: CanvasText }
main, footer { box-sizing: border-box; max-width: 44rem; margin: 0 auto; padding: 1rem 1.25rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.25 }
h2 { font-size: 1.125rem; margin: 1.75rem 0 .25rem }
p { margin: .5rem 0 }
ul { padding: 0; list-style: none }
footer { border-top: 1px solid; margin-top: 2rem }
a { color: LinkText; display: inline-block; min-height: 1.5rem }
footer a, .ways a { min-height: 44px; align-content: center }
.ways a, button { font: inherit; font-weight: 600; min-height: 44px; padding: .5rem 1.25rem; border: 2px solid; border-radius: .5rem;
  color: CanvasText; background: Canvas; text-decoration: none; box-sizing: border-box }
:focus-visible { outline: 3px solid LinkText; outline-offset: 2px }
output { display: block; white-space: pre-line }
`;

/** A page to be read, without scripts of its own unless `lead` brings one. */
export function siteHtml({ locale, nonce, title, name, sections, links, lead = '' }: SitePage): string {
  const parts = sections.map(
    ({ heading, text }) =>
      `<section><h2>${escapeHtml(heading)}</h2>${text
        .split('\n')
        .map((line) => `<p>${linked(line)}</p>`)
        .join('')}</section>`,
  );
  const items = links.map(
    ({ href, text, lang }) =>
      `<li><a href="${escapeHtml(href)}"${lang ? ` lang="${lang}" hreflang="${lang}"` : ''}>${escapeHtml(text)}</a></li>`,
  );
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="generator" content="Permanence ${VERSION}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}${title === name ? '' : ` – ${escapeHtml(name)}`}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${lead}
${parts.join('\n')}
</main>
<footer><nav aria-label="${escapeHtml(name)}"><ul>${items.join('')}</ul></nav></footer>
</body>
</html>
`;
}

/** Addresses in a text as links. */
function linked(text: string): string {
  return escapeHtml(text)
    .replace(/https?:\/\/[^\s()]+/g, (url) => `<a href="${url}">${url}</a>`)
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (mail) => `<a href="mailto:${mail}">${mail}</a>`);
}
