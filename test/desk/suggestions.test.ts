import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { chanceOfAtLeast, chanceTogether } from '../../src/desk/incidents/chance.ts';
import { risenTroubles } from '../../src/desk/incidents/rise.ts';
import { suggestIncidents } from '../../src/desk/incidents/suggestions.ts';
import { readTallies, weeksBefore } from '../../src/desk/incidents/tallies.ts';
import { createLog } from '../../src/operations/log.ts';
import { openStore } from '../../src/store/open.ts';
import * as queries from '../../src/store/queries/index.ts';
import { countTrouble, SLOT } from '../../src/turn/count-trouble.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { violations } from '../helpers/axe.ts';
import { signIn } from '../helpers/desk-server.ts';
import { setDeskStage, shoot } from '../helpers/desk-stage.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { createRandom } from '../helpers/random.ts';
import { type Change, createTraffic, DAY } from '../helpers/traffic.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const log = createLog('silent');

describe('the chance of a rise', () => {
  it('is that of the parties that come, and larger where the usual is not sure', () => {
    // Nobody at all: no party, of a rate that is Gamma distributed.
    const parties = 2 / 1.15;
    expect(1 - chanceOfAtLeast(1, 2, 8)).to.be.closeTo((8 / (8 + parties)) ** 8, 1e-9);
    expect(chanceOfAtLeast(0, 2, 8)).to.equal(1);
    expect(chanceOfAtLeast(17, 2, 4)).to.be.greaterThan(chanceOfAtLeast(17, 2, 8));
    // One school with six is no wonder; seven take two.
    expect(chanceOfAtLeast(6, 0.1, 8) / chanceOfAtLeast(7, 0.1, 8)).to.be.greaterThan(5);
    // Where one minus the rest would be nothing but rounding.
    expect(chanceOfAtLeast(300, 2, 1000))
      .to.be.greaterThan(0)
      .and.lessThan(1e-30);
  });

  it('of several troubles at once is less than of either, and more the more of them there are to choose from', () => {
    const two = chanceTogether([1e-3, 1e-3]);
    expect(two).to.be.greaterThan(1e-6).and.lessThan(1e-4);
    expect(chanceTogether([1e-3, 1e-3, 0.4, 0.4, 0.4])).to.be.greaterThan(two);
    expect(chanceTogether([0.4, 0.06])).to.equal(1);
    // As often as it says, where each is as likely as it says.
    const random = createRandom(1);
    let below = 0;
    for (let run = 0; run < 20_000; run++)
      if (chanceTogether(Array.from({ length: 5 }, () => random())) < 0.02) below++;
    expect(below / 20_000).to.be.closeTo(0.02, 0.005);
  });
});

describe('a rise', () => {
  const tally = {
    academy: 'paris',
    trouble: 'portal_slow' as const,
    lately: 8,
    day: 10,
    pastHours: 60,
    pastLately: 60,
    pastDays: 80,
  };
  const others = {
    academy: 'paris',
    trouble: 'mfa_reset' as const,
    lately: 8,
    day: 10,
    pastHours: 60,
    pastLately: 60,
    pastDays: 80,
  };
  const risen = (now: number, else_: number) =>
    risenTroubles({
      tallies: [
        { ...tally, now },
        { ...others, now: else_ },
      ],
      ...{ weeks: 8, minutes: 15 },
    }).map(({ trouble }) => trouble);

  it('counts where nothing else rises', () => {
    expect(risen(24, 2)).to.deep.equal(['portal_slow']);
    expect(risen(20, 30)).to.deep.equal([]);
  });

  it('of several troubles of a system counts together, where each by itself would not', () => {
    const few = { academy: 'paris', lately: 1, day: 3, pastHours: 8, pastLately: 8, pastDays: 24 };
    const both = (slow: number, expired: number) =>
      risenTroubles({
        tallies: [
          { ...few, trouble: 'portal_slow', now: slow },
          { ...few, trouble: 'session_expired', now: expired },
        ],
        ...{ weeks: 8, minutes: 15 },
      });
    expect(both(7, 0), 'one school').to.deep.equal([]);
    const [rise, ...more] = both(7, 6);
    expect(rise).to.include({ academy: 'paris', trouble: 'portal_slow' });
    expect(rise?.arithmetic).to.include({ count: 13, system: 'portal' });
    expect(more).to.deep.equal([]);
  });

  it('of yesterday is of the season', () => {
    expect(
      risenTroubles({ tallies: [{ ...tally, now: 20, day: 120 }], weeks: 8, minutes: 15 }),
    ).to.deep.equal([]);
  });

  it('of a few people is none, and without a past none is known', () => {
    expect(
      risenTroubles({ tallies: [{ ...tally, now: 7, pastHours: 0 }], weeks: 8, minutes: 15 }),
    ).to.deep.equal([]);
    expect(risenTroubles({ tallies: [{ ...tally, now: 50 }], weeks: 0, minutes: 15 })).to.deep.equal([]);
  });

  it('is told with its arithmetic', () => {
    const [rise] = risenTroubles({
      tallies: [
        { ...tally, now: 24 },
        { ...others, now: 2 },
      ],
      ...{ weeks: 8, minutes: 15 },
    });
    expect(rise?.arithmetic).to.include({ count: 24, minutes: 15 });
    // 60 in its hours, 53 by the share that the hour has of the days, and one more: the mean of both, of which 15 minutes of 8 hours are usual.
    expect(rise?.arithmetic.usual).to.be.closeTo(1.78, 0.01);
    expect(rise?.arithmetic.rise).to.be.closeTo(1.03, 0.03);
  });

  it('is weighed by the whole day, where its hour says little', () => {
    const usualOf = (pastDays: number) => {
      const rare = { ...tally, now: 20, pastHours: 0, pastDays };
      return risenTroubles({ tallies: [rare, { ...others, now: 2 }], weeks: 8, minutes: 15 })[0]?.arithmetic;
    };
    expect(usualOf(40)?.usual).to.be.greaterThan(3 * (usualOf(0)?.usual ?? Number.NaN));
  });

  it('is compared with the same hour by the clock on the wall, when the clocks have changed', () => {
    const monday = Date.UTC(2026, 9, 26, 8);
    expect(weeksBefore(monday, 1)).to.equal(Date.UTC(2026, 9, 19, 7));
    expect(weeksBefore(Date.UTC(2026, 9, 19, 7), 1)).to.equal(Date.UTC(2026, 9, 12, 7));
  });
});

describe('simulated traffic', function () {
  this.timeout(60_000);
  const from = Date.UTC(2026, 6, 5, 22);
  const tuesday = from + 57 * DAY;
  /** The first look at which something is suggested, in minutes after a time; Infinity where there is none. */
  function suggestedAfter(start: number, minutes: number, change?: Change, extra?: Change): number {
    const traffic = createTraffic(11, from, 9, change, extra);
    for (let at = start + MINUTE; at <= start + minutes * MINUTE; at += MINUTE)
      if (risenTroubles(traffic.tallies(at)).length > 0) return (at - start) / MINUTE;
    return Number.POSITIVE_INFINITY;
  }

  it('leads to a suggestion within 15 minutes of an outage in one academy', () => {
    const start = tuesday + 9 * HOUR;
    const struck: Change = (academy, trouble, at) =>
      academy === 'paris' && trouble === 'portal_slow' && at >= start ? 2 : 0;
    expect(suggestedAfter(start, 60, undefined, struck)).to.be.at.most(15);
  });

  it('leads to none in a September in which everything rises', () => {
    const change: Change = (_, __, at) => (at < tuesday ? 0.3 : 1.5);
    expect(suggestedAfter(tuesday, 5 * 24 * 60, change)).to.equal(Number.POSITIVE_INFINITY);
  });
});

for (const engine of engines) {
  describe(`suggestions of incidents, on ${engine.name}`, function () {
    this.timeout(30_000);
    const clock = createClock();
    let app: TestApp;
    /** An instance whose own first look is over: a test's look would overtake it, or be overtaken. */
    const startLooked = async (databaseUrl: string) => {
      const store = await openStore(databaseUrl, log);
      try {
        clock.advance(MINUTE);
        // A look forgets what is so old, last of all.
        await store.transact((trx) =>
          queries.addTroubleCount(trx, { slot: 0, academy: 'paris', trouble: 'mfa_reset' }),
        );
        const started = await startApp({ DATABASE_URL: databaseUrl }, clock);
        await eventually(async () => (await queries.firstTroubleSlot(store.db)) !== 0 || undefined);
        return started;
      } finally {
        await store.close();
      }
    };
    beforeEach(async () => {
      app = await startLooked(await engine.databaseUrl());
      // Three weeks ago somebody had a trouble: since then it is known what is usual.
      const slot = Math.floor((clock.now() - 22 * DAY) / SLOT);
      await app.store.transact((trx) =>
        queries.addTroubleCount(trx, { slot, academy: 'paris', trouble: 'portal_slow' }),
      );
    });
    afterEach(() => app.close());

    /** A look of some instances at once, a minute after the last one. */
    const look = (...instances: TestApp[]) => {
      clock.advance(MINUTE);
      return Promise.all(
        [app, ...instances].map(({ store }) =>
          suggestIncidents({ store, log, now: clock.now, incidents: () => [] }),
        ),
      );
    };
    const lead = () => signIn({ ...app, clock }, 'Léa', 'lead', ['paris']);
    const outage = async () => {
      for (let one = 0; one < 17; one++)
        await app.store.transact((trx) =>
          countTrouble(trx, `c${one}`, { academy: 'paris', trouble: 'portal_slow' }, clock.now()),
        );
    };

    it('count people and not messages, and nothing of who they are', async () => {
      const person = await DirectLineClient.begin(app.url, { academy: 'paris', locale: 'fr' });
      for (const said of ['compte bloqué', 'mot de passe oublié', 'compte bloqué']) await person.say(said);
      const { tallies } = await readTallies(app.store.db, clock.now());
      const counted = tallies.map(({ trouble, now }) => `${trouble} ${now}`);
      expect(counted).to.include.members(['account_locked 1', 'password_forgotten 1']);
      const rows = await app.store.db.selectFrom('troubleCount').selectAll().execute();
      expect(Object.keys(rows[0] ?? {})).to.have.members(['slot', 'academy', 'trouble', 'people']);
    });

    it('count somebody who comes back with the same an hour later once more', async () => {
      const reunion = { academy: 'la-reunion', trouble: 'mfa_reset' } as const;
      const people = async () => {
        await app.store.transact((trx) => countTrouble(trx, 'again', reunion, clock.now()));
        const rows = await app.store.db
          .selectFrom('troubleCount')
          .select('people')
          .where('academy', '=', reunion.academy)
          .execute();
        return rows.reduce((sum, row) => sum + row.people, 0);
      };
      expect([await people(), await people()]).to.deep.equal([1, 1]);
      clock.advance(HOUR);
      expect(await people()).to.equal(2);
    });

    it('are shown to leads of the academy with their arithmetic, and publish nothing', async () => {
      await outage();
      await look();
      const { call } = await lead();
      const { body } = await call('GET', '/desk/api/incidents?locale=fr');
      expect(body.incidents).to.deep.equal([]);
      expect(body.suggestions).to.have.length(1);
      expect(body.suggestions[0]).to.include({ academy: 'paris', trouble: 'portal_slow', count: 17 });
      expect(body.suggestions[0].chance).to.be.lessThan(1e-6);
      expect(body.suggestions[0].systems).to.include('portal');
      const elsewhere = await signIn({ ...app, clock }, 'Luc', 'lead', ['lyon']);
      expect((await elsewhere.call('GET', '/desk/api/incidents')).body.suggestions).to.deep.equal([]);
      const agent = await signIn({ ...app, clock }, 'Marie', 'agent', ['paris']);
      expect((await agent.call('GET', '/desk/api/incidents')).body.suggestions).to.deep.equal([]);
    });

    it('can be set aside, by a lead of the academy and once, and stay so while it goes on', async () => {
      await outage();
      await look();
      const { call } = await lead();
      const { id } = (await call('GET', '/desk/api/incidents')).body.suggestions[0];
      const path = `/desk/api/incidents/suggestions/${id}/dismiss`;
      const elsewhere = await signIn({ ...app, clock }, 'Luc', 'lead', ['lyon']);
      expect((await elsewhere.call('POST', path)).status).to.equal(404);
      expect((await call('POST', path)).status).to.equal(204);
      expect((await call('POST', path)).status).to.equal(404);
      await look();
      expect((await call('GET', '/desk/api/incidents')).body.suggestions).to.deep.equal([]);
      const audit = await queries.incidentAudit(app.store.db, [id]);
      expect(audit.map(({ action, agentName }) => `${action} ${agentName}`)).to.deep.equal(['dismissed Léa']);
    });

    it('are over by themselves, and where the incident is announced', async () => {
      await outage();
      await look();
      const { call } = await lead();
      const shown = async () => (await call('GET', '/desk/api/incidents')).body.suggestions.length;
      const notice = { academies: ['paris'], system: 'portal', severity: 'outage', endsAt: null };
      const { body } = await call('POST', '/desk/api/incidents', { ...notice, fr: 'En panne.', en: 'Down.' });
      expect(await shown()).to.equal(0);
      await call('POST', `/desk/api/incidents/${body.id}/lift`);
      expect(await shown()).to.equal(1);
      clock.advance(31 * MINUTE);
      expect(await shown()).to.equal(0);
    });

    it('are one where a look takes so long that the next one overtakes it', async () => {
      await outage();
      clock.advance(MINUTE);
      let transactions = 0;
      let next: Promise<unknown> | undefined;
      const slow: TestApp['store'] = {
        ...app.store,
        transact: (work) =>
          app.store.transact(async (trx) => {
            const written = await work(trx);
            transactions++;
            // The next look begins where this one has written and not committed: it has to wait, or to find nothing to do.
            if (transactions === 2) {
              next = look();
              await Promise.race([next, delay(500)]);
            }
            return written;
          }),
      };
      await suggestIncidents({ store: slow, log, now: clock.now, incidents: () => [] });
      await next;
      expect(transactions).to.equal(2);
      expect(await queries.suggestionsSince(app.store.db, 0)).to.have.length(1);
    });

    it('survive a restart', async () => {
      await outage();
      await app.close();
      app = await startLooked(app.databaseUrl);
      await look();
      const { call } = await lead();
      expect((await call('GET', '/desk/api/incidents')).body.suggestions[0]?.count).to.equal(17);
    });

    if (engine.name === 'PostgreSQL') {
      it('are one on two instances', async () => {
        const other = await startLooked(app.databaseUrl);
        try {
          await outage();
          await look(other);
          expect(await queries.suggestionsSince(other.store.db, 0)).to.have.length(1);
        } finally {
          await other.close();
        }
      });
    }

    it('forget what the usual is no more taken from', async () => {
      clock.advance(70 * DAY);
      await look();
      expect(await queries.firstTroubleSlot(app.store.db)).to.equal(undefined);
    });
  });
}

describe('suggestions on the desk’s page', function () {
  this.timeout(60_000);
  const stage = setDeskStage();

  it('are read out, explained, and fill the form that a lead sends', async () => {
    const page = await stage.agent('Léa Moreau', {}, 'lead');
    const { store } = stage.app;
    const { now } = stage.clock;
    await store.transact((trx) =>
      queries.addTroubleCount(trx, {
        ...{ slot: Math.floor((now() - 22 * DAY) / SLOT), academy: 'paris', trouble: 'mfa_reset' },
      }),
    );
    for (let one = 0; one < 17; one++)
      await store.transact((trx) =>
        countTrouble(trx, `c${one}`, { academy: 'paris', trouble: 'mfa_reset' }, now()),
      );
    stage.clock.advance(MINUTE);
    await suggestIncidents({ store, log, now, incidents: () => [] });
    await page.locator('[role=status]', { hasText: 'Un incident est peut-être en cours' }).waitFor();
    await page.getByRole('button', { name: 'Incidents' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('17 personnes en 16 minutes').waitFor();
    await shoot(page, 'incident-suggested');
    expect(await violations(page)).to.deep.equal([]);
    await dialog.getByRole('button', { name: 'Préparer l’annonce' }).click();
    expect(await dialog.getByLabel('Ce qui ne marche pas').inputValue()).to.equal('second_factor');
    await dialog.getByRole('button', { name: 'Écarter' }).click();
    await dialog.getByText('17 personnes').waitFor({ state: 'detached' });
  });
});
