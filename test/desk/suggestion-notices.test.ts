// Where a rise is suggested, and who hears that somebody has set it aside.
import { expect } from 'chai';
import { UNKNOWN_ACADEMY } from '../../dialogs/knowledge/academy.ts';
import { suggestIncidents } from '../../src/desk/incidents/suggestions.ts';
import { createLog } from '../../src/operations/log.ts';
import { openStore } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { countTrouble, SLOT } from '../../src/turn/count-trouble.ts';
import { createClock, startApp, temporaryFolder } from '../helpers/app.ts';
import { signIn } from '../helpers/desk-server.ts';

const DAY = 24 * 3_600_000;
const log = createLog('silent');

describe('a suggestion', () => {
  it('is of an academy: a rise among people whose academy nobody knows suggests nothing', async () => {
    const { now } = createClock();
    const store = await openStore(`file:${temporaryFolder()}/suggestions.db`, log);
    const slot = Math.floor((now() - 22 * DAY) / SLOT);
    for (const academy of ['paris', UNKNOWN_ACADEMY]) {
      const trouble = { academy, trouble: 'portal_slow' } as const;
      await store.transact((trx) => queries.addTroubleCount(trx, { slot, ...trouble }));
      for (let one = 0; one < 17; one++)
        await store.transact((trx) => countTrouble(trx, `${academy} ${one}`, trouble, now()));
    }
    await suggestIncidents({ store, log, now, incidents: () => [] });
    const suggested = await queries.suggestionsSince(store.db, 0);
    expect(suggested.map(({ academy }) => academy)).to.deep.equal(['paris']);
    await store.close();
  });

  it('that is set aside goes from the pages of all leads at once', async () => {
    const clock = createClock();
    const app = await startApp({}, clock);
    const at = clock.now();
    const arithmetic = { count: 17, minutes: 15, usual: 1, rise: 1, chance: 1e-9 };
    await app.store.transact((trx) =>
      queries.addSuggestion(trx, {
        ...{ id: 'rise', academy: 'paris', trouble: 'portal_slow', arithmetic: JSON.stringify(arithmetic) },
        ...{ firstAt: at, lastAt: at, dismissedAt: null },
      }),
    );
    const heard: string[] = [];
    app.store.bus.subscribe('incident', (id) => heard.push(id));
    const { call } = await signIn({ ...app, clock }, 'Léa', 'lead', ['paris']);
    expect((await call('POST', '/desk/api/incidents/suggestions/rise/dismiss')).status).to.equal(204);
    expect(heard).to.deep.equal(['rise']);
    await app.close();
  });
});
