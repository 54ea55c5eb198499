import { DatabaseSync } from 'node:sqlite';
import type { Storage, StoreItems } from 'botbuilder';

/** botbuilder's `Storage` in an SQLite file, written as durably as our own store: WAL, `synchronous=FULL`. */
export function createSqliteStorage(path: string): Storage {
  const database = new DatabaseSync(path);
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE item (key TEXT PRIMARY KEY, value TEXT)',
  );
  const find = database.prepare('SELECT value FROM item WHERE key = ?');
  const put = database.prepare(
    'INSERT INTO item VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const drop = database.prepare('DELETE FROM item WHERE key = ?');
  const together = (work: () => void) => {
    database.exec('BEGIN');
    work();
    database.exec('COMMIT');
  };
  return {
    read: async (keys) => {
      const found = keys.flatMap((key) => {
        const row = find.get(key);
        return row ? [[key, JSON.parse(String(row.value))]] : [];
      });
      return Object.fromEntries(found) as StoreItems;
    },
    write: async (changes) => {
      together(() => {
        for (const [key, value] of Object.entries(changes)) put.run(key, JSON.stringify(value));
      });
    },
    delete: async (keys) => {
      together(() => {
        for (const key of keys) drop.run(key);
      });
    },
  };
}
