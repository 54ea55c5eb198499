import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { readClaims } from '../../src/desk/sign-in/claims.ts';
import { SignInError } from '../../src/desk/sign-in/errors.ts';
import { createOidc, type Oidc } from '../../src/desk/sign-in/oidc.ts';
import * as queries from '../../src/store/queries/index.ts';
import { knowledge, temporaryFolder } from '../helpers/app.ts';
import { type Answer, cookieOf, request, startDesk, type TestDesk } from '../helpers/desk-server.ts';
import { CLIENT, type Issuer, startIssuer } from '../helpers/issuer.ts';

const NAMES = { role: 'roles', academy: 'academies' };

function oidcOf(issuer: string, role = 'roles'): Oidc {
  return createOidc({
    issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    claims: { ...NAMES, role },
    knowsAcademy: (id) => knowledge.academies.has(id),
  });
}

/** The desk's own address has to be registered at the issuer before either of them listens: a proxy's stands in for it. */
const PUBLIC_URL = 'http://desk.example.test';

for (const inIdToken of [true, false]) {
  describe(`sign-in by OpenID Connect, claims ${inIdToken ? 'in the ID token' : 'at the userinfo endpoint'}`, () => {
    let issuer: Issuer;
    let desk: TestDesk;

    before(async () => {
      issuer = await startIssuer(`${PUBLIC_URL}/desk/callback`, { inIdToken });
      desk = await startDesk(`file:${join(temporaryFolder(), 'p.db')}`, {
        oidc: oidcOf(issuer.url),
        publicUrl: PUBLIC_URL,
      });
    });
    after(async () => {
      await desk.close();
      await issuer.close();
    });

    const here = (url: string) => url.replace(PUBLIC_URL, desk.url);
    const begin = async () => {
      const began = await request(`${desk.url}/desk/sign-in`);
      expect(began.status, String(began.body)).to.equal(302);
      return {
        location: began.headers.get('location') ?? '',
        cookie: `permanence_sign_in=${cookieOf(began, 'permanence_sign_in')}`,
      };
    };
    const signInAs = async (person: Issuer['person']): Promise<Answer> => {
      issuer.person = person;
      const { location, cookie } = await begin();
      return request(here(await issuer.signIn(location)), 'GET', undefined, { cookie });
    };
    const whoAmI = async (answer: Answer) => {
      const cookie = `permanence_desk=${cookieOf(answer, 'permanence_desk')}`;
      return (await request(`${desk.url}/desk/api/me`, 'GET', undefined, { cookie })).body;
    };

    it('takes name, role and academies from the claims, again at each sign-in', async () => {
      const first = await signInAs({
        sub: 'u1',
        name: 'Inès',
        roles: ['agent', 'other'],
        academies: ['paris', 'mars'],
      });
      expect(first.status).to.equal(302);
      expect(first.headers.get('location')).to.equal(`${PUBLIC_URL}/desk`);
      const me = await whoAmI(first);
      expect(me.agent).to.deep.include({ name: 'Inès', role: 'agent', academies: ['paris'] });
      expect(me).to.include({ oidc: true, presence: 'available' });
      const later = await whoAmI(
        await signInAs({ sub: 'u1', name: 'Inès', roles: ['permanence.lead.lyon'] }),
      );
      expect(later.agent).to.deep.include({ id: me.agent.id, role: 'lead', academies: ['lyon'] });
    });

    it('refuses who has no role, no academy, or no access any more', async () => {
      expect((await signInAs({ sub: 'u2', name: 'A', academies: ['paris'] })).status).to.equal(403);
      expect(
        (await signInAs({ sub: 'u2', name: 'A', roles: ['boss'], academies: ['paris'] })).status,
      ).to.equal(403);
      const nowhere = await signInAs({ sub: 'u2', name: 'A', roles: ['agent'] });
      expect(nowhere.status).to.equal(403);
      expect(nowhere.body).to.include('aucune académie');
      const { agent } = await whoAmI(await signInAs({ sub: 'u2', name: 'A', roles: ['agent.paris'] }));
      await queries.disableAgent(desk.store.db, agent.id, desk.clock.now());
      const answer = await signInAs({ sub: 'u2', name: 'A', roles: ['agent.paris'] });
      expect(answer.status).to.equal(403);
      expect(cookieOf(answer, 'permanence_desk')).to.equal(undefined);
    });

    it('refuses an answer that it did not ask for', async () => {
      issuer.person = { sub: 'u3', name: 'B', roles: ['agent.paris'] };
      const { location, cookie } = await begin();
      const back = here(await issuer.signIn(location));
      const other = await begin();
      const attempts: [string, string, string | undefined][] = [
        ['without the cookie', back, undefined],
        ['with a forged cookie', back, 'permanence_sign_in=eyJhbGciOiJkaXIifQ..x.x.x'],
        ['with the cookie of another sign-in', back, other.cookie],
        ['with another state', back.replace(/state=[^&]+/, 'state=x'), cookie],
        ['without a state', back.replace(/&?state=[^&]+/, ''), cookie],
        ['with an invented code', back.replace(/code=[^&]+/, 'code=x'), cookie],
        ['of another issuer', back.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Felsewhere.example'), cookie],
        ['with an error', `${desk.url}/desk/callback?error=access_denied&state=x`, cookie],
        ['with nothing', `${desk.url}/desk/callback`, cookie],
      ];
      for (const [what, url, sent] of attempts) {
        const answer = await request(url, 'GET', undefined, { cookie: sent });
        expect(answer.status, what).to.equal(401);
        expect(cookieOf(answer, 'permanence_desk'), what).to.equal(undefined);
        expect(answer.body, what).to.include('La connexion n’a pas abouti');
      }
    });

    it('takes a code once', async () => {
      issuer.person = { sub: 'u4', name: 'C', roles: ['agent.paris'] };
      const { location, cookie } = await begin();
      const back = here(await issuer.signIn(location));
      expect((await request(back, 'GET', undefined, { cookie })).status).to.equal(302);
      expect((await request(back, 'GET', undefined, { cookie })).status).to.equal(401);
    });
  });
}

describe('an issuer', () => {
  it('that is down keeps nobody from starting, and says so at sign-in until it is back', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const desk = await startDesk(`file:${join(temporaryFolder(), 'p.db')}`, {
      oidc: oidcOf(`http://127.0.0.1:${port}`),
    });
    try {
      const answer = await request(`${desk.url}/desk/sign-in`, 'GET', undefined, { 'accept-language': 'en' });
      expect(answer.status).to.equal(503);
      expect(answer.body).to.include('does not answer');
    } finally {
      await desk.close();
    }
  });

  it('that is not set up leaves no way in by it', async () => {
    const desk = await startDesk(`file:${join(temporaryFolder(), 'p.db')}`);
    expect((await request(`${desk.url}/desk/sign-in`)).status).to.equal(404);
    expect((await request(`${desk.url}/desk/callback?code=x&state=y`)).status).to.equal(404);
    await desk.close();
  });

  it('can be asked no more often than a minute allows', async () => {
    const desk = await startDesk(`file:${join(temporaryFolder(), 'p.db')}`);
    const answers = await Promise.all(
      Array.from({ length: 70 }, () => request(`${desk.url}/desk/invitation?token=x`)),
    );
    expect(answers.filter(({ status }) => status === 429)).to.have.length(10);
    await desk.close();
  });
});

describe('claims', () => {
  const known = (id: string) => ['paris', 'lyon'].includes(id);
  const read = (claims: Record<string, unknown>, names = NAMES) => {
    try {
      return readClaims(claims, names, known);
    } catch (error) {
      return error instanceof SignInError ? error.reason : error;
    }
  };

  it('give one role and its academies, never more than the role has', () => {
    const cases: [Record<string, unknown>, unknown][] = [
      [
        { roles: 'agent', academies: 'paris' },
        { role: 'agent', academies: ['paris'] },
      ],
      [{ roles: ['agent.paris', 'agent.lyon'] }, { role: 'agent', academies: ['lyon', 'paris'] }],
      [{ roles: ['lead.paris', 'agent.lyon'] }, { role: 'lead', academies: ['paris'] }],
      [
        { roles: ['lead.paris', 'agent'], academies: ['lyon'] },
        { role: 'lead', academies: ['paris'] },
      ],
      [
        { roles: ['auditor', 'agent'], academies: ['*'] },
        { role: 'agent', academies: '*' },
      ],
      [{ roles: ['auditor.*'] }, { role: 'auditor', academies: '*' }],
      [
        { roles: ['permanence.auditor'], academies: ['lyon', 'mars'] },
        { role: 'auditor', academies: ['lyon'] },
      ],
      [{ roles: ['superagent.paris', 'agentx'] }, 'no_role'],
      [{ roles: { agent: true }, academies: ['paris'] }, 'no_role'],
      [{ roles: ['agent.mars'] }, 'no_academy'],
      [{ roles: ['agent'], academies: null }, 'no_academy'],
    ];
    for (const [claims, expected] of cases)
      expect(read(claims), JSON.stringify(claims)).to.deep.equal(expected);
  });

  it('may be deep in objects, or have a URL for a name', () => {
    const keycloak = { realm_access: { roles: ['agent.lyon'] } };
    expect(read(keycloak, { ...NAMES, role: 'realm_access.roles' })).to.deep.equal({
      role: 'agent',
      academies: ['lyon'],
    });
    const url = { 'https://example.fr/roles': ['agent.lyon'] };
    expect(read(url, { ...NAMES, role: 'https://example.fr/roles' })).to.deep.equal({
      role: 'agent',
      academies: ['lyon'],
    });
    expect(read({ roles: ['agent.lyon'] }, { ...NAMES, role: 'constructor.name' })).to.equal('no_role');
  });
});
