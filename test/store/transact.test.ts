// Work that shares a commit on SQLite: what else the service does meanwhile.
import { join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import { openStore, type Store } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { putConversation } from '../helpers/records.ts';

const AT = Date.UTC(2026, 10, 23, 8);
/** Milliseconds of a slow turn: longer than a group may keep others waiting. */
const SLOW = 10;

describe('a group of transactions', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(`file:${join(temporaryFolder(), 'permanence.db')}`, pino({ level: 'silent' }));
    await putConversation(store, 'one', AT);
  });
  afterEach(() => store.close());

  /** What happens while three slow pieces of work share a commit, in its order. */
  async function watched(meanwhile: (note: (what: string) => void) => Promise<void>): Promise<string[]> {
    const happened: string[] = [];
    const note = (what: string) => void happened.push(what);
    let beside: Promise<void> | undefined;
    const work = ['first', 'second', 'third'].map((name) =>
      store.transact(async (trx) => {
        // What has come to the process while the first works.
        if (name === 'first') setImmediate(() => (beside = meanwhile(note)));
        const row = await queries.findConversation(trx, 'one');
        if (!row) throw new Error('the conversation is gone');
        await queries.updateConversation(trx, { ...row, updatedAt: row.updatedAt + 1 });
        const until = performance.now() + SLOW;
        while (performance.now() < until);
        note(name);
      }),
    );
    await Promise.all(work);
    await beside;
    return happened;
  }

  it('lets in what comes meanwhile, before the last of them', async () => {
    const happened = await watched(async (note) => note('somebody came'));
    expect(happened).to.deep.equal(['first', 'somebody came', 'second', 'third']);
  });

  it('shows nothing that is not committed to who reads meanwhile', async () => {
    const happened = await watched(async (note) => {
      const row = await queries.findConversation(store.db, 'one');
      note(`read ${(row?.updatedAt ?? 0) - AT}`);
    });
    expect(happened).to.deep.equal(['first', 'second', 'third', 'read 3']);
  });

  it('undoes one of them alone, also after others were let in', async () => {
    const add = (id: string, fails = false) =>
      store.transact(async (trx) => {
        const until = performance.now() + SLOW;
        await queries.claimInbox(trx, { conversationId: 'one', key: id, activityId: id, receivedAt: AT });
        while (performance.now() < until);
        if (fails) throw new Error('no');
      });
    const ended = await Promise.allSettled([add('a'), add('b', true), add('c')]);
    expect(ended.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled']);
    const kept = await Promise.all(['a', 'b', 'c'].map((key) => queries.findInbox(store.db, 'one', key)));
    expect(kept).to.deep.equal(['a', null, 'c']);
  });
});
