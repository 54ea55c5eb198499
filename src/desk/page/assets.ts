import { join } from 'node:path';
import { type ClientAssets, loadClientAssets } from '../../http/client-assets.ts';

/** The parts of lit-html that client/lit.js exports. */
export const LIT = [
  'lit-html.js',
  'directive.js',
  'directive-helpers.js',
  'directives/repeat.js',
  'directives/live.js',
];

/** The files of the desk's page; the first to run is `main.js`. `texts` becomes the module texts.js. */
export function loadDeskAssets(texts: unknown): ClientAssets {
  return loadClientAssets({
    prefix: '/desk/assets',
    folder: join(import.meta.dirname, 'client'),
    lit: LIT,
    texts,
  });
}
