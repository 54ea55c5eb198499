import { expect } from 'chai';
import pino from 'pino';
import { createDraftComparison } from '../../src/publishing/compare-drafts.ts';
import { inTurn } from '../../src/publishing/in-turn.ts';
import { openStore } from '../../src/store/open.ts';
import { engines } from '../helpers/engines.ts';

describe('work that keeps the process busy', () => {
  it('lets what has come meanwhile have its turn before each piece, and goes on after one that fails', async () => {
    const order: string[] = [];
    const work = (name: string) => () => {
      order.push(name);
      setImmediate(() => order.push(`after ${name}`));
      if (name === 'two') throw new Error('two');
      return name;
    };
    const done = await Promise.allSettled(['one', 'two', 'three'].map((name) => inTurn(work(name))));
    expect(order.slice(0, 5)).to.deep.equal(['one', 'after one', 'two', 'after two', 'three']);
    expect(done.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).to.deep.equal([
      ...['one', 'Error: two', 'three'],
    ]);
  });

  it('is what several editors ask for who check their drafts at the same moment', async () => {
    const [engine] = engines;
    if (!engine) throw new Error('no engine');
    const store = await openStore(await engine.databaseUrl(), pino({ level: 'silent' }));
    // Hardly anything to check: what counts is when it is checked.
    const origin = () => ({ directory: 'nowhere', files: new Map<string, unknown>() });
    const { check } = createDraftComparison({ store, content: { origin } });
    let rounds = 0;
    let counting = true;
    const count = () => {
      rounds++;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    await Promise.allSettled([1, 2, 3].map(() => check([])));
    counting = false;
    expect(rounds).to.be.at.least(3);
    await store.close();
  });
});
