import { expect } from 'chai';
import { pauseAfter, writeDown } from '../../src/delivery/retry.ts';

const POLICY = { firstPause: 1000, longestPause: 60_000 };

describe('another attempt', () => {
  it('waits twice as long each time, up to a limit, and up to as much again at random', () => {
    for (const [attempts, pause] of [
      [0, 1000],
      [3, 8000],
      [9, 60_000],
      [5000, 60_000],
    ] as const) {
      expect(pauseAfter(attempts, POLICY)).to.be.within(pause, 2 * pause);
    }
    const pauses = Array.from({ length: 200 }, () => pauseAfter(0, POLICY));
    expect(Math.max(...pauses) - Math.min(...pauses), 'not all at once').to.be.greaterThan(500);
  });

  it('waits as long as the far end asks for, within the limit', () => {
    expect(pauseAfter(0, POLICY, 30_000)).to.be.within(30_000, 60_000);
    expect(pauseAfter(0, POLICY, 3_600_000)).to.be.within(60_000, 120_000);
  });
});

describe('an outcome', () => {
  it('is written down again until the database takes it', async () => {
    const errors: unknown[] = [];
    let tries = 0;
    const write = async () => {
      if (++tries < 2) throw new Error('locked');
      return 'written';
    };
    const result = await writeDown(
      write,
      () => false,
      (error) => errors.push(error),
    );
    expect([result, tries, errors.length]).to.deep.equal(['written', 2, 1]);
  });

  it('is left when the service ends meanwhile', async () => {
    const write = () => Promise.reject(new Error('gone'));
    expect(
      await writeDown(
        write,
        () => true,
        () => {},
      ),
    ).to.equal(undefined);
  });
});
