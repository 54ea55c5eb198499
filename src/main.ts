import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// A third of a start is spent on stripping types and compiling. The cache has to be on before anything else is imported;
// where it cannot be written the start is just slower.
enableCompileCache(join(import.meta.dirname, '../.cache/compile'));
const { serve } = await import('./serve.ts');
await serve();
flushCompileCache();
