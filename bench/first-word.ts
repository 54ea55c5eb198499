/**
 * How soon a person who opens the chat can read something, on a slow phone: `npm run bench:first-word`. Our own page beside Bot
 * Framework Web Chat on a page of the same service, in the same Chromium, held back by Chromium's own means: 4 × slower, 1.6 Mbit/s,
 * 150 ms. Milliseconds from the call of the address until the bot's first words stand on the screen, and until something can be
 * answered; requests begun and bytes over the line, headers included, until either. Cold: nothing cached. Option: --rounds 5 (medians).
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { answerHelp } from '../src/commands/help.ts';
import { launchBrowser } from '../test/helpers/browser.ts';
import { report } from './load/statistics.ts';

answerHelp();
// Only then: it loads the reader.
const { startApp } = await import('../test/helpers/app.ts');

const BUNDLE = join(import.meta.dirname, '../node_modules/botframework-webchat/dist/webchat-minimal.js');
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const CPU = 4;
/** Milliseconds for the slowest of them. */
const PATIENCE = 60_000;

const COLUMNS = ['word', 'wordRequests', 'wordKilobytes', 'usable', 'requests', 'kilobytes'] as const;
type Sample = Readonly<Record<(typeof COLUMNS)[number], number>>;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const portal = createServer();
await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
const portalUrl = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
const app = await startApp({ WEBCHAT_ORIGINS: portalUrl });
const bundle = brotliCompressSync(readFileSync(BUNDLE));
portal.on('request', (request, response) => {
  const isBundle = request.url === '/webchat.js';
  response.writeHead(200, {
    'content-type': isBundle ? 'text/javascript' : 'text/html; charset=utf-8',
    ...(isBundle && { 'content-encoding': 'br', 'cache-control': 'public, max-age=31536000, immutable' }),
  });
  response.end(isBundle ? bundle : webChatPage());
});
const browser = await launchBrowser();
try {
  const contenders = {
    'own page': {
      url: `${app.url}/webchat?academy=paris&locale=fr`,
      word: '.message .text',
      usable: '.choices button',
    },
    'Bot Framework Web Chat': {
      url: portalUrl,
      word: '.webchat__bubble__content',
      usable: '.webchat__suggested-action',
    },
  };
  const rows: Record<string, Record<string, Sample>> = {};
  for (const [name, contender] of Object.entries(contenders)) {
    const cold: Sample[] = [];
    const warm: Sample[] = [];
    for (let round = 0; round < rounds; round++) {
      const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
      cold.push(await visit(context, contender));
      warm.push(await visit(context, contender));
      await context.close();
    }
    rows[name] = { cold: median(cold), warm: median(warm) };
  }
  const lines = Object.entries(rows).flatMap(([name, both]) =>
    Object.entries(both).map(
      ([cache, one]) => `| ${[name, cache, ...COLUMNS.map((column) => one[column])].join(' | ')} |`,
    ),
  );
  process.stdout.write(
    `| contender | cache | first word ms | requests | KB | usable ms | requests | KB |\n|---|---|---|---|---|---|---|---|\n${lines.join('\n')}\n`,
  );
  report(rows);
} finally {
  await browser.close();
  await app.close();
  portal.close();
}

async function visit(
  context: Awaited<ReturnType<Browser['newContext']>>,
  { url, word, usable }: { url: string; word: string; usable: string },
): Promise<Sample> {
  const page = await context.newPage();
  const line = await context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', LINE);
  await line.send('Emulation.setCPUThrottlingRate', { rate: CPU });
  let bytes = 0;
  let requests = 0;
  // Bodies as they come in; the event at the end has headers and bodies together.
  const coming = new Map<string, number>();
  line.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    coming.set(requestId, (coming.get(requestId) ?? 0) + encodedDataLength);
  });
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    coming.delete(requestId);
  });
  const kilobytes = () => Math.round([...coming.values()].reduce((sum, part) => sum + part, bytes) / 1000);
  line.on('Network.requestWillBeSent', () => {
    requests += 1;
  });
  // A new conversation each time: a tab keeps its own.
  const began = performance.now();
  await page.goto(url, { waitUntil: 'commit', timeout: PATIENCE });
  await page.locator(word).first().waitFor({ timeout: PATIENCE });
  const wordAt = Math.round(performance.now() - began);
  const atWord = { word: wordAt, wordRequests: requests, wordKilobytes: kilobytes() };
  await page.locator(usable).first().waitFor({ timeout: PATIENCE });
  const atUse = { usable: Math.round(performance.now() - began), requests, kilobytes: kilobytes() };
  await page.close();
  return { ...atWord, ...atUse };
}

function median(samples: readonly Sample[]): Sample {
  const of = (column: keyof Sample) =>
    samples.map((one) => one[column]).toSorted((one, other) => one - other)[Math.floor(samples.length / 2)] ??
    0;
  return Object.fromEntries(COLUMNS.map((column) => [column, of(column)])) as Sample;
}

/** As the chat page was before it was our own. */
function webChatPage(): string {
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Web Chat</title>
<div id="chat" style="height: 600px"></div><script src="/webchat.js"></script><script>
(async () => {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ academy: 'paris', locale: 'fr' });
  const { token } = await (await fetch('${app.url}/webchat/token', { method: 'POST', headers, body })).json();
  const directLine = WebChat.createDirectLine({ domain: '${app.url}/v3/directline', token });
  WebChat.renderWebChat({ directLine, locale: 'fr-FR' }, document.getElementById('chat'));
})();
</script></html>`;
}
