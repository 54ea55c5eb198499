import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClientAssets, loadClientAssets } from '../../http/client-assets.ts';

/** The parts of lit-html that client/lit.js exports. */
const LIT = ['lit-html.js', 'directive.js', 'directive-helpers.js', 'directives/repeat.js'];

/** The files of the chat page; the first to run is `main.js`. `texts` becomes the module texts.js. */
export function loadChatAssets(texts: unknown): ClientAssets {
  return loadClientAssets({
    prefix: '/webchat/assets',
    folder: join(import.meta.dirname, 'client'),
    lit: LIT,
    texts,
  });
}

/** The source of the embed script, texts filled in. */
export function readEmbedScript(texts: unknown): string {
  return readFileSync(join(import.meta.dirname, 'embed', 'embed.js'), 'utf8').replace(
    "'__TEXTS__'",
    JSON.stringify(texts),
  );
}
