import type { KyselyPlugin } from 'kysely';
import type { Store } from '../../src/store/open.ts';
import { transactEach, transactInGroups } from '../../src/store/transact.ts';

/** Stands for a process that ends, or a connection that breaks, in the middle of a transaction. */
export class CutOffError extends Error {}

/**
 * A store whose queries take as long as chance wants, so that what runs at the same time interleaves in ever new ways, and
 * some of whose transactions are cut off in between.
 */
export function hamper(store: Store, random: () => number, cutOff: number): Store {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      for (let turns = Math.floor(random() * 4); turns > 0; turns--) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (random() < cutOff) throw new CutOffError('cut off');
      return result;
    },
  };
  const db = store.db.withPlugin(plugin);
  return { ...store, transact: store.engine === 'sqlite' ? transactInGroups(db) : transactEach(db) };
}
