// What a training is prepared with: features counted by their hashes, and vectors packed in batches.
import { expect } from 'chai';
import { createFeatureCounts } from '../../intents/engine/feature-counts.ts';
import { MAX_FEATURES } from '../../intents/engine/features.ts';
import { createRandom } from '../../intents/engine/random.ts';
import { packVectors, vectorAt } from '../../intents/engine/vectors.ts';

describe('the count of texts by feature', () => {
  it('is that of a map of names, once a feature is met often enough to have one', () => {
    const [random, counts] = [createRandom(5), createFeatureCounts()];
    const plain = new Map<string, number>();
    const parts = Array.from({ length: 700 }, (_, at) => `w${at}`);
    // So many pairs that there is no room for all at the start.
    for (let text = 0; text < 6000; text++) {
      const seen = new Set<string>();
      for (let pair = 0; pair < 30; pair++) {
        const start = Math.floor(random() * 690);
        const end = start + 1 + Math.floor(random() * 9);
        const name = `b${parts.slice(start, end).join(' ')}`;
        counts.addJoined('b', parts, start, end, text, 3);
        if (!seen.has(name)) plain.set(name, (plain.get(name) ?? 0) + 1);
        seen.add(name);
      }
      for (let rare = 0; rare < 20; rare++) counts.addJoined('r', [`${text} ${rare}`], 0, 1, text, 3);
    }
    const kept = [...plain].filter(([, count]) => count >= 3).map(([name, count]) => ({ name, count }));
    expect(counts.named().sort((a, b) => (a.name < b.name ? -1 : 1))).to.deep.equal(
      kept.sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });
  it('counts a text once, and gives a name one number however it is made', () => {
    const counts = createFeatureCounts();
    const word = counts.number('bw1 w2');
    counts.addAll([word, word], 0);
    counts.addJoined('b', ['w1', 'w2'], 0, 2, 0, 1);
    counts.addJoined('b', ['w1', 'w2'], 0, 2, 1, 1);
    expect(counts.number('bw1 w2')).to.equal(word);
    expect(counts.named()).to.deep.equal([{ name: 'bw1 w2', count: 2 }]);
  });
});

describe('packed vectors', () => {
  it('are those that were put in, over the ends of batches and of the room for one', () => {
    const sizeOf = (at: number) => (at === 7 ? MAX_FEATURES : at % 200);
    const passing = { indices: new Uint32Array(MAX_FEATURES), values: new Float32Array(MAX_FEATURES) };
    const vectors = packVectors(2500, (at) => {
      // The same room for each, as when texts are read.
      passing.indices.fill(at);
      passing.values.fill(at / 4);
      return {
        indices: passing.indices.subarray(0, sizeOf(at)),
        values: passing.values.subarray(0, sizeOf(at)),
      };
    });
    expect(vectors.size).to.equal(2500);
    for (const at of [0, 7, 8, 199, 1023, 1024, 1025, 2047, 2048, 2499]) {
      const { indices, values } = vectorAt(vectors, at);
      expect(indices.length, `${at}`).to.equal(sizeOf(at));
      expect(values.length).to.equal(sizeOf(at));
      expect(indices.every((one) => one === at) && values.every((one) => one === at / 4), `${at}`).to.equal(
        true,
      );
    }
  });
});
