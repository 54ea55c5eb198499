// The top of a network by WebAssembly gives what the plain loops give, and is done without where it cannot be had.
import { expect } from 'chai';
import { createActiveUnits, scoreHidden, scoreVector } from '../../intents/engine/network.ts';
import { createRandom } from '../../intents/engine/random.ts';
import { createSimdTop } from '../../intents/engine/simd-top.ts';

/** Four labels are worked on at once: as many, fewer, and some that are left over. */
const LABELS = [1, 2, 3, 4, 5, 8, 498];
const UNITS = [1, 3, 16, 192];
/** Rounding of 192 sums of numbers about 1. */
const CLOSE = 1e-4;

describe('the top of a network', () => {
  const random = createRandom(7);
  const floats = (count: number) => Float32Array.from({ length: count }, () => 2 * random() - 1);
  const plain = (outputs: Float32Array, bias: Float32Array, hidden: Float32Array) => {
    const scores = new Float32Array(bias.length);
    scoreHidden({ outputs, bias }, hidden, scores, createActiveUnits(hidden.length));
    return scores;
  };
  const apart = (one: Float32Array, other: Float32Array) =>
    Math.max(...one.map((score, label) => Math.abs(score - (other[label] ?? Number.NaN))));

  for (const labels of LABELS) {
    it(`is the same by WebAssembly with ${labels} labels, at each call`, () => {
      for (const units of UNITS) {
        const [outputs, bias] = [floats(units * labels), floats(labels)];
        const top = createSimdTop(outputs, bias);
        if (!top) throw new Error('this Node.js has no WebAssembly');
        for (let call = 0; call < 3; call++) {
          // Half of the units are off.
          const hidden = floats(units).map((value) => Math.max(0, value));
          const scores = new Float32Array(labels).fill(Number.NaN);
          top(hidden, scores);
          expect(apart(scores, plain(outputs, bias, hidden))).to.be.lessThan(CLOSE);
        }
      }
    });
  }

  it('of one network does not get into that of another', () => {
    const sides = [0, 1].map(() => ({
      outputs: floats(12),
      bias: floats(4),
      hidden: floats(3).map(Math.abs),
    }));
    const tops = sides.map(({ outputs, bias }) => createSimdTop(outputs, bias));
    for (const [at, { outputs, bias, hidden }] of sides.entries()) {
      const scores = new Float32Array(4);
      tops[at]?.(hidden, scores);
      expect(apart(scores, plain(outputs, bias, hidden))).to.be.lessThan(CLOSE);
    }
  });

  it('is worked out without WebAssembly where there is none', () => {
    const network = {
      ...{ outputs: floats(32), bias: floats(4), hiddenBias: floats(8) },
      ...{ inputs: Int8Array.from({ length: 80 }, () => 100 * random()), scales: floats(10) },
    };
    const vector = { indices: Uint32Array.of(1, 4, 9), values: floats(3) };
    const given = globalThis.WebAssembly;
    Object.assign(globalThis, { WebAssembly: undefined });
    try {
      expect(createSimdTop(network.outputs, network.bias)).to.equal(undefined);
      const without = scoreVector({ ...network }, vector);
      Object.assign(globalThis, { WebAssembly: given });
      expect(apart(scoreVector({ ...network }, vector), without)).to.be.lessThan(CLOSE);
    } finally {
      Object.assign(globalThis, { WebAssembly: given });
    }
  });
});
