import { loadRedactionWords } from '../../src/content/load-words.ts';

// Command lines speak the language of the terminal; tests read English wherever they run.
for (const name of ['LC_ALL', 'LC_MESSAGES', 'LANGUAGE']) delete process.env[name];
process.env.LANG = 'C';

// Tests that build no app redact too.
loadRedactionWords();
