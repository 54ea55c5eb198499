import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'kysely';
import pino from 'pino';
import type { Example } from '../../intents/engine/train.ts';
import { loadModels } from '../../src/content/models.ts';
import { StoreError } from '../../src/store/errors.ts';
import { openStore } from '../../src/store/open.ts';
import { settingOnce } from '../../src/store/queries/index.ts';
import { startApp, temporaryFolder } from '../helpers/app.ts';
import { DirectLineClient } from '../helpers/direct-line.ts';
import { startService } from '../helpers/process.ts';

const log = pino({ level: 'silent' });
/** A file system of three megabytes takes a namespace of our own, which not every machine gives. */
const NAMESPACES = spawnSync('unshare', ['-rm', 'true']).status === 0;
const TRAINED: Example[] = [
  { text: 'mot de passe expiré', label: 'password_expired', language: 'fr' },
  { text: 'compte bloqué', label: 'account_locked', language: 'fr' },
  { text: 'password expired', label: 'password_expired', language: 'en' },
  { text: 'account locked', label: 'account_locked', language: 'en' },
];

describe('the file of the embedded database', () => {
  it('tells a transaction that SQLite has undone by itself by its cause', async () => {
    const store = await openStore(`file:${join(temporaryFolder(), 'a.db')}`, log);
    await sql`create trigger full before insert on setting when new.name = 'full'
      begin select raise(rollback, 'the disk is full'); end`.execute(store.db);
    const put = (name: string) => store.transact((trx) => settingOnce(trx, name, () => 'x'));
    const failure = await put('full').catch((error: Error) => error.message);
    expect(failure).to.equal('the disk is full');
    expect(await put('other')).to.equal('x');
    await store.close();
  });

  if (NAMESPACES) {
    it('is told as 503 and counted when its disk is full, and well again when there is room', async function () {
      this.timeout(60_000);
      const folder = temporaryFolder();
      const script = `mount -t tmpfs -o size=3m tmpfs ${folder} && exec "$@"`;
      const environment = { DATABASE_URL: `file:${folder}/permanence.db`, LOG_LEVEL: 'silent' };
      const service = await startService(environment, ['unshare', '-rm', 'sh', '-c', script, 'sh']);
      const inside = `/proc/${service.process.pid}/root${folder}`;
      const client = await DirectLineClient.begin(service.url, { academy: 'paris' });
      // Until nothing more goes in.
      spawnSync('dd', ['if=/dev/zero', `of=${inside}/filler`, 'bs=4096']);
      const statuses: number[] = [];
      for (let message = 0; message < 300 && statuses.at(-1) !== 503; message++) {
        statuses.push((await client.say('Compte bloqué')).status);
      }
      for (let message = 0; message < 5; message++) statuses.push((await client.say('bonjour')).status);
      expect(statuses.filter((status) => status !== 200 && status !== 503)).to.deep.equal([]);
      expect(statuses.at(-1)).to.equal(503);
      const metrics = await (await fetch(`${service.url}/metrics`)).text();
      expect(metrics).to.match(/permanence_store_unavailable_total [1-9]/);
      rmSync(join(inside, 'filler'));
      expect((await client.say('Compte bloqué')).status).to.equal(200);
      await service.kill();
    });
  }

  it('is served by one process at a time, for as long as that lives; commands work beside it', async () => {
    const databaseUrl = `file:${join(temporaryFolder(), 'one.db')}`;
    const first = await startService({ DATABASE_URL: databaseUrl });
    const second = await startService({ DATABASE_URL: databaseUrl }).catch((error: Error) => error.message);
    expect(second)
      .to.match(/another process serves .*one\.db/)
      .and.not.match(/\n\s+at /);
    await (await openStore(databaseUrl, log)).close();
    await first.kill();
    const third = await startService({ DATABASE_URL: databaseUrl });
    await third.kill();
  });

  it('can be read by whoever runs the service, and by nobody else, and so can its folder', async () => {
    const folder = join(temporaryFolder(), 'new', 'data');
    const store = await openStore(`file:${join(folder, 'p.db')}`, log);
    store.claim();
    await settingOnce(store.db, 'a', () => 'b');
    expect(statSync(folder).mode & 0o777).to.equal(0o700);
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).to.have.length.above(2);
    expect(new Set(modes)).to.deep.equal(new Set([0o600]));
    await store.close();
  });

  it('is missed by readyz when it is deleted or moved under the service', async () => {
    const app = await startApp();
    const ready = async () => (await fetch(`${app.url}/readyz`)).status;
    const path = app.databaseUrl.replace('file:', '');
    expect(await ready()).to.equal(200);
    renameSync(path, `${path}.away`);
    expect(await ready()).to.equal(503);
    writeFileSync(path, '');
    expect(await ready()).to.equal(503);
    renameSync(`${path}.away`, path);
    expect(await ready()).to.equal(200);
    rmSync(path);
    expect(await (await fetch(`${app.url}/readyz`)).json()).to.have.nested.property(
      'error.code',
      'database_moved',
    );
    await app.close();
  });

  it('that cannot be is refused at once, with its name', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const path of ['/proc/nope/x.db', join(file, 'x.db'), temporaryFolder()]) {
      const failure = await openStore(`file:${path}`, log).catch((error: unknown) => error);
      expect(failure, path).to.be.instanceOf(StoreError);
      expect(String(failure)).to.include(path);
    }
  });
});

describe('the file of the trained models', () => {
  it('is trained anew where a byte of it is not what it was', async () => {
    const cache = join(temporaryFolder(), 'intents');
    expect((await loadModels({ cache, corpus: TRAINED })).cached).to.equal(false);
    expect((await loadModels({ cache, corpus: TRAINED })).cached).to.equal(true);
    const [name = ''] = readdirSync(cache);
    const bytes = readFileSync(join(cache, name));
    for (const at of [bytes.length - 40, bytes.length - 1, Math.floor(bytes.length / 2)]) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(join(cache, name), damaged);
      expect((await loadModels({ cache, corpus: TRAINED })).cached, String(at)).to.equal(false);
    }
    writeFileSync(join(cache, name), bytes.subarray(0, -100));
    expect((await loadModels({ cache, corpus: TRAINED })).cached).to.equal(false);
    expect((await loadModels({ cache, corpus: TRAINED })).cached).to.equal(true);
  });
});
