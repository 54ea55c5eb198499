import { expect } from 'chai';
import * as queries from '../../src/store/queries/index.ts';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';

const MINUTE = 60_000;

for (const { name: engine, databaseUrl } of engines) {
  describe(`a secret in the message after the one that announces it, on ${engine}`, () => {
    const clock = createClock();
    let app: TestApp;
    before(async () => {
      app = await startApp({ DATABASE_URL: await databaseUrl() }, clock);
    });
    after(() => app.close());

    async function wordsAfter(...said: string[]): Promise<string[]> {
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      for (const text of said) await client.say(text);
      return (await client.all()).map(({ text }) => text);
    }

    it('is hidden, and the person is warned', async () => {
      const texts = await wordsAfter('mon mot de passe est', 'chocolat');
      expect(texts).to.include('[•••]').and.not.to.include('chocolat');
      expect(texts.join('\n')).to.include('masqué');
    });

    it('is hidden with every kind of announcement, in both languages', async () => {
      for (const [announcement, value] of [
        ['voici mon mot de passe', 'coucou les amis'],
        ['my password is:', 'silver moon'],
        ['mon code pin est', '4821'],
        ['identifiant mdupont mot de passe', 'girafe'],
      ] as const) {
        expect(await wordsAfter(announcement, value))
          .to.include('[•••]')
          .and.not.to.include(value);
      }
    });

    it('is hidden behind the bare words for it, but not what answers a question about the trouble', async () => {
      for (const [said, value] of [
        ['mot de passe :', 'marmotte'],
        ['mdp', 'gribouille'],
        ['Password', 'nightingale'],
      ] as const) {
        expect(await wordsAfter(said, value))
          .to.include('[•••]')
          .and.not.to.include(value);
      }
      for (const answer of ['Lyon', 'oublié', 'Convergence', 'il a expiré', 'À l’instant', 'professeure']) {
        expect(await wordsAfter('mot de passe', answer)).to.include(answer);
      }
    });

    it('is not looked for behind a complaint, in a complaint, or in the message after the next', async () => {
      expect(await wordsAfter('mon mot de passe est expiré', 'chocolat')).to.include('chocolat');
      expect(await wordsAfter('mon mot de passe est', 'refusé depuis hier')).to.include('refusé depuis hier');
      expect(await wordsAfter('mon mot de passe est', 'refusé depuis hier', 'chocolat')).to.include(
        'chocolat',
      );
    });

    it('is looked for behind what an older version, which does not say what it announces, has added', async () => {
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      await client.say('bonjour');
      const body = JSON.stringify({
        from: 'user',
        activity: { type: 'message', text: 'mon mot de passe est' },
      });
      await app.store.transact(async (trx) => {
        const row = await queries.lockConversation(trx, client.conversationId);
        if (!row) throw new Error('no conversation');
        const [entry] = [{ conversationId: row.id, seq: row.lastSeq + 1, id: 'old', body }];
        await queries.appendActivities(trx, [{ ...entry, createdAt: clock.now() }]);
        await queries.updateConversation(trx, { ...row, lastSeq: row.lastSeq + 1 });
      });
      await client.say('chocolat');
      expect((await client.all()).map(({ text }) => text)).to.include('[•••]');
    });

    it('is not looked for after ten minutes', async () => {
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      await client.say('mon mot de passe est');
      clock.advance(11 * MINUTE);
      await client.say('chocolat');
      expect((await client.all()).map(({ text }) => text)).to.include('chocolat');
    });
  });
}
