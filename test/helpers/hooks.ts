import { stopPostgres } from './postgres.ts';

/** What mocha does once, whatever tests run. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await stopPostgres();
  },
};
