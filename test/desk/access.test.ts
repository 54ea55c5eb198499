import { expect } from 'chai';
import { invite, LINK_LASTS } from '../../src/desk/sign-in/invitations.ts';
import { hashSecret } from '../../src/desk/sign-in/secrets.ts';
import { IDLE, LONGEST } from '../../src/desk/sign-in/sessions.ts';
import * as queries from '../../src/store/queries/index.ts';
import {
  type Answer,
  request,
  type SignedIn,
  signIn,
  startDesk,
  type TestDesk,
  useLink,
} from '../helpers/desk-server.ts';
import { engines } from '../helpers/engines.ts';

const MESSAGE = { fence: 1, text: 'Bonjour', key: 'k1' };

for (const { name: engine, databaseUrl } of engines) {
  describe(`access to the desk on ${engine}`, () => {
    let desk: TestDesk;
    let paris: SignedIn;
    let colleague: SignedIn;
    let lyon: SignedIn;
    let lead: SignedIn;
    let auditor: SignedIn;

    before(async () => {
      desk = await startDesk(await databaseUrl());
      await desk.open('in-paris', 'paris');
      await desk.open('in-lyon', 'lyon');
      await desk.open('nowhere', null);
      paris = await signIn(desk, 'Pauline', 'agent', ['paris']);
      colleague = await signIn(desk, 'Côme', 'agent', ['paris'], ['mfa']);
      lyon = await signIn(desk, 'Lyse', 'agent', ['lyon']);
      lead = await signIn(desk, 'Léa', 'lead', ['paris']);
      auditor = await signIn(desk, 'Aude', 'auditor', '*');
      expect((await paris.call('POST', '/desk/api/cases/in-paris/accept')).status).to.equal(200);
    });
    after(() => desk.close());

    type Row = readonly [what: string, status: number, attempt: () => Promise<Answer>];
    const bare = (path: string, cookie?: string) =>
      request(`${desk.url}${path}`, 'GET', undefined, { cookie });
    const post =
      (who: () => SignedIn, path: string, body?: object, headers?: Record<string, string | undefined>) =>
      () =>
        who().call('POST', `/desk/api/cases/${path}`, body, headers);
    const get = (who: () => SignedIn, path: string) => () => who().call('GET', path);

    const unsigned: Row[] = [
      ['the queue without a cookie', 401, () => bare('/desk/api/cases')],
      ['who I am without a cookie', 401, () => bare('/desk/api/me')],
      ['the stream without a cookie', 401, () => bare('/desk/api/stream')],
      ['colleagues without a cookie', 401, () => bare('/desk/api/agents?case=in-paris')],
      ['a case with an invented cookie', 401, () => bare('/desk/api/cases/in-paris', 'permanence_desk=x')],
      [
        'a case with what the database holds for the cookie',
        401,
        () =>
          bare('/desk/api/cases/in-paris', `permanence_desk=${hashSecret(paris.cookie.split('=')[1] ?? '')}`),
      ],
      [
        'a change without a cookie',
        401,
        () => paris.call('POST', '/desk/api/cases/in-paris/messages', MESSAGE, { cookie: undefined }),
      ],
    ];

    const forged: Row[] = [
      [
        'without the CSRF token',
        403,
        post(() => paris, 'in-paris/messages', MESSAGE, { 'x-csrf-token': undefined }),
      ],
      [
        'with an empty CSRF token',
        403,
        post(() => paris, 'in-paris/messages', MESSAGE, { 'x-csrf-token': '' }),
      ],
      [
        'with the CSRF token of another session',
        403,
        () =>
          paris.call('POST', '/desk/api/cases/in-paris/messages', MESSAGE, {
            'x-csrf-token': colleague.csrf,
          }),
      ],
      [
        'from a page elsewhere',
        403,
        post(() => paris, 'in-paris/messages', MESSAGE, { origin: 'https://elsewhere.example' }),
      ],
      [
        'from a page without an origin of its own',
        403,
        post(() => paris, 'in-paris/messages', MESSAGE, { origin: 'null' }),
      ],
      [
        'which the browser marks as cross-site',
        403,
        post(
          () => paris,
          'in-paris/close',
          { fence: 1, outcome: 'solved' },
          { 'sec-fetch-site': 'cross-site' },
        ),
      ],
      [
        'from a neighbour’s subdomain',
        403,
        post(() => paris, 'in-paris/return', { fence: 1 }, { 'sec-fetch-site': 'same-site' }),
      ],
      [
        'presence, without the CSRF token',
        403,
        () => paris.call('PUT', '/desk/api/me/presence', { state: 'away' }, { 'x-csrf-token': undefined }),
      ],
      [
        'sign-out, without the CSRF token',
        403,
        () => paris.call('POST', '/desk/api/sign-out', undefined, { 'x-csrf-token': undefined }),
      ],
      ['as a form', 415, post(() => paris, 'in-paris/messages', MESSAGE, { 'content-type': 'text/plain' })],
      ['by GET', 405, get(() => paris, '/desk/api/cases/in-paris/accept')],
    ];

    const elsewhere: Row[] = [
      ['the case', 404, get(() => lyon, '/desk/api/cases/in-paris')],
      ['its conversation', 404, get(() => lyon, '/desk/api/cases/in-paris/activities?after=0')],
      ['its replies', 404, get(() => lyon, '/desk/api/cases/in-paris/replies')],
      ['its agents', 404, get(() => lyon, '/desk/api/agents?case=in-paris')],
      ['accept', 404, post(() => lyon, 'in-paris/accept')],
      ['messages', 404, post(() => lyon, 'in-paris/messages', MESSAGE)],
      ['typing', 404, post(() => lyon, 'in-paris/typing')],
      ['notes', 404, post(() => lyon, 'in-paris/notes', { text: 'x' })],
      ['transfer', 404, post(() => lyon, 'in-paris/transfer', { fence: 1, group: 'mfa' })],
      ['return', 404, post(() => lyon, 'in-paris/return', { fence: 1 })],
      ['close', 404, post(() => lyon, 'in-paris/close', { fence: 1, outcome: 'solved' })],
      ['a case of no academy', 404, get(() => paris, '/desk/api/cases/nowhere')],
      ['a lead’s reach', 404, post(() => lead, 'in-lyon/accept')],
      ['a case that there is not', 404, get(() => lead, '/desk/api/cases/0f0f')],
    ];

    const role: Row[] = [
      ['accept', 403, post(() => auditor, 'in-lyon/accept')],
      ['messages', 403, post(() => auditor, 'in-paris/messages', MESSAGE)],
      ['typing', 403, post(() => auditor, 'in-paris/typing')],
      ['notes', 403, post(() => auditor, 'in-paris/notes', { text: 'x' })],
      ['transfer', 403, post(() => auditor, 'in-paris/transfer', { fence: 1, group: 'mfa' })],
      ['return', 403, post(() => auditor, 'in-paris/return', { fence: 1 })],
      ['close', 403, post(() => auditor, 'in-paris/close', { fence: 1, outcome: 'solved' })],
      ['presence', 403, () => auditor.call('PUT', '/desk/api/me/presence', { state: 'available' })],
    ];

    const owner: Row[] = [
      ['a colleague’s case, messages', 409, post(() => colleague, 'in-paris/messages', MESSAGE)],
      [
        'a colleague’s case, close',
        409,
        post(() => colleague, 'in-paris/close', { fence: 1, outcome: 'solved' }),
      ],
      ['a case that is taken, accept', 409, post(() => colleague, 'in-paris/accept')],
      ['an old fence', 409, post(() => paris, 'in-paris/messages', { ...MESSAGE, fence: 0 })],
      [
        'to an agent of another academy',
        400,
        () => paris.call('POST', '/desk/api/cases/in-paris/transfer', { fence: 1, agent: lyon.id }),
      ],
      [
        'to an auditor',
        400,
        () => paris.call('POST', '/desk/api/cases/in-paris/transfer', { fence: 1, agent: auditor.id }),
      ],
      ['to nobody', 400, () => paris.call('POST', '/desk/api/cases/in-paris/transfer', { fence: 1 })],
      ['to no flow of ours', 400, post(() => paris, 'in-paris/return', { fence: 1, flow: 'pizza' })],
      ['no outcome of ours', 400, post(() => paris, 'in-paris/close', { fence: 1, outcome: 'fine' })],
      ['a message of nothing', 400, post(() => paris, 'in-paris/messages', { ...MESSAGE, text: ' ' })],
      [
        'a message of a book',
        400,
        post(() => paris, 'in-paris/messages', { ...MESSAGE, text: 'x'.repeat(4001) }),
      ],
      ['a watermark that is none', 400, get(() => paris, '/desk/api/cases/in-paris/activities?after=-1')],
    ];

    const groups = {
      unsigned,
      forged,
      'of another academy': elsewhere,
      'of another role': role,
      'not theirs, or not valid': owner,
    };
    for (const [group, rows] of Object.entries(groups)) {
      it(`refuses ${rows.length} requests that are ${group}, each with its status`, async () => {
        const before = await desk.done();
        for (const [what, status, attempt] of rows) {
          const answer = await attempt();
          expect(answer.status, `${group}: ${what}: ${JSON.stringify(answer.body)}`).to.equal(status);
          expect(answer.body.error.message, what)
            .to.be.a('string')
            .and.not.match(/select|SQL|node:/i);
        }
        expect(await desk.done()).to.equal(before);
      });
    }

    it('tells the one who comes second who has the case', async () => {
      const { body } = await colleague.call('POST', '/desk/api/cases/in-paris/accept');
      expect(body.error).to.include({ code: 'case.taken', by: 'Pauline' });
    });

    it('tells pages without a session whether OpenID Connect is set up', async () => {
      expect((await bare('/desk/api/me')).body).to.include({ oidc: false });
    });

    it('lets the same requests through where nothing is wrong', async () => {
      const { status, body } = await paris.call('POST', '/desk/api/cases/in-paris/messages', MESSAGE);
      expect(status).to.equal(200);
      expect(body.seq).to.be.a('number');
      expect((await auditor.call('GET', '/desk/api/cases/nowhere')).status).to.equal(200);
      expect(
        (await lead.call('POST', '/desk/api/cases/in-paris/transfer', { fence: 1, agent: colleague.id }))
          .status,
      ).to.equal(204);
      expect(
        (await colleague.call('POST', '/desk/api/cases/in-paris/typing', undefined, { origin: undefined }))
          .status,
      ).to.equal(204);
    });

    it('shows each agent the cases of their academies only, with names in their language', async () => {
      const { body } = await lyon.call('GET', '/desk/api/cases?ended=false&locale=en');
      expect(body.cases).to.have.length(1);
      expect(body.cases[0]).to.include({ id: 'in-lyon', academyName: 'Lyon', troubleName: 'Account locked' });
      const all = await auditor.call('GET', '/desk/api/cases');
      expect(all.body.cases).to.have.length(3);
    });

    it('shows a packet as labelled rows', async () => {
      const { body } = await paris.call('GET', '/desk/api/cases/in-paris?locale=fr');
      expect(body.case.packet).to.deep.include({
        id: 'error',
        label: 'Message affiché',
        value: 'Compte bloqué',
      });
      expect(body.case.packet).to.deep.include({ id: 'device', label: 'Appareil', value: 'iPhone, Safari' });
      expect(body.case.packet).to.deep.include({
        id: 'state',
        label: 'Là où la personne s’est arrêtée',
        value: 'nouvel essai après l’attente',
      });
    });

    it('offers for transfer who may take the case, and their groups', async () => {
      const { body } = await paris.call('GET', '/desk/api/agents?case=in-paris');
      expect(body.agents.map(({ name }: { name: string }) => name)).to.have.members(['Côme', 'Léa']);
      expect(body.groups).to.deep.equal(['mfa']);
    });

    it('offers nobody whose access was revoked, and hands nothing over to them', async () => {
      const gone = await signIn(desk, 'Gaston', 'agent', ['paris'], ['night']);
      await desk.store.transact((trx) => queries.disableAgent(trx, gone.id, desk.clock.now()));
      const { body } = await paris.call('GET', '/desk/api/agents?case=in-paris');
      expect(JSON.stringify(body)).not.to.match(/Gaston|night/);
      const to = { fence: 2, agent: gone.id };
      expect((await colleague.call('POST', '/desk/api/cases/in-paris/transfer', to)).status).to.equal(400);
    });

    it('offers replies in the person’s language, with the academy’s facts', async () => {
      const { body } = await paris.call('GET', '/desk/api/cases/in-paris/replies');
      const texts = JSON.stringify(body.replies);
      expect(texts)
        .to.include('Après 3\u00a0échecs')
        .and.to.include('convergence.ac-paris.fr')
        .and.not.match(/none|undefined/);
      const english = await paris.call('GET', '/desk/api/cases/in-paris/replies?locale=en');
      expect(JSON.stringify(english.body.replies)).to.include('After 3 failed attempts');
    });

    it('ends a session after twelve hours, or two without a request', async () => {
      const one = await signIn(desk, 'Idris', 'agent', ['paris']);
      desk.clock.advance(IDLE - 60_000);
      const me = await one.call('GET', '/desk/api/me');
      expect(me.status).to.equal(200);
      expect(me.body.outcomes, 'no ticket without a ticket system').to.deep.equal([
        'solved',
        'not_solved',
        'no_answer',
      ]);
      desk.clock.advance(IDLE - 60_000);
      expect((await one.call('GET', '/desk/api/me')).status).to.equal(200);
      desk.clock.advance(IDLE + 1);
      expect((await one.call('GET', '/desk/api/me')).status).to.equal(401);
      const again = await signIn(desk, 'Idris', 'agent', ['paris']);
      for (let passed = 0; passed < LONGEST - IDLE; passed += IDLE / 2) {
        desk.clock.advance(IDLE / 2);
        expect((await again.call('GET', '/desk/api/me')).status).to.equal(200);
      }
      desk.clock.advance(IDLE / 2);
      await again.call('GET', '/desk/api/me');
      desk.clock.advance(IDLE / 2);
      expect((await again.call('GET', '/desk/api/me')).status).to.equal(401);
    });

    it('ends the sessions of an agent whose access is revoked, and those that sign out', async () => {
      const one = await signIn(desk, 'Rémi', 'agent', ['paris']);
      await desk.store.transact((trx) => queries.disableAgent(trx, one.id, desk.clock.now()));
      expect((await one.call('GET', '/desk/api/me')).status).to.equal(401);
      const other = await signIn(desk, 'Sofia', 'agent', ['paris']);
      const out = await other.call('POST', '/desk/api/sign-out');
      expect(out.status).to.equal(204);
      expect(out.headers.get('set-cookie')).to.match(/^permanence_desk=; .*Max-Age=0/);
      expect((await other.call('GET', '/desk/api/me')).status).to.equal(401);
    });

    describe('by a link', () => {
      const somebody = { name: 'Nora', role: 'agent', academies: ['lyon'], groups: [] } as const;
      const fresh = () => invite(desk.store, somebody, desk.clock.now());

      it('lets one in once, and not for being looked at', async () => {
        const token = await fresh();
        for (let times = 0; times < 3; times++) {
          const page = await bare(`/desk/invitation?token=${token}`);
          expect(page.status).to.equal(200);
          expect(page.body).to.include('Bonjour Nora');
          expect(page.headers.get('content-security-policy')).to.include("frame-ancestors 'none'");
        }
        const entered = await useLink(desk.url, token);
        expect(entered.status).to.equal(303);
        expect(entered.headers.get('location')).to.equal(`${desk.url}/desk`);
        const line = entered.headers.getSetCookie().find((one) => one.startsWith('permanence_desk='));
        expect(line).to.include('Path=/desk').and.to.include('HttpOnly').and.to.include('SameSite=Lax');
        expect((await useLink(desk.url, token)).status).to.equal(404);
        expect((await bare(`/desk/invitation?token=${token}`)).status).to.equal(404);
      });

      it('of two who use it together lets one in', async () => {
        const token = await fresh();
        const answers = await Promise.all([1, 2, 3, 4].map(() => useLink(desk.url, token)));
        expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 404, 404, 404]);
      });

      it('refuses one that is forged, over, replaced by a newer one, or of a page elsewhere', async () => {
        const token = await fresh();
        expect((await useLink(desk.url, hashSecret(token))).status).to.equal(404);
        expect((await useLink(desk.url, '')).status).to.equal(404);
        expect((await useLink(desk.url, token, { origin: 'https://elsewhere.example' })).status).to.equal(
          403,
        );
        expect((await useLink(desk.url, token, { origin: 'null' })).status).to.equal(403);
        const newer = await fresh();
        expect((await useLink(desk.url, token)).status).to.equal(404);
        desk.clock.advance(LINK_LASTS);
        expect((await useLink(desk.url, newer)).status).to.equal(404);
      });

      it('keeps neither token nor cookie in the database', async () => {
        const token = await fresh();
        const signed = await signIn(desk, 'Zoé', 'agent', ['paris']);
        const rows = JSON.stringify([
          await desk.store.db.selectFrom('invitation').selectAll().execute(),
          await desk.store.db.selectFrom('agentSession').selectAll().execute(),
        ]);
        expect(rows).not.to.include(token);
        expect(rows).not.to.include(signed.cookie.split('=')[1]);
        expect(rows).not.to.include(signed.csrf);
      });
    });
  });
}
