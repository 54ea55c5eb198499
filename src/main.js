import './node-version.js';
// As a whole: an older Node.js has not all of its names, and would end before it is told apart.
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// The one source in JavaScript: what strips types off the others is 24 MB, and a start from the bundle does not need it.
// A third of a start is spent on compiling. The cache has to be on before anything else is imported; where it cannot be
// written the start is just slower.
module.enableCompileCache(join(import.meta.dirname, '../.cache/compile'));
const { findBundle } = await import('./bundle/place.ts');
const bundle = findBundle();
const { serve } = await (bundle ? import(pathToFileURL(bundle).href) : import('./serve.ts'));
await serve();
module.flushCompileCache();
