// The inner loops of training: in WebAssembly and plain they do the same, and what a kernel takes with a range stays as it is.
import { expect } from 'chai';
import { createKernels, createPlainKernels, type Kernels } from '../../intents/engine/kernels.ts';
import { learnLine } from '../../intents/engine/learn-line.ts';
import { createRandom } from '../../intents/engine/random.ts';
import { createWorkspace, networkOf } from '../../intents/engine/workspace.ts';

const SHAPE = { features: 9, width: 6, labels: 11 };

describe('the kernels of training', () => {
  const both: readonly [string, (bytes: number) => Kernels][] = [
    ['WebAssembly', createKernels],
    ['plain', createPlainKernels],
  ];
  it('are really in WebAssembly here', () => {
    expect(String(createKernels(64).addRows)).to.include('[native code]');
  });

  for (const [name, create] of both) {
    it(`add rows, each times its factor, to the columns that are named (${name})`, () => {
      const { memory, addRows } = create(1024);
      const floats = new Float32Array(memory);
      const rows = new Uint32Array(memory, 16, 4);
      floats.set([2, 3, 0, 0], 0);
      rows.set([1, 0, 0, 0]);
      // Two rows of eight columns from byte 64 on; the sums from byte 256 on.
      floats.set([1, 1, 1, 1, 1, 1, 1, 1, 10, 20, 30, 40, 50, 60, 70, 80], 16);
      floats.fill(5, 64, 72);
      addRows(0, 16, 4, 64, 32, 256, 16, 32);
      expect([...floats.subarray(64, 72)]).to.deep.equal([5, 5, 5, 5, 108, 128, 148, 168]);
    });

    it(`sum up each row's product before they move it (${name})`, () => {
      const { memory, learnRows } = create(1024);
      const floats = new Float32Array(memory);
      new Uint32Array(memory, 16, 4).set([1]);
      floats.set([0.5], 0);
      floats.set([0, 0, 0, 0, 1, 2, 3, 4], 16);
      floats.set([1, 1, 2, 2], 64);
      floats.set([100], 80);
      learnRows(0, 16, 1, 64, 16, 256, 0, 16, 320);
      expect(floats[80]).to.equal(100 + 1 + 2 + 6 + 8);
      expect([...floats.subarray(16, 24)]).to.deep.equal([0, 0, 0, 0, 0.5, 1.5, 2, 3]);
    });

    it(`put powers of e below the highest score, and sum them up (${name})`, () => {
      const { memory, powers } = create(1024);
      const floats = new Float32Array(memory);
      const scores = [3, 2.5, -1, -7, 3, -30, -120, Number.NEGATIVE_INFINITY];
      floats.fill(9);
      floats.set(scores, 4);
      const sum = powers(0, 256, 16, 48, 3);
      const found = [...floats.subarray(68, 76)];
      found.forEach((power, at) => {
        expect(power).to.be.closeTo(Math.exp((scores[at] as number) - 3), 1e-6);
      });
      expect(found.slice(-2).every((power) => power >= 0)).to.equal(true);
      expect(sum).to.be.closeTo(
        found.reduce((all, power) => all + power),
        1e-5,
      );
      expect([floats[67], floats[76]]).to.deep.equal([9, 9]);
    });
  }

  it('learn the same, and nothing of labels that a line is not told apart from', () => {
    const learn = (create: (bytes: number) => Kernels) => {
      const room = createWorkspace(SHAPE, create);
      const random = createRandom(7);
      for (const matrix of [room.inputs.items, room.outputs.items])
        for (let at = 0; at < matrix.length; at++) matrix[at] = random() - 0.5;
      const before = networkOf(room);
      const vector = { indices: Uint32Array.of(1, 4, 7, 8), values: Float32Array.of(1, 0.5, 0.25, 1) };
      const strangers = Uint32Array.of(2);
      const ranges = [
        [0, 5],
        [6, 9],
      ] as const;
      for (let step = 0; step < 40; step++)
        learnLine(room, { vector, target: 3, rate: 0.5, ranges, strangers }, random);
      return { before, after: networkOf(room) };
    };
    const { before, after } = learn(createKernels);
    const plain = learn(createPlainKernels).after;
    after.outputs.forEach((weight, at) => {
      expect(weight).to.be.closeTo(plain.outputs[at] ?? 0, 1e-4);
      if ([2, 5, 9, 10].includes(at % SHAPE.labels)) expect(weight).to.equal(before.outputs[at]);
    });
    after.inputs.forEach((weight, at) => {
      expect(weight).to.be.closeTo(plain.inputs[at] ?? 0, 1e-4);
    });
    expect(after.bias[3]).to.be.greaterThan(0);
    for (const label of [2, 5, 9, 10]) expect(after.bias[label]).to.equal(0);
    for (const label of [0, 1, 4, 6, 8]) expect(after.bias[label]).to.be.lessThan(0);
  });
});
