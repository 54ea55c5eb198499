// Run as a process of its own, to be killed: publishes a draft, or takes a version back, and ends at a statement of that.
import pino from 'pino';
import { createDrafts } from '../../src/publishing/drafts.ts';
import { undo } from '../../src/publishing/publish.ts';
import { openStore } from '../../src/store/open.ts';
import { contentFiles } from './content.ts';

const [url = '', crashAt = '', act = '', id = '', revision = ''] = process.argv.slice(2);
const store = await openStore(url, pino({ level: 'silent' }));
const by = { id: 'lea', name: 'Léa' };
process.env.CRASH_AT = crashAt;
if (act === 'publish') {
  const drafts = createDrafts({ store, content: { origin: contentFiles }, now: Date.now });
  await drafts.publish(id, Number(revision), 'Circulaire', by);
} else {
  await undo({ store, origin: contentFiles }, Number(id), { by, reason: 'Erreur', at: Date.now() });
}
await store.close();
