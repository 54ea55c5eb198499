import { expect } from 'chai';
import { createReadBehind } from '../../dialogs/interpret/read-behind.ts';
import type { MessageReader, Reading } from '../../intents/reader.ts';

const LABELS = ['answer.numen_where', 'reply.no', 'account_locked', 'answer.clock_why'];
const SUBJECT = { fr: 'Le NUMEN', en: 'The NUMEN' };

describe('a short message after something was spoken of', () => {
  const asked: string[] = [];
  const reader = {
    labels: LABELS,
    temperature: 2,
    scoresOf: (text: string) => {
      asked.push(text);
      return Float32Array.of(4, 4, 4, 0);
    },
  } as unknown as MessageReader;
  const readBehind = createReadBehind(reader);

  /** The scores of words that have these by themselves. */
  function scores(
    text: string,
    subject: typeof SUBJECT | undefined,
    changes: Partial<Reading> = {},
    { alone = 0, topic = 'numen_what' }: { alone?: number; topic?: string | null } = {},
  ): number[] {
    const whole = { text, scores: Float32Array.of(alone, 0, 0, 0) };
    const reading = { whole, language: 'fr', empty: false, ...changes } as unknown as Reading;
    return [...readBehind(reading, { subject, topic }).whole.scores];
  }

  beforeEach(() => asked.splice(0));

  it('asks what it asks of that, and does the rest by itself', () => {
    const inMean = scores("et si j'ai pas l'arrêté ?", SUBJECT);
    expect(inMean.map((score) => score.toFixed(1))).to.deep.equal(['2.8', '0.0', '0.0', '0.0']);
    // Behind a trouble, where no answer was given, half of it.
    expect(scores('et après ?', SUBJECT, {}, { topic: null })).to.deep.equal([2, 0, 0, 0]);
    expect(asked).to.deep.equal(["Le NUMEN et si j'ai pas l'arrêté ?", 'Le NUMEN et après ?']);
  });
  it('is read behind the name in its own language', () => {
    scores('where', SUBJECT, { language: 'en' });
    expect(asked).to.deep.equal(['The NUMEN where']);
  });
  it('is read once where nothing was spoken of, where it says all itself, and where there are no words', () => {
    expect(scores('et après ?', undefined)).to.deep.equal([0, 0, 0, 0]);
    expect(scores('un deux trois quatre cinq six sept huit neuf dix', SUBJECT)).to.deep.equal([0, 0, 0, 0]);
    expect(scores('…', SUBJECT, { empty: true })).to.deep.equal([0, 0, 0, 0]);
    expect(asked).to.deep.equal([]);
    expect(scores('un deux trois quatre cinq six sept huit neuf', SUBJECT)[0]).to.be.closeTo(2.8, 1e-6);
  });
  it('is read once where it says by itself which answer it asks for, sooner where only a trouble was spoken of', () => {
    const leading = (alone: number, topic: string | null) => {
      asked.splice(0);
      scores('et le port ?', SUBJECT, {}, { alone, topic });
      return asked.length === 0;
    };
    // Scores count by the temperature.
    expect([5.9, 6.1].map((alone) => leading(alone, 'numen_what'))).to.deep.equal([false, true]);
    expect([1.3, 1.5].map((alone) => leading(alone, null))).to.deep.equal([false, true]);
  });
  it('is read once where it tells a trouble', () => {
    const told = (trouble: number) => {
      asked.splice(0);
      const whole = { text: 'compte bloqué', scores: Float32Array.of(0, 0, trouble, 0) };
      readBehind({ whole, language: 'fr', empty: false } as unknown as Reading, {
        subject: SUBJECT,
        topic: 'numen_what',
      });
      return asked.length === 0;
    };
    expect([3.9, 4.1].map(told)).to.deep.equal([false, true]);
  });
  it('is read once where it answers, thanks or takes leave: "it works"', () => {
    for (const label of ['reply.worked', 'thanks', 'goodbye']) {
      const behind = createReadBehind({ ...reader, labels: [...LABELS, label] });
      const parts = (leave: number, text = 'merci, bonne soirée') => {
        asked.splice(0);
        const whole = { text, scores: Float32Array.of(0, 0, 0, 0, leave) };
        behind({ whole, language: 'fr', empty: false } as unknown as Reading, {
          subject: SUBJECT,
          topic: 'numen_what',
        });
        return asked.length === 0;
      };
      expect(
        [3.9, 4.1].map((leave) => parts(leave)),
        label,
      ).to.deep.equal([false, true]);
      expect(parts(4.1, 'merci, et sur Mac ?'), 'asks').to.equal(false);
    }
  });
});
