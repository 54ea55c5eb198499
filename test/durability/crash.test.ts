import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { expect } from 'chai';
import pino from 'pino';
import { openStore } from '../../src/store/open.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';
import { type Service, startService } from '../helpers/process.ts';

/** How often the process is killed; KILLS=200 for the record. */
const KILLS = Number(process.env.KILLS ?? 5);
const CONVERSATIONS = 8;
/** Milliseconds of load before each kill, at random up to this. */
const LOAD = 400;
/** Milliseconds, on a machine with much else to do: for a kill and a start, and until a message is taken that kills interrupt. */
const RESTART = 30_000;
const PATIENCE = 300_000;

for (const { name, databaseUrl } of engines) {
  describe(`a crash on ${name}`, function () {
    this.timeout(PATIENCE + KILLS * RESTART);
    let database = '';
    let service: Service;
    let port = '';
    const start = async () => {
      service = await startService({ DATABASE_URL: database, ...(port && { PORT: port }) });
      port = new URL(service.url).port;
    };
    before(async () => {
      database = await databaseUrl();
      await start();
    });
    after(() => service.kill());

    it(`loses no reply and doubles none in ${KILLS} kills under load`, async () => {
      const clients = await Promise.all(
        Array.from({ length: CONVERSATIONS }, () =>
          DirectLineClient.begin(service.url, { academy: 'paris' }),
        ),
      );
      let loading = true;
      let sent = 0;
      let taken = 0;
      const loads = clients.map(async (client) => {
        while (loading) {
          const id = `message-${++sent}`;
          // As Web Chat does: the same activity again until it is taken.
          await eventually(async () => {
            const answer = await client.say('Compte bloqué', id).catch(() => undefined);
            return answer?.status === 200 ? true : undefined;
          }, PATIENCE);
          taken++;
        }
      });
      for (let kill = 0; kill < KILLS; kill++) {
        // Every other one comes after something was taken: a slow start would else be killed over and over before its first turn.
        const before = taken;
        if (kill % 2 === 0) await eventually(() => (taken > before ? true : undefined), RESTART);
        await new Promise((resolve) => setTimeout(resolve, randomInt(LOAD)));
        await service.kill();
        await start();
      }
      loading = false;
      await Promise.all(loads);

      let seen = 0;
      for (const client of clients) {
        const activities = await client.wholeLog();
        // After the welcome and the menu: message, its one reply, message, its one reply, …
        const talk = activities.slice(2);
        const ids = talk
          .filter(({ from }) => from.role === 'user')
          .map((a) => a.channelData.clientActivityID);
        expect(new Set(ids).size).to.equal(ids.length);
        talk.forEach((activity, index) => {
          const expected = index % 2 === 0 ? 'user' : 'bot';
          expect(activity.from.role, `activity ${index}`).to.equal(expected);
          if (expected === 'bot') expect(activity.replyToId).to.equal(talk[index - 1]?.id);
        });
        expect(talk.length % 2).to.equal(0);
        seen += ids.length;
      }
      expect(seen).to.equal(sent);
      expect(seen, 'messages between the kills').to.be.at.least(KILLS / 2);
    });

    it('does not stop a lockout wait: the timer fires after the restart', async () => {
      const client = await DirectLineClient.begin(service.url, { academy: 'paris' });
      await client.say('Compte bloqué');
      await client.say('À l’instant');
      await client.hear();
      await service.kill();
      // The wait is cut short while the service is down: only the clock is fake here.
      const store = await openStore(database, pino({ level: 'silent' }));
      await store.db.updateTable('timer').set({ dueAt: Date.now() }).execute();
      await store.close();
      await start();
      const heard = await eventually(async () => {
        const activities = await client.hear();
        return activities.length > 0 ? activities : undefined;
      });
      expect(heard.map(({ text }) => text).join()).to.match(/15\sminutes ont passé/u);
      expect(heard).to.have.length(1);
    });

    it('leaves the port to its owner: a second service says that it is taken', async () => {
      const second = await startService({ DATABASE_URL: database, PORT: port }).catch(
        (error: unknown) => error,
      );
      expect(String(second))
        .to.match(/ended with 1/)
        .and.match(/PORT: another process listens there/);
    });

    it('is not needed to end: SIGTERM finishes what is under way and exits with 0', async () => {
      const client = await DirectLineClient.begin(service.url, { academy: 'paris' });
      // Taken or not when the signal comes: the client sends it again after, as Web Chat does.
      const answer = client.say('Compte bloqué', 'under-way').catch(() => undefined);
      // A phone that sleeps does not answer the closing of its stream.
      const sleeper = connect(Number(port), '127.0.0.1');
      sleeper.on('error', () => {});
      sleeper.write('POST /webchat/token HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{');
      const [, code] = await Promise.all([answer, service.end()]);
      expect(code).to.equal(0);
      sleeper.destroy();
      await start();
      await client.say('Compte bloqué', 'under-way');
      const talk = (await client.all()).slice(2);
      expect(talk.map(({ from }) => from.role)).to.deep.equal(['user', 'bot']);
      await client.hear();
      await client.say('À l’instant');
      expect((await client.hear())[0]?.text).to.include('faites un seul essai');
    });
  });
}
