/**
 * How the cost of a turn grows: `npm run bench:growth`. Four services on SQLite, with a sample of conversations each and, in turn, nothing more;
 * a thousand activities in the log of each conversation (500 turns); 100,000 replies that wait for their next try; and
 * 20,000 conversations that have been kept long enough, which retention removes meanwhile. All are sent single messages to their
 * conversations over `/api/messages`, in alternating rounds. Milliseconds. Options: --rounds 3, --seconds 5,
 * --conversations 16, --rate 60 (turns a second).
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';
import { startConnector } from './load/connector.ts';
import { drive } from './load/drive.ts';
import { fill } from './load/fill.ts';
import { openStoredMessages } from './load/messages.ts';
import { launchService, processorTime } from './load/processes.ts';
import { markdownTable, median, quantile, report, round } from './load/statistics.ts';

answerHelp();

const SAMPLE = 400;
const OLD = Date.now() - 400 * 24 * 3_600_000;
/** Later than this measurement, and not so late that the outbox takes it for the work of a wrong clock. */
const LATER = 15 * 60_000;
const ACTIVITIES = 1000;
const REPLIES = 100_000;
const EXPIRED = 20_000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    conversations: { type: 'string', default: '16' },
    rate: { type: 'string', default: '60' },
  },
});
const [conversations, rate] = [Number(values.conversations), Number(values.rate)];
const milliseconds = Number(values.seconds) * 1000;

/** Numbers from 1 on, to select from. */
const numbers = (last: number) =>
  `(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${last}) SELECT i FROM n)`;
const COLUMNS = '"conversationId", "seq", "body", "state", "attempts", "nextAt", "createdAt", "fence"';
/** Replies of conversations that are not talked to, one each. */
const replies = `
  CREATE TEMPORARY TABLE model AS SELECT * FROM conversation WHERE channel = 'teams' LIMIT 1;
  CREATE TEMPORARY TABLE many AS SELECT model.*, i AS number FROM ${numbers(REPLIES)} CROSS JOIN model;
  UPDATE many SET reference = replace(reference, substr(id, 9), 'elsewhere'), id = 'waiting-' || number;
  INSERT INTO outbox (${COLUMNS}) SELECT id, 1,
    '{"from":"bot","reply":{"type":"reply","text":"Bonjour.","message":"hello","locale":"fr","choices":[]},"replyTo":null}',
    'waiting', 0, ${Date.now() + LATER}, ${Date.now()}, NULL FROM many;
  ALTER TABLE many DROP COLUMN number;
  INSERT INTO conversation SELECT * FROM many;`;

/** What each service has more than the first, as SQL. */
const MORE: Readonly<Record<string, string>> = {
  'nothing more': '',
  'a thousand activities each': `
    INSERT INTO activity ("conversationId", "seq", "id", "body", "createdAt")
      SELECT id, "lastSeq" + i, id || '|' || printf('%07d', "lastSeq" + i),
        '{"from":"bot","reply":{"type":"reply","text":"' || hex(randomblob(400)) || '","choices":[]},"replyTo":null}', 1
      FROM conversation CROSS JOIN ${numbers(ACTIVITIES)};
    UPDATE conversation SET "lastSeq" = "lastSeq" + ${ACTIVITIES};`,
  '100,000 replies that wait': replies,
  '20,000 conversations to be removed': `
    DELETE FROM lease;
    CREATE TEMPORARY TABLE one AS SELECT * FROM conversation LIMIT 1;
    CREATE TEMPORARY TABLE said AS SELECT * FROM activity WHERE "conversationId" = (SELECT id FROM one);
    INSERT INTO activity ("conversationId", "seq", "id", "body", "createdAt")
      SELECT 'old-' || i, seq, 'old-' || i || '|' || seq, body, ${OLD} FROM ${numbers(EXPIRED)} CROSS JOIN said;
    CREATE TEMPORARY TABLE many AS SELECT one.*, i AS number FROM ${numbers(EXPIRED)} CROSS JOIN one;
    UPDATE many SET id = 'old-' || number, "updatedAt" = ${OLD};
    ALTER TABLE many DROP COLUMN number;
    INSERT INTO conversation SELECT * FROM many;`,
};

const folder = mkdtempSync(join(tmpdir(), 'permanence-growth-'));
const connector = await startConnector();
const services = [];
for (const [name, sql] of Object.entries(MORE)) services.push(await prepare(name, sql));
try {
  const measured = new Map(
    services.map(({ name }) => [name, [] as { cpu: number; p50: number; p99: number }[]]),
  );
  for (let number = 0; number <= Number(values.rounds); number++) {
    for (const { name, service, channel } of services) {
      const before = processorTime([service.pid]);
      const { times } = await drive(channel, { conversations, milliseconds, rate });
      const replied = times.map((time) => time.replied);
      const cpu = round((processorTime([service.pid]) - before) / times.length);
      const row = { cpu, p50: quantile(replied, 0.5), p99: quantile(replied, 0.99) };
      report({ name, round: number, turns: times.length, ...row });
      // Round 0 warms up.
      if (number > 0) measured.get(name)?.push(row);
    }
  }
  const rows = [...measured].map(([name, of]) => ({
    'besides its conversations': name,
    'CPU/turn': median(of.map(({ cpu }) => cpu)),
    p50: median(of.map(({ p50 }) => p50)),
    p99: median(of.map(({ p99 }) => p99)),
  }));
  process.stdout.write(`\n${markdownTable(rows)}`);
  for (const { name, path } of services) report({ name, left: left(path) });
} finally {
  for (const { channel } of services) await channel.close();
  for (const { service } of services) await service.stop();
  connector.close();
  rmSync(folder, { recursive: true, force: true });
}

async function prepare(name: string, sql: string) {
  const path = join(folder, `${services.length}.db`);
  const url = `file:${path}`;
  const recorder = await launchService(url);
  const messages = openStoredMessages(recorder.url, connector, () => randomUUID());
  await drive(messages, { conversations, turns: SAMPLE });
  await messages.close();
  await recorder.stop();
  const ids = await fill(url, SAMPLE, SAMPLE);
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  const service = await launchService(url);
  let next = 0;
  const pick = () => ids[next++ % ids.length] ?? '';
  return { name, path, service, channel: openStoredMessages(service.url, connector, pick) };
}

/** What is left to be done, which those services work at. */
function left(path: string) {
  const database = new DatabaseSync(path);
  const count = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  const counts = {
    replies: count(`SELECT count(*) FROM outbox WHERE state = 'waiting'`),
    expired: count(`SELECT count(*) FROM conversation WHERE "updatedAt" = ${OLD}`),
  };
  database.close();
  return counts;
}
