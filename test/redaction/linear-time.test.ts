import { expect } from 'chai';
import { DETECTORS } from '../../src/redaction/find-secrets.ts';
import { createView } from '../../src/redaction/fold.ts';
import { findPasswords, PASSWORD_DETECTORS } from '../../src/redaction/password/password.ts';
import { REDACTED } from '../../src/redaction/redact.ts';
import type { View } from '../../src/redaction/view.ts';
import { hostilePairs, hostileTexts } from './hostile-texts.ts';

/** More than any channel takes, in characters. */
const SIZE = 20_000;
/** What no text of that size needs a closer look below, in milliseconds of the processor. */
const QUICK = 8;
/** Four times the text; quadratic growth would be sixteen. One millisecond is the noise of small times. */
const GROWTH = 9;
const TRIES = 6;
/** Looks at what seems to grow too fast before it is believed. */
const LOOKS = 4;
/** One pair of seeds in so many is tried; PAIRS=1 tries all. */
const PAIRS = Number(process.env.PAIRS ?? 149);

describe('the time of redaction', () => {
  const texts = [...hostileTexts, ...hostilePairs(PAIRS)];
  const views = texts.map(([seed, build]) => ({ seed, large: viewOf(build(SIZE)), build }));
  // How they work together is timed on each seed with the other tests of redaction.
  const functions = [...DETECTORS, ...PASSWORD_DETECTORS].filter((detect) => detect !== findPasswords);

  for (const [index, detect] of functions.entries()) {
    it(`grows no faster than the text in ${detect.name || `detector ${index + 1}`}`, function () {
      this.timeout(120_000);
      for (const { seed, large, build } of views) {
        if (timeOf(detect, large, 1) < QUICK) continue;
        expect(growthOf(detect, large, viewOf(build(SIZE / 4))), JSON.stringify(seed)).to.be.below(GROWTH);
      }
    });
  }

  it('grows no faster than the text in folding', () => {
    for (const [seed, build] of texts) {
      if (timeOf(viewOf, build(SIZE), 1) < QUICK) continue;
      expect(growthOf(viewOf, build(SIZE), build(SIZE / 4)), JSON.stringify(seed)).to.be.below(GROWTH);
    }
  }).timeout(120_000);
});

function viewOf(text: string): View {
  return createView(text, REDACTED);
}

/**
 * How many times as long the large input takes. What seems to grow too fast is looked at again: a
 * collection of garbage or a recompilation passes, quadratic growth does not.
 */
function growthOf<Input>(run: (input: Input) => unknown, large: Input, small: Input): number {
  let growth = Infinity;
  for (let look = 0; look < LOOKS && growth >= GROWTH; look += 1) {
    growth = Math.min(growth, timeOf(run, large, TRIES) / (timeOf(run, small, TRIES) + 1));
  }
  return growth;
}

/** The best of a few runs, in milliseconds of the processor: neither other programs nor the compiler count. */
function timeOf<Input>(run: (input: Input) => unknown, input: Input, tries: number): number {
  let best = Infinity;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const start = process.cpuUsage();
    run(input);
    best = Math.min(best, process.cpuUsage(start).user / 1000);
  }
  return best;
}
