import { join } from 'node:path';
import { loadRedactionWords } from '../../src/content/load-words.ts';

// Command lines speak the language of the terminal; tests read English wherever they run.
for (const name of ['LC_ALL', 'LC_MESSAGES', 'LANGUAGE']) delete process.env[name];
process.env.LANG = 'C';

// The tests start hundreds of programs: each finds its modules compiled by the one before.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../../.cache/compile');

// Tests that build no app redact too.
loadRedactionWords();
