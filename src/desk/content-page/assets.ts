import { join } from 'node:path';
import type { PageFiles } from '../../http/client-assets.ts';
import { LIT } from '../page/assets.ts';

/** What the content room has in common with the desk's page. */
const SHARED = ['api.js', 'base.css', 'lit.js', 'memory.js', 'say.js', 'state.js'];

/** The files of the content room; the first to run is `main.js`. */
export const CONTENT_FILES: PageFiles = {
  prefix: '/desk/content/assets',
  folder: join(import.meta.dirname, 'client'),
  shared: { folder: join(import.meta.dirname, '../page/client'), names: SHARED },
  lit: LIT,
};
