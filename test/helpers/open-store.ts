// Run as a process of its own: opens a store, and prints the setting that the first one of several has made.
import pino from 'pino';
import { openStore } from '../../src/store/open.ts';
import { settingOnce } from '../../src/store/queries/index.ts';

const store = await openStore(process.argv[2] ?? '', pino({ level: 'silent' }));
process.stdout.write(await settingOnce(store.db, 'key', () => String(process.pid)));
await store.close();
