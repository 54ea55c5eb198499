// Run as a process of its own, to be killed: trains what is published, and ends at a statement of that.
import pino from 'pino';
import { createLiveContent } from '../../src/publishing/live.ts';
import { openStore } from '../../src/store/open.ts';
import { createModelKey } from '../../src/training/keys.ts';
import { trainOnce } from '../../src/training/trainer.ts';
import { knowledge } from './app.ts';

const [url = '', base = '', sources = '{}', crashAt = ''] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const store = await openStore(url, log);
const content = await createLiveContent({ store, log, knowledge });
const parts = {
  store,
  content,
  base,
  keyOf: createModelKey(base, knowledge),
  sources: JSON.parse(sources),
  log,
};
process.env.CRASH_AT = crashAt;
await trainOnce({ ...parts, now: Date.now }, new AbortController().signal);
