// Which example questions an answer may have, by how they are read without it.
import { expect } from 'chai';
import { OUT_OF_SCOPE } from '../../intents/labels.ts';
import type { MessageReader, Reading } from '../../intents/reader.ts';
import { loadHours } from '../../src/content/load-hours.ts';
import type { Content } from '../../src/publishing/content.ts';
import { createGate } from '../../src/publishing/gate.ts';
import { knowledge } from '../helpers/app.ts';

const LABELS = [OUT_OF_SCOPE, 'account_locked', 'mfa_reset'];
const ID = 'lockout_why';

/** The refusals of one question of an answer about blocked accounts, which is read with these shares. */
function refused(shares: readonly number[], refusal = 0): number {
  const reading: Reading = {
    whole: { text: 'x', scores: Float32Array.from(shares, Math.log) },
    ...{ clauses: [], language: 'fr', languageConfidence: 1, entities: {} as Reading['entities'] },
    ...{ refusal, empty: false, strange: false },
  };
  const reader = { labels: LABELS, temperature: 1, read: () => reading } as unknown as MessageReader;
  const answer = knowledge.answers.get(ID);
  if (!answer) throw new Error('no such answer');
  const answers = new Map([[ID, { ...answer, examples: { fr: ['Pourquoi ce délai ?'], en: [] } }]]);
  const content: Content = { version: 1, knowledge: { ...knowledge, answers }, hours: loadHours() };
  return createGate({ fitting: () => reader })(content).length;
}

describe('a question that is to be published with its answer', () => {
  it('is refused where it is surely well understood as something else', () => {
    expect(refused([0.1, 0.1, 0.8])).to.equal(1);
    expect(refused([0.2, 0.12, 0.68])).to.equal(0);
    expect(refused([0.01, 0.01, 0.98], 0.99), 'foreign words').to.equal(0);
  });

  it('is taken where it is understood as the subject of its answer', () => {
    expect(refused([0.1, 0.8, 0.1])).to.equal(0);
  });

  it('is taken where it was about nothing known so far: this is what answers are added for', () => {
    expect(refused([0.9, 0.05, 0.05])).to.equal(0);
  });
});
