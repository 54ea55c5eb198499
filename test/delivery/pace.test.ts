import { expect } from 'chai';
import fc from 'fast-check';
import { createPace, pauseBefore } from '../../src/delivery/pace.ts';

describe('the pace of a conversation', () => {
  it('never passes 7 messages in a second or 60 in 30 seconds, and does not wait longer than it must', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400), { minLength: 100, maxLength: 200 }), (gaps) => {
        const sent: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          const pause = pauseBefore(sent, now);
          now += pause;
          if (pause > 0) expect(allowed([...sent, now - 1])).to.equal(false);
          sent.push(now);
          expect(allowed(sent)).to.equal(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('the pace of a conversation, when the clock is put back', () => {
  it('does not count what seems to have gone out in the future', () => {
    const ahead = Array.from({ length: 60 }, (_, index) => 3_600_000 + index);
    expect(pauseBefore(ahead, 1000)).to.equal(0);
    expect(pauseBefore([...Array.from({ length: 7 }, () => 900), ...ahead], 1000)).to.equal(900);
  });
});

/** Whether the last of some messages was within the limits, counted naively. */
function allowed(sent: readonly number[]): boolean {
  const last = sent.at(-1) ?? 0;
  const within = (time: number) => sent.filter((at) => at > last - time).length;
  return within(1000) <= 7 && within(30_000) <= 60;
}

describe('the pace of a process', () => {
  it('counts what it sent to each conversation, and forgets it with its window', () => {
    const pace = createPace();
    for (let message = 0; message < 7; message++) pace.sent('one', 1_000_000 + message);
    expect(pace.pause('one', 1_000_500)).to.equal(500);
    expect(pace.pause('other', 1_000_500)).to.equal(0);
    pace.sent('other', 1_031_000);
    expect(pace.pause('one', 1_031_000)).to.equal(0);
    // The clock was put back: what went out in the future says nothing about now.
    expect(pace.pause('one', 500_000)).to.equal(0);
  });

  it('remembers no message beyond its window, of this conversation or of another', () => {
    const pace = createPace();
    for (let message = 0; message < 60; message++) pace.sent('one', 1_000_000 + 400 * message);
    expect(pace.pause('one', 1_023_600)).to.equal(6400);
    // The first has left the window, the rest has not.
    pace.sent('other', 1_030_500);
    expect(pace.pause('one', 1_029_999)).to.equal(1);
    expect(pace.pause('one', 1_030_000)).to.equal(0);
    pace.sent('other', 1_061_000);
    // Looked at from before, as after a clock that was put back: what is forgotten is no reason to wait.
    expect(pace.pause('one', 1_023_600)).to.equal(0);
  });
});
