import { expect } from 'chai';
import { createClock, startApp, type TestApp } from '../helpers/app.ts';
import { type SignedIn, signIn } from '../helpers/desk-server.ts';
import { choicesOf, DirectLineClient } from '../helpers/direct-line.ts';
import { engines } from '../helpers/engines.ts';
import { eventually } from '../helpers/eventually.ts';

for (const { name: engine, databaseUrl } of engines) {
  describe(`the desk and the chat together on ${engine}`, () => {
    let app: TestApp;
    let marie: SignedIn;
    let person: DirectLineClient;
    const clock = createClock();

    before(async () => {
      app = await startApp({ DATABASE_URL: await databaseUrl() }, clock);
    });
    after(() => app.close());

    const say = async (text: string) => {
      await person.say(text);
      return person.hear();
    };

    /** Asks for a person up to the review of the request; gives the choices there. */
    async function ask(): Promise<string[]> {
      person = await DirectLineClient.begin(app.url, { academy: 'paris', locale: 'fr' });
      for (const text of ['Compte bloqué', 'À l’instant', 'une personne', 'Aucun message affiché'])
        await say(text);
      return choicesOf(await say('À l’instant'));
    }

    it('offer nobody who is not there, and an agent who is', async () => {
      expect(await ask()).not.to.include('Envoyer à l’équipe');
      marie = await signIn({ ...app, clock }, 'Marie', 'agent', ['paris']);
      await eventually(async () => (await ask()).includes('Envoyer à l’équipe') || undefined);
    });

    it('bring a request to the desk, with its packet', async () => {
      await say('Envoyer à l’équipe');
      const { body } = await marie.call('GET', '/desk/api/cases');
      expect(body.cases).to.have.length(1);
      expect(body.cases[0]).to.include({ academyName: 'Paris', troubleName: 'Compte bloqué', position: 1 });
      const { body: detail } = await marie.call('GET', `/desk/api/cases/${body.cases[0].id}`);
      expect(detail.case.packet).to.deep.include({
        id: 'attempt',
        label: 'Dernier essai',
        value: 'À l’instant',
      });
    });

    it('carry words both ways, and give the conversation back', async () => {
      const [{ id }] = (await marie.call('GET', '/desk/api/cases')).body.cases;
      const path = `/desk/api/cases/${id}`;
      const { fence } = (await marie.call('POST', `${path}/accept`)).body;
      await person.hear();
      const sent = await marie.call('POST', `${path}/messages`, {
        fence,
        text: 'Bonjour, Marie ici.',
        key: 'a',
      });
      expect(sent.status, JSON.stringify(sent.body)).to.equal(200);
      const again = await marie.call('POST', `${path}/messages`, {
        fence,
        text: 'Bonjour, Marie ici.',
        key: 'a',
      });
      expect(again.body).to.deep.equal(sent.body);
      expect((await person.hear()).map(({ text }) => text)).to.deep.equal(['Marie : Bonjour, Marie ici.']);
      expect(await say('Merci, mon mot de passe est Soleil2026!')).to.deep.equal([]);
      const heard = (await marie.call('GET', `${path}/activities?after=${sent.body.seq}`)).body;
      expect(JSON.stringify(heard)).to.include('Merci').and.not.include('Soleil2026');
      expect((await marie.call('POST', `${path}/notes`, { text: 'Rappeler demain' })).status).to.equal(204);
      expect((await marie.call('POST', `${path}/return`, { fence })).status).to.equal(204);
      expect((await person.hear()).length).to.be.greaterThan(0);
      const late = await marie.call('POST', `${path}/messages`, { fence, text: 'Encore moi', key: 'b' });
      expect([late.status, late.body.error.code]).to.deep.equal([409, 'case.stale']);
    });
  });
}
