import { expect } from 'chai';
import { sql } from 'kysely';
import { startApp } from '../helpers/app.ts';
import { call, DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';

for (const { name, databaseUrl } of engines) {
  describe(`an error of the database on ${name}`, () => {
    it('is answered, the first one too, and shows nothing internal', async () => {
      const app = await startApp({ DATABASE_URL: await databaseUrl() });
      const client = await DirectLineClient.begin(app.url, { academy: 'paris' });
      await sql`alter table activity rename to gone`.execute(app.store.db);
      for (let index = 0; index < 3; index++) {
        const answer = await call(client.path, 'GET', client.token);
        expect(answer.status).to.equal(500);
        expect(JSON.stringify(answer.body)).to.not.include('activity');
      }
      await app.close();
    });
  });
}
