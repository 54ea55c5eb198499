import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { eventually } from '../helpers/eventually.ts';
import { startHttp } from '../helpers/far-ends.ts';
import { startSample } from '../helpers/proxies.ts';
import { installedSamples, NAME } from '../helpers/proxy-samples.ts';

/** Milliseconds: longer than a proxy that looks after the service every two seconds, shorter than one that is offended for a minute. */
const SOON = 20_000;

// Before a server that shows what arrives.
for (const sample of installedSamples()) {
  describe(`the sample for ${sample.name}`, function () {
    this.timeout(60_000);

    it('passes on the caller’s address alone, and nothing that they put before it', async () => {
      const behind = await startHttp(({ headers }, response) => response.end(JSON.stringify(headers)));
      const other = await startSample(sample, `http://127.0.0.1:${behind.port}`);
      try {
        const claimed = {
          'x-forwarded-for': '192.0.2.1',
          'x-forwarded-proto': 'http',
          forwarded: 'for=192.0.2.1',
        };
        const { text } = await other.ask('/webchat', { from: '127.0.0.2', headers: claimed });
        const arrived = JSON.parse(text);
        expect(arrived['x-forwarded-for']).to.equal('127.0.0.2');
        expect(arrived['x-forwarded-proto']).to.equal('https');
        expect(arrived.host).to.equal(NAME);
      } finally {
        other.stop();
        behind.close();
      }
    });

    it('is there again soon after the service is', async () => {
      const serve = async (port: number) => {
        const server = createServer((_, response) => response.end('here'));
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
        return server;
      };
      const first = await serve(0);
      const { port } = first.address() as AddressInfo;
      const proxy = await startSample(sample, `http://127.0.0.1:${port}`);
      expect((await proxy.ask('/webchat')).status).to.equal(200);
      first.close();
      first.closeAllConnections();
      await eventually(async () => ((await proxy.ask('/webchat')).status >= 502 ? true : undefined));
      const next = await serve(port);
      try {
        const back = async () => ((await proxy.ask('/webchat')).status === 200 ? true : undefined);
        await eventually(back, SOON);
      } finally {
        proxy.stop();
        next.close();
        next.closeAllConnections();
      }
    });
  });
}
