import { expect } from 'chai';
import type { Entities } from '../../intents/entities.ts';
import type { Reading } from '../../intents/reader.ts';
import { createUnderstand, REFUSE_ABOVE, understandReading } from '../../intents/understand.ts';

const LABELS = ['greet', 'account_locked', 'answer.lockout_why', 'reply.yes', 'answer.imap_server'];
const HOMES = new Map([
  ['answer.lockout_why', 'account_locked'],
  ['answer.imap_server', 'mail_client_setup'],
] as const);
const READER = { labels: LABELS, temperature: 1 };

/** A reading in which each label has a share, before those that cannot open a conversation are left out. */
function reading(shares: Readonly<Record<string, number>>, more: Partial<Reading> = {}): Reading {
  const scores = Float32Array.from(LABELS, (label) => Math.log(shares[label] ?? 1e-9));
  return {
    whole: { text: 'x', scores },
    clauses: [],
    language: 'fr',
    languageConfidence: 1,
    entities: {} as Entities,
    refusal: 0,
    empty: false,
    strange: false,
    ...more,
  };
}

describe('what first words mean', () => {
  const understand = (shares: Readonly<Record<string, number>>, more?: Partial<Reading>) =>
    understandReading(reading(shares, more), READER, HOMES);

  it('is acted on from a confidence of 0.4', () => {
    const rest = { 'answer.imap_server': 0.31, account_locked: 0.28 };
    expect(understand({ greet: 0.41, ...rest })).to.include({ label: 'greet', unsure: false });
    expect(understand({ greet: 0.39, 'answer.imap_server': 0.32, account_locked: 0.29 })).to.include({
      label: 'greet',
      unsure: true,
    });
  });

  it('is not acted on where the words look foreign, however sure the label', () => {
    expect(understand({ greet: 1 }, { refusal: REFUSE_ABOVE }).unsure).to.equal(false);
    expect(understand({ greet: 1 }, { refusal: REFUSE_ABOVE + 0.01 }).unsure).to.equal(true);
  });

  it('counts a narrower label for where it is at home, and names the answer that is asked for', () => {
    const about = understand({ greet: 0.4, account_locked: 0.25, 'answer.lockout_why': 0.35 });
    expect(about.label).to.equal('account_locked');
    expect(about.confidence).to.be.closeTo(0.6, 1e-5);
    // The likeliest of all is a greeting: no answer is asked for.
    expect(about).not.to.have.property('topic');
    expect(understand({ account_locked: 0.4, 'answer.lockout_why': 0.6 }).topic).to.equal('lockout_why');
    expect(understand({ account_locked: 0.6, 'answer.lockout_why': 0.4 })).not.to.have.property('topic');
    // An answer of another home than the label.
    const apart = understand({ account_locked: 0.3, 'answer.lockout_why': 0.3, 'answer.imap_server': 0.4 });
    expect(apart.label).to.equal('account_locked');
    expect(apart).not.to.have.property('topic');
  });

  it('is nothing that a conversation cannot begin with', () => {
    const { ranking, label } = understand({ 'reply.yes': 0.9, greet: 0.06, account_locked: 0.04 });
    expect(label).to.equal('greet');
    expect(ranking.map((one) => one.label)).to.deep.equal(['greet', 'account_locked', 'mail_client_setup']);
    expect(ranking[0]?.confidence).to.be.closeTo(0.6, 1e-5);
  });

  it('is out of scope where there is no word', () => {
    expect(understand({ greet: 1 }, { empty: true })).to.deep.include({
      label: 'out_of_scope',
      confidence: 1,
      ranking: [],
      unsure: true,
    });
  });

  it('keeps what the reader found besides', () => {
    const found = { language: 'en', languageConfidence: 0.7, refusal: 0.3 } as const;
    const whole = { ...READER, read: () => reading({ greet: 1 }, found) };
    expect(createUnderstand(whole, HOMES)('hello')).to.deep.include({
      ...found,
      label: 'greet',
      unsure: false,
    });
  });
});
