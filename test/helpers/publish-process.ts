// Run as a process of its own, to be killed: publishes a draft, and ends at a statement of that.
import pino from 'pino';
import { readContentFiles } from '../../src/content/files.ts';
import { createDrafts } from '../../src/publishing/drafts.ts';
import { openStore } from '../../src/store/open.ts';

const [url = '', id = '', revision = '', crashAt = ''] = process.argv.slice(2);
const store = await openStore(url, pino({ level: 'silent' }));
const drafts = createDrafts({ store, content: { origin: readContentFiles }, now: Date.now });
process.env.CRASH_AT = crashAt;
await drafts.publish(id, Number(revision), 'Circulaire', { id: 'lea', name: 'Léa' });
await store.close();
