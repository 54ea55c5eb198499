import { join } from 'node:path';
import type { PageFiles } from '../../http/client-assets.ts';

/** The parts of lit-html that client/lit.js exports. */
export const LIT = [
  'lit-html.js',
  'directive.js',
  'directive-helpers.js',
  'directives/repeat.js',
  'directives/live.js',
];

/** The files of the desk's page; the first to run is `main.js`. */
export const DESK_FILES: PageFiles = {
  prefix: '/desk/assets',
  folder: join(import.meta.dirname, 'client'),
  lit: LIT,
};
