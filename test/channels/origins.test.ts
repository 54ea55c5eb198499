import { expect } from 'chai';
import { createOrigins, type Origins } from '../../src/channels/webchat/origins.ts';
import { knowledge, startApp, type TestApp } from '../helpers/app.ts';

const FOREIGN = [
  'https://evil-ac-lyon.fr',
  'https://ac-lyon.fr.evil.example',
  'https://evil.example/ac-lyon.fr',
  'https://evil.example?.ac-lyon.fr',
  'https://ac-lyon.fr@evil.example',
  'http://portail.ac-lyon.fr',
  'null',
  'portail.ac-lyon.fr',
  'file://ac-lyon.fr',
];

describe('the pages that may use the web chat', () => {
  let origins: Origins;
  beforeEach(() => {
    origins = createOrigins(knowledge.academies, ['http://intranet.example:8080']);
  });

  it('are those of the academies over HTTPS, those of the configuration, and our own', () => {
    const allowed = ['https://ac-lyon.fr', 'https://portail.ac-lyon.fr', 'https://a.b.ac-paris.fr'];
    for (const origin of [...allowed, 'http://intranet.example:8080'])
      expect(origins.allows(origin, 'assistance.example'), origin).to.equal(true);
    expect(origins.allows('http://127.0.0.1:3978', '127.0.0.1:3978')).to.equal(true);
    expect(origins.allows('https://assistance.example', 'assistance.example')).to.equal(true);
  });

  it('are no others, however much they look like one', () => {
    const near = ['http://intranet.example', 'https://intranet.example:8080', 'http://127.0.0.1:3979'];
    for (const origin of [...FOREIGN, ...near])
      expect(origins.allows(origin, '127.0.0.1:3978'), origin).to.equal(false);
    expect(origins.allows('https://evil.example', undefined)).to.equal(false);
  });

  it('may put it into a frame: the same, as a policy says it', () => {
    expect(origins.sources).to.include.members(['https://ac-lyon.fr', 'https://*.ac-lyon.fr']);
    expect(origins.sources.at(-1)).to.equal('http://intranet.example:8080');
    expect(origins.sources.join(' ')).not.to.match(/https:\/\/\*(?!\.)| \*( |$)|http:\/\/.*ac-/);
  });
});

describe('requests across origins', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());
  const answer = async (path: string, method: string, origin?: string) =>
    fetch(`${app.url}${path}`, { method, ...(origin && { headers: { origin } }) });
  const allowed = (response: Response) =>
    [...response.headers].filter(([name]) => name.startsWith('access-control-')).map(([name]) => name);

  it('are open to pages of the academies, with what their clients send', async () => {
    for (const path of ['/webchat/token', '/v3/directline/conversations']) {
      const response = await answer(path, 'OPTIONS', 'https://portail.ac-lyon.fr');
      expect(response.status).to.equal(204);
      expect(response.headers.get('vary')).to.include('Origin');
      expect(Object.fromEntries(response.headers)).to.include({
        'access-control-allow-origin': 'https://portail.ac-lyon.fr',
        'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
        'access-control-allow-methods': 'GET, POST',
        'access-control-expose-headers': 'Retry-After, X-Request-Id',
        'access-control-max-age': '600',
      });
    }
    const token = await answer('/webchat/token', 'POST', 'https://portail.ac-lyon.fr');
    expect(token.headers.get('access-control-allow-origin')).to.equal('https://portail.ac-lyon.fr');
  });

  it('are closed to strangers: no header of theirs, on a question before or on the request', async () => {
    for (const origin of FOREIGN) {
      for (const method of ['OPTIONS', 'POST']) {
        const response = await answer('/webchat/token', method, origin);
        expect(allowed(response), `${method} ${origin}`).to.deep.equal([]);
        expect(response.headers.get('vary')).to.include('Origin');
      }
    }
    expect(allowed(await answer('/webchat/token', 'POST'))).to.deep.equal([]);
  });

  it('are for the web chat only: neither the desk nor what operators see', async () => {
    for (const path of [
      '/desk/api/me',
      '/metrics',
      '/healthz',
      '/api/messages',
      '/webchatx/token',
      '/x/webchat/',
    ]) {
      const response = await answer(path, 'OPTIONS', 'https://portail.ac-lyon.fr');
      expect(response.status, path).not.to.equal(204);
      expect(allowed(response), path).to.deep.equal([]);
    }
  });
});
