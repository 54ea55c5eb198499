import { expect } from 'chai';
import { createActReader } from '../../dialogs/interpret/acts.ts';
import type { Entities } from '../../intents/entities.ts';
import type { Clause, Reading } from '../../intents/reader.ts';

const LABELS = [
  ...['account_locked', 'password_expired', 'mail_client_setup', 'out_of_scope'],
  ...['greet', 'thanks', 'goodbye', 'affirm', 'deny', 'help', 'unwell'],
  ...['reply.yes', 'reply.no', 'reply.worked', 'reply.not_worked', 'reply.ok', 'reply.later'],
  ...['answer.lockout_why', 'answer.lockout_who', 'answer.imap_server', 'answer.pop_what'],
  ...['safety.secret_given', 'tried.cache', 'choice.summary'],
];
const HOMES = new Map([
  ['answer.lockout_why', 'account_locked'],
  ['answer.lockout_who', 'account_locked'],
  ['answer.imap_server', 'mail_client_setup'],
  ['answer.pop_what', 'mail_client_setup'],
] as const);

type Shares = Readonly<Record<string, number>>;

/** Some words with the share of each label; the rest is spread over all others. */
function clause(text: string, shares: Shares): Clause {
  const rest = 1 - Object.values(shares).reduce((sum, share) => sum + share, 0);
  const others = LABELS.length - Object.keys(shares).length;
  return { text, scores: Float32Array.from(LABELS, (label) => Math.log(shares[label] ?? rest / others)) };
}

/** What is read out of a message, whose clauses are given in order. */
function read(whole: Clause, ...clauses: Clause[]) {
  const reading: Reading = {
    ...{ whole, clauses, language: 'fr', languageConfidence: 1, entities: {} as Entities, refusal: 0 },
    empty: false,
    strange: false,
  };
  const reader = createActReader({ labels: LABELS, temperature: 1 }, HOMES);
  return reader.read(reading, new Float32Array(LABELS.length));
}

const labels = (...given: Parameters<typeof read>) => read(...given).acts.map(({ label }) => label);

describe('the acts of a message', () => {
  it('are what its words are likely enough to mean: from 0.28, and for an answer from 0.16', () => {
    expect(labels(clause('a b c', { password_expired: 0.29 }))).to.deep.equal(['password_expired']);
    expect(labels(clause('a b c', { password_expired: 0.27 }))).to.deep.equal([]);
    const asked = (share: number) =>
      labels(
        clause('a b c', { 'answer.imap_server': share, 'answer.pop_what': 0.005, mail_client_setup: 0.005 }),
      );
    expect(asked(0.16)).to.deep.equal(['answer.imap_server']);
    expect(asked(0.14)).to.deep.equal([]);
  });

  it('of labels at home in one support each other', () => {
    const kin = { 'answer.lockout_why': 0.15, 'answer.lockout_who': 0.14, account_locked: 0.13 };
    const { acts } = read(clause('a b c', kin));
    expect(acts.map(({ label }) => label)).to.deep.equal(['answer.lockout_why']);
    expect(acts[0]?.support).to.be.closeTo(0.42, 1e-4);
  });

  it('leave a courtesy out where something is said beside it, and a courtesy alone as it is', () => {
    const both = { thanks: 0.5, account_locked: 0.4 };
    expect(labels(clause('merci compte bloqué', both))).to.deep.equal(['account_locked']);
    expect(labels(clause('merci', both))).to.deep.equal(['thanks']);
    expect(labels(clause('merci bien', { thanks: 0.8, account_locked: 0.19 }))).to.deep.equal(['thanks']);
    expect(labels(clause('merci bien', { thanks: 0.74, account_locked: 0.05 }))).to.deep.equal(['thanks']);
    // Yes and no are no matter of their own beside it.
    expect(labels(clause('merci oui', { thanks: 0.5, affirm: 0.3, deny: 0.1 }))).to.deep.equal(['thanks']);
    const { acts } = read(clause('merci compte bloqué', both));
    expect(acts[0]?.confidence).to.be.closeTo(0.8, 0.1).and.above(0.6);
  });

  it('of a clause count from 0.6, warnings from 0.45', () => {
    const whole = clause('a ? b.', { account_locked: 0.5, 'tried.cache': 0.2 });
    const tried = (share: number) =>
      labels(whole, clause('a', { account_locked: 0.9 }), clause('b', { 'tried.cache': share }));
    expect(tried(0.61)).to.deep.equal(['account_locked', 'tried.cache']);
    expect(tried(0.59)).to.deep.equal(['account_locked']);
    const both = clause('a ? b.', { account_locked: 0.5, 'safety.secret_given': 0.05 });
    const warned = (share: number) =>
      labels(both, clause('a', { account_locked: 0.9 }), clause('b', { 'safety.secret_given': share }));
    expect(warned(0.46)).to.deep.equal(['account_locked', 'safety.secret_given']);
    expect(warned(0.44)).to.deep.equal(['account_locked']);
    // Two words that the whole message does not bear out raise no alarm, unless they leave no doubt.
    const alone = (share: number) =>
      labels(whole, clause('a', { account_locked: 0.9 }), clause('b', { 'safety.secret_given': share }));
    expect(alone(0.85)).to.deep.equal(['account_locked']);
    expect(alone(0.95)).to.deep.equal(['account_locked', 'safety.secret_given']);
  });

  it('come in the order in which they are said, the whole message last where no clause says it', () => {
    const whole = clause('x. y.', { 'answer.imap_server': 0.5 });
    const first = clause('x', { 'tried.cache': 0.9 });
    expect(labels(whole, first, clause('y ?', { password_expired: 0.3 }))).to.deep.equal([
      'tried.cache',
      'answer.imap_server',
    ]);
  });

  it('of a clause are no trouble where the whole message is plainly about another', () => {
    const plain = (support: number) =>
      labels(
        clause('x. y.', { password_expired: support }),
        clause('x', { password_expired: 0.9 }),
        clause('y', { account_locked: 0.9 }),
      );
    expect(plain(0.76)).to.deep.equal(['password_expired']);
    expect(plain(0.74)).to.deep.equal(['password_expired', 'account_locked']);
  });

  it('are answers where a clause asks, or is about the same; a detail of a story asks nothing', () => {
    const whole = clause('w', { account_locked: 0.5 });
    const told = clause('a', { account_locked: 0.9 });
    const asks = (text: string, share: number, label = 'answer.imap_server', ...more: Clause[]) =>
      labels(whole, told, clause(text, { [label]: share }), ...more);
    expect(asks('imap ?', 0.65)).to.include('answer.imap_server');
    expect(asks('imap ? ', 0.65)).to.include('answer.imap_server');
    expect(asks('imap', 0.65)).not.to.include('answer.imap_server');
    // One of two clauses, and plain.
    expect(asks('imap', 0.8)).to.include('answer.imap_server');
    expect(asks('imap', 0.8, 'answer.imap_server', clause('c', { help: 0.3 }))).not.to.include(
      'answer.imap_server',
    );
    // About the trouble that is told.
    expect(asks('pourquoi', 0.65, 'answer.lockout_why')).to.include('answer.lockout_why');
  });

  it('of two words that are near two answers are the one that the whole message asks for', () => {
    const near = { 'answer.pop_what': 0.4, 'answer.imap_server': 0.35 };
    const whole = clause('pop ou imap ?', { 'answer.imap_server': 0.6 });
    expect(labels(whole, clause('pop ?', near), clause('que choisir ?', { help: 0.2 }))).to.deep.equal([
      'answer.imap_server',
    ]);
  });

  it('are one of those that exclude each other: the verdict that says more, the label of the whole', () => {
    const whole = clause('non. marche plus.', { 'reply.no': 0.5, 'reply.not_worked': 0.4 });
    const no = clause('non', { 'reply.no': 0.95 });
    expect(labels(whole, no, clause('marche plus', { 'reply.not_worked': 0.7 }))).to.deep.equal([
      'reply.not_worked',
    ]);
    // Of two that say as much the surer one.
    const later = clause('plus tard', { 'reply.later': 0.9 });
    const worked = clause('marche', { 'reply.worked': 0.7 });
    const either = clause('w', { 'reply.worked': 0.3, 'reply.later': 0.2 });
    expect(labels(either, worked, later)).to.deep.equal(['reply.later']);
    expect(labels(either, later, worked)).to.deep.equal(['reply.later']);
    // Two things that are neither trouble nor courtesy.
    const help = clause('aide', { help: 0.9 });
    expect(labels(clause('w', { help: 0.3 }), help, clause('oui', { affirm: 0.95 }))).to.deep.equal(['help']);
  });

  it('are two answers and two troubles at most', () => {
    const asked = ['answer.imap_server', 'answer.pop_what', 'answer.lockout_why'];
    const clauses = asked.map((label) => clause(`${label} ?`, { [label]: 0.9 }));
    expect(labels(clause('w', { 'answer.imap_server': 0.3 }), ...clauses)).to.deep.equal(asked.slice(0, 2));
    const troubles = ['account_locked', 'password_expired', 'mail_client_setup'];
    const told = troubles.map((label) => clause(label, { [label]: 0.9 }));
    expect(labels(clause('w', { account_locked: 0.3 }), ...told)).to.deep.equal(troubles.slice(0, 2));
  });

  it('are the courtesy alone where nothing else is said', () => {
    const whole = clause('bonjour. merci.', { greet: 0.5, thanks: 0.3 });
    expect(labels(whole, clause('bonjour', { greet: 0.9 }), clause('merci', { thanks: 0.9 }))).to.deep.equal([
      'greet',
    ]);
  });

  it('of a clause that asks count from less, and say yes to nothing', () => {
    const whole = clause('ok. now what is the server', { 'reply.worked': 0.3 });
    const asked = (text: string, share: number) =>
      labels(whole, clause('ok', { 'reply.worked': 0.9 }), clause(text, { 'answer.imap_server': share }));
    expect(asked('now what is the server', 0.65)).to.deep.equal(['reply.worked', 'answer.imap_server']);
    expect(asked('the server was set', 0.65)).to.deep.equal(['reply.worked']);
    const mine = clause("that's a school one?", { 'reply.yes': 0.9 });
    expect(labels(clause('and mine?', { account_locked: 0.9 }), mine)).to.deep.equal(['account_locked']);
  });

  it('are no guess at a question beside a clause that says something else', () => {
    const guess = (share: number) =>
      labels(clause('a. b', { 'answer.pop_what': share }), clause('a', { 'tried.cache': 0.9 }));
    expect(guess(0.3)).to.deep.equal(['tried.cache']);
    expect(guess(0.5)).to.deep.equal(['tried.cache', 'answer.pop_what']);
  });

  it('are the likeliest trouble where no label is likely by itself', () => {
    const spread = { account_locked: 0.12, 'answer.lockout_why': 0.1, 'answer.lockout_who': 0.1, help: 0.14 };
    expect(labels(clause('a b c', spread))).to.deep.equal(['account_locked']);
  });

  it('are the despair, not the no that opens it', () => {
    const whole = clause('non mais. pas possible', { unwell: 0.9, deny: 0.05 });
    expect(labels(whole, clause('non mais', { deny: 0.9 }))).to.deep.equal(['unwell']);
  });
});
