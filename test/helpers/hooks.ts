import { loadRedactionWords } from '../../src/content/load-words.ts';
import { stopPostgres } from './postgres.ts';

// Tests that build no app redact too.
loadRedactionWords();

/** What mocha does once, whatever tests run. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await stopPostgres();
  },
};
