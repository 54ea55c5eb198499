// Which labels a step of the training is about.
import { expect } from 'chai';
import { inBlocks, rangesOf } from '../../intents/engine/blocks.ts';

const grouping = {
  isOpening: (label: string) => !label.includes('.'),
  questionOf: (label: string) => (label.includes(':') ? label.slice(0, label.indexOf(':')) : undefined),
};

describe('the labels of the training', () => {
  const found = new Set([
    'greet',
    'reply.yes',
    'said.b:no',
    'said.a:yes',
    'locked',
    'said.b:yes',
    'choice.x',
  ]);
  const { labels, blocks } = inBlocks(found, grouping);

  it('stand with those that open first, then the rest of no question, then question by question', () => {
    expect(labels).to.deep.equal([
      ...['greet', 'locked'],
      ...['choice.x', 'reply.yes'],
      ...['said.a:yes', 'said.b:no', 'said.b:yes'],
    ]);
    expect([...blocks]).to.deep.equal([0, 2, 4, 5, 7]);
  });
  it('are told apart at an opening from those that open alone', () => {
    expect(rangesOf(blocks, 1, labels.length, () => 0, true)).to.deep.equal([[0, 2]]);
  });
  it('are told apart later from those of no question, and from their own question', () => {
    expect(rangesOf(blocks, 5, labels.length, () => 0)).to.deep.equal([
      [0, 4],
      [5, 7],
    ]);
    expect(rangesOf(blocks, 4, labels.length, () => 0)).to.deep.equal([
      [0, 4],
      [4, 5],
    ]);
  });
  it('that answer no question are told apart from some that do', () => {
    for (const at of [0, 0.5, 0.999]) {
      const [common, some] = rangesOf(blocks, 3, labels.length, () => at);
      expect(common).to.deep.equal([0, 4]);
      expect(some?.[0]).to.be.within(4, 5);
      expect(some?.[1]).to.equal(7);
    }
  });
  it('are all told apart where none is bound to a question', () => {
    const free = inBlocks(new Set(['greet', 'locked']), grouping);
    expect(rangesOf(free.blocks, 0, 2, () => 0)).to.deep.equal([[0, 2]]);
    expect(rangesOf(undefined, 0, 2, () => 0)).to.deep.equal([[0, 2]]);
  });
});
