import { expect } from 'chai';
import { DETECTORS } from '../../src/redaction/find-secrets.ts';
import { createView } from '../../src/redaction/fold.ts';
import { findPasswords, PASSWORD_DETECTORS } from '../../src/redaction/password/password.ts';
import { REDACTED } from '../../src/redaction/redact.ts';
import type { View } from '../../src/redaction/view.ts';
import { GROWTH, growthOf } from '../helpers/growth.ts';
import { hostilePairs, hostileTexts } from './hostile-texts.ts';

/** More than any channel takes, in characters. */
const SIZE = 20_000;
/** One pair of seeds in so many is tried; PAIRS=1 tries all. */
const PAIRS = Number(process.env.PAIRS ?? 149);

describe('the time of redaction', () => {
  const texts = [...hostileTexts, ...hostilePairs(PAIRS)];
  const views = texts.map(([seed, build]) => {
    const large = viewOf(build(SIZE));
    return { seed, build: (size: number) => (size === SIZE ? large : viewOf(build(size))) };
  });
  // How they work together is timed on each seed with the other tests of redaction.
  const functions = [...DETECTORS, ...PASSWORD_DETECTORS].filter((detect) => detect !== findPasswords);

  for (const [index, detect] of functions.entries()) {
    it(`grows no faster than the text in ${detect.name || `detector ${index + 1}`}`, function () {
      this.timeout(120_000);
      for (const { seed, build } of views) {
        const growth = growthOf(detect, build, SIZE);
        expect(growth, JSON.stringify(seed)).to.be.below(GROWTH);
      }
    });
  }

  it('grows no faster than the text in folding', () => {
    for (const [seed, build] of texts) {
      expect(growthOf(viewOf, build, SIZE), JSON.stringify(seed)).to.be.below(GROWTH);
    }
  }).timeout(120_000);
});

function viewOf(text: string): View {
  return createView(text, REDACTED);
}
