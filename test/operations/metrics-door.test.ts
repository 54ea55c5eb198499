import { expect } from 'chai';
import { startApp } from '../helpers/app.ts';
import { sendRaw } from '../helpers/raw-socket.ts';

describe('/metrics without a token', () => {
  async function status(url: string, host: string, ...headers: string[]): Promise<number | undefined> {
    const lines = ['GET /metrics HTTP/1.1', `Host: ${host}`, ...headers, 'Connection: close'];
    const { statuses } = await sendRaw(
      Number(new URL(url).port),
      Buffer.from(`${lines.join('\r\n')}\r\n\r\n`),
    );
    return statuses[0];
  }

  it('is shown to this machine by its own names, and to nobody through a proxy, whatever that sends', async () => {
    const app = await startApp();
    for (const host of ['127.0.0.1', '127.0.0.1:3978', 'localhost', 'LOCALHOST:80', '[::1]:3978']) {
      expect(await status(app.url, host), host).to.equal(200);
    }
    for (const host of [
      'assistance.example.fr',
      '10.0.0.1',
      'localhost.example.fr',
      '127.0.0.1.example.fr',
    ]) {
      expect(await status(app.url, host), host).to.equal(403);
    }
    for (const name of [
      'X-Real-IP',
      'CF-Connecting-IP',
      'X-Forwarded-Host',
      'X-Forwarded-Proto',
      'Forwarded',
      'Via',
    ]) {
      expect(await status(app.url, '127.0.0.1', `${name}: 192.0.2.1`), name).to.equal(403);
    }
    await app.close();
  });

  it('is shown to nobody where the service has a public address', async () => {
    const app = await startApp({ PUBLIC_URL: 'https://assistance.example.fr' });
    expect(await status(app.url, '127.0.0.1')).to.equal(403);
    await app.close();
    const scraped = await startApp({
      PUBLIC_URL: 'https://assistance.example.fr',
      METRICS_TOKEN: 'x'.repeat(16),
    });
    expect(await status(scraped.url, 'a.example', `Authorization: Bearer ${'x'.repeat(16)}`)).to.equal(200);
    await scraped.close();
  });
});
