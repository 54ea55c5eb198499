import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { expect } from 'chai';
import { WebSocket } from 'ws';
import { invite } from '../../src/desk/sign-in/invitations.ts';
import { startApp, type TestApp } from '../helpers/app.ts';
import { eventually } from '../helpers/eventually.ts';
import { type Ask, type RunningSample, startSample } from '../helpers/proxies.ts';
import { installedSamples, NAME } from '../helpers/proxy-samples.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

for (const sample of installedSamples()) {
  describe(`the sample for ${sample.name}`, function () {
    this.timeout(60_000);
    let app: TestApp;
    let proxy: RunningSample;

    before(async () => {
      app = await startApp({
        PUBLIC_URL: `https://${NAME}`,
        TRUSTED_PROXIES: '127.0.0.1',
        METRICS_TOKEN: 'a-token-of-the-scraper',
        RATE_LIMITS: 'on',
        RATE_NEW: '20',
      });
      proxy = await startSample(sample, app.url);
    });
    after(async () => {
      proxy?.stop();
      await app.close();
    });

    const post = async (path: string, body: object, token?: string, more: Ask = {}) => {
      const headers = { ...JSON_TYPE, ...(token && { authorization: `Bearer ${token}` }), ...more.headers };
      const { status, text } = await proxy.ask(path, {
        ...more,
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return { status, body: text && JSON.parse(text) };
    };
    const begin = async () => {
      const { body } = await post('/webchat/token', { academy: 'paris', locale: 'fr' });
      const { token, conversationId } = body;
      const begun = await post('/v3/directline/conversations', { user: {} }, token);
      const path = `/v3/directline/conversations/${conversationId}/activities`;
      return { token, path, streamUrl: String(begun.body.streamUrl) };
    };
    const signIn = async () => {
      const agent = { name: 'Marie', role: 'agent', academies: ['paris'], groups: [] } as const;
      const token = await invite(app.store, agent, Date.now());
      const entered = await proxy.ask('/desk/invitation', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: `https://${NAME}` },
        body: `token=${token}`,
      });
      return entered;
    };

    it('sends people to HTTPS, keeps them there, and metrics to itself', async () => {
      const plain = await fetch(`http://127.0.0.1:${proxy.http}/webchat`, {
        redirect: 'manual',
        headers: { host: NAME },
      });
      expect(plain.status).to.be.oneOf([301, 308]);
      expect(plain.headers.get('location')).to.match(/^https:/);
      const page = await proxy.ask('/webchat');
      expect(page.status).to.equal(200);
      expect(page.headers['strict-transport-security']).to.equal('max-age=31536000');
      expect((await proxy.ask('/metrics')).status).to.equal(404);
    });

    /** A stream of a conversation, through the proxy, and what it has brought. */
    const listen = async (streamUrl: string) => {
      const { pathname, search } = new URL(streamUrl);
      const socket = new WebSocket(`wss://127.0.0.1:${proxy.https}${pathname}${search}`, [], {
        agent: new Agent({ ca: proxy.certificate, servername: NAME }),
        headers: { host: NAME },
      });
      let all = '';
      socket.on('message', (data) => {
        all += data;
      });
      await once(socket, 'open');
      const hear = (text: string) => eventually(() => (all.includes(text) ? all : undefined));
      return { socket, hear };
    };
    const openStreams = async () => {
      const headers = { authorization: 'Bearer a-token-of-the-scraper' };
      const metrics = await (await fetch(`${app.url}/metrics`, { headers })).text();
      return Number(/^permanence_websockets (\d+)/m.exec(metrics)?.[1]);
    };

    it('passes a chat on, by WebSocket', async () => {
      const { token, path, streamUrl } = await begin();
      expect(streamUrl).to.match(/^wss:/);
      const { socket, hear } = await listen(streamUrl);
      expect((await post(path, { type: 'message', text: 'Compte bloqué' }, token)).status).to.equal(200);
      await hear('"role":"bot"');
      await hear('bloqué');
      socket.terminate();
    });

    it('lets go of a WebSocket that is cut, and the next one misses nothing', async () => {
      const { token, path, streamUrl } = await begin();
      const first = await listen(streamUrl);
      const heard = await first.hear('"watermark"');
      expect(await openStreams()).to.equal(1);
      first.socket.terminate();
      // Else what is gone would be kept at the service, and written to, until its clients are counted out.
      await eventually(async () => ((await openStreams()) === 0 ? true : undefined));
      expect((await post(path, { type: 'message', text: 'Compte bloqué' }, token)).status).to.equal(200);
      const [watermark] = heard.match(/(?<="watermark":")\d+/) ?? [];
      const place = `${path.replace(/\/activities$/, '')}?watermark=${watermark}`;
      const { text } = await proxy.ask(place, { headers: { authorization: `Bearer ${token}` } });
      const next = await listen(JSON.parse(text).streamUrl);
      const missed = await next.hear('"role":"bot"');
      expect(missed).to.contain('bloqué').and.not.contain(JSON.parse(heard).activities[0].text);
      next.socket.terminate();
    });

    it('passes a chat on that has no WebSocket, nor a short message', async () => {
      const { token, path } = await begin();
      expect(
        (await post(path, { type: 'message', text: `bonjour ${'x'.repeat(7_000)}` }, token)).status,
      ).to.equal(200);
      const { text } = await proxy.ask(path, { headers: { authorization: `Bearer ${token}` } });
      expect(JSON.parse(text).activities.length).to.be.greaterThan(2);
    });

    it('signs an agent in, and passes the desk’s stream on as it comes', async () => {
      const entered = await signIn();
      expect(entered.status).to.equal(303);
      expect(entered.headers.location).to.equal(`https://${NAME}/desk`);
      const cookie = [entered.headers['set-cookie'] ?? []]
        .flat()
        .map((one) => one.split(';')[0])
        .join('; ');
      const place = {
        host: '127.0.0.1',
        port: proxy.https,
        servername: NAME,
        ca: proxy.certificate,
        agent: false as const,
      };
      const first = await new Promise<string>((resolve, reject) => {
        const call = request(
          { ...place, path: '/desk/api/stream', headers: { host: NAME, cookie } },
          (response) => {
            // The stream has no end: what arrives was not held back.
            response.once('data', (chunk) => {
              resolve(`${response.statusCode} ${chunk}`);
              call.destroy();
            });
          },
        );
        call.on('error', reject);
        call.end();
      });
      expect(first).to.match(/^200 (:|event|retry|data|id)/);
    });

    it('tells the service who calls, whatever they say themselves', async () => {
      const ask = (from: string, claimed: string) =>
        post('/webchat/token', {}, undefined, { from, headers: { 'x-forwarded-for': claimed } });
      const statuses: number[] = [];
      for (let one = 0; one < 21; one++) statuses.push((await ask('127.0.0.2', `192.0.2.${one}`)).status);
      expect(statuses.filter((status) => status === 200)).to.have.length(20);
      expect(statuses.at(-1)).to.equal(429);
      expect((await ask('127.0.0.3', '127.0.0.2')).status).to.equal(200);
    });

    it('writes no query down', () => {
      const log = join(proxy.folder, 'permanence.log');
      if (existsSync(log))
        expect(readFileSync(log, 'utf8'))
          .to.contain('/stream')
          .and.not.to.match(/[?&](t|token)=/);
      else expect(sample.name).to.equal('HAProxy');
    });
  });
}
