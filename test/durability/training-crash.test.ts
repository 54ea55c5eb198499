import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { engines } from '../helpers/engines.ts';
import { BADGES, LEARNS, startReading } from '../helpers/reading-instance.ts';
import { type SmallCorpus, smallCorpus } from '../helpers/small-corpus.ts';

const HELPERS = join(import.meta.dirname, '../helpers');
/** Where something is half done: bytes written, said to be ready and not committed. */
const POINTS = ['after insert into "readermodelpart"', 'after update "readermodel"'];
/** Milliseconds after which the lease of whoever was killed is over. */
const LEASE = 31_000;

for (const { name, databaseUrl } of engines) {
  describe(`a training that is killed on ${name}`, function () {
    this.timeout(2 * LEARNS);
    let small: SmallCorpus;
    before(async () => {
      small = await smallCorpus();
    });

    for (const point of POINTS) {
      it(`leaves the old reader, and another instance trains: ${point}`, async () => {
        const url = await databaseUrl();
        const other = await startReading(url, small, false);
        await other.publish(BADGES);
        const { models, sources } = small;
        const child = spawn(
          process.execPath,
          [
            `--import=${join(HELPERS, 'crash-point.ts')}`,
            join(HELPERS, 'training-process.ts'),
            ...[url, models.key, JSON.stringify(sources), point],
          ],
          { stdio: 'inherit' },
        );
        const [, signal] = await once(child, 'exit');
        expect(signal, 'it was killed').to.equal('SIGKILL');
        await other.readers.refresh();
        expect(other.understands(), 'the old one').to.equal(false);
        await other.train();
        expect(other.understands(), 'its lease is not over').to.equal(false);
        await other.train(LEASE);
        expect(other.understands(), 'the new one').to.equal(true);
        await other.close();
      });
    }
  });
}
