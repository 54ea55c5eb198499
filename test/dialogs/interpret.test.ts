// From words to events, with a reader that reads what the test says: the rules between the reader and the statechart alone.
import { expect } from 'chai';
import { NOTHING_GIVEN } from '../../dialogs/interpret/candidates.ts';
import { createInterpreter } from '../../dialogs/interpret/interpret.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import type { Entities } from '../../intents/entities.ts';
import type { Clause, MessageReader, Reading } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import { LOCKED, offer, situation } from '../helpers/situation.ts';

const LABELS = [
  ...['account_locked', 'mfa_reset', 'portal_slow', 'restart', 'greet', 'help', 'out_of_scope'],
  ...['reply.another', 'reply.bot_wrong', 'reply.not_the_trouble', 'reply.yes', 'reply.worked', 'reply.no'],
  ...['answer.lockout_why', 'answer.lockout_who', 'answer.desk_contact', 'tried.cache', 'state.only_me'],
  ...['choice.summary', 'choice.certificate_refused', 'safety.secret_given', NOTHING_GIVEN, 'follow.why'],
  ...['answer.certificate_device', 'safety.certificate_accepted'],
];
const homes: Homes = new Map([
  ['answer.lockout_why', 'account_locked'],
  ['answer.lockout_who', 'account_locked'],
  ['answer.desk_contact', 'portal_slow'],
]);
type Shares = Readonly<Record<string, number>>;

function clause(text: string, shares: Shares, academy?: string): Clause {
  const rest = 1 - Object.values(shares).reduce((sum, share) => sum + share, 0);
  const others = LABELS.length - Object.keys(shares).length;
  const scores = Float32Array.from(LABELS, (label) => Math.log(shares[label] ?? rest / others));
  return { text, scores, ...(academy && { academy }) };
}

interface Given extends Partial<Omit<Reading, 'whole' | 'clauses'>> {
  readonly shares: Shares;
  readonly clauses?: readonly Clause[];
}

/** An interpreter of one text, and how often it was read. */
function interpreterOf(text: string, { shares, clauses = [], ...more }: Given) {
  let reads = 0;
  const reader: MessageReader = {
    labels: LABELS,
    temperature: 1,
    scoresOf: (words) => clause(words, shares).scores,
    read: (read) => {
      reads += 1;
      return {
        ...{ language: 'fr', languageConfidence: 1, entities: {} as Entities, refusal: 0 },
        ...{ empty: false, strange: false, whole: clause(read, shares), clauses },
        ...more,
      };
    },
  };
  return { ...createInterpreter(reader, homes), text, reads: () => reads };
}

function read(text: string, given: Given, changes: Partial<Situation> = {}) {
  const { interpret } = interpreterOf(text, given);
  const { events, ...rest } = interpret({ text, at: 1000 }, situation(changes));
  return {
    ...rest,
    types: events.map(({ type }) => type),
    data: events[0] as unknown as Record<string, unknown>,
  };
}
const types = (...given: Parameters<typeof read>) => read(...given).types;

describe('words, interpreted', () => {
  it('are understood, with what they tell, or missed', () => {
    const got = read('mon compte est bloqué', { shares: { account_locked: 0.95 } });
    expect(got.types).to.deep.equal(['message.understood', 'trouble.account_locked']);
    expect(got.data).to.include({
      at: 1000,
      text: 'mon compte est bloqué',
      problem: 'account_locked',
      inFlow: false,
    });
    expect(got.data.doubts).to.deep.equal(['trouble.account_locked']);
    expect(got.data.confidence).to.be.closeTo(0.95, 0.05);
    expect(got.data).to.not.have.property('minutesAgo');
    expect(got.acts?.map(({ label }) => label)).to.deep.equal(['account_locked']);
    const missed = read('blub', { shares: {} });
    expect(missed.types).to.deep.equal(['intent.missed']);
    expect(missed.data.confidence).to.equal(0);
    expect(missed.data).to.not.have.property('problem');
  });
  it('of which the reader knows none are missed, whatever their letters are near to', () => {
    const got = read('xqzt', { shares: { account_locked: 0.95 }, strange: true });
    expect(got.types).to.deep.equal(['intent.missed']);
    expect(got.candidates).to.deep.equal([]);
  });
  it('tell the time that they name', () => {
    expect(read('il y a 5 minutes', { shares: { account_locked: 0.95 } }).data.minutesAgo).to.equal(5);
  });
  it('are told in a flow where there is a trouble', () => {
    const shares = { account_locked: 0.95 };
    expect(read('x y z', { shares }, LOCKED).data.inFlow).to.equal(true);
    expect(read('x y z', { shares }, { inFlow: true }).data.inFlow).to.equal(false);
    expect(read('x y z', { shares }, { trouble: 'account_locked' }).data.inFlow).to.equal(false);
  });
  it('are an answer where any words are', () => {
    const meta = { say: 'message', expects: 'words', choices: [] } as Situation['meta'];
    expect(types('un deux trois', { shares: {} }, { meta })).to.deep.equal([
      'message.understood',
      'user.wrote',
    ]);
    const others = { say: 'message', choices: [] } as Situation['meta'];
    expect(types('un deux trois', { shares: {} }, { meta: others })).to.deep.equal(['intent.missed']);
  });
  it('are a button where they are its title, and nobody reads them', () => {
    const { interpret, reads } = interpreterOf('yes', { shares: {} });
    const { events } = interpret({ text: 'yes', at: 0 }, situation({ offers: [offer('yes')] }));
    expect(events.map(({ type }) => type)).to.deep.equal(['message.understood', 'choice.yes']);
    expect(reads()).to.equal(0);
  });
});

describe('the language to answer in', () => {
  const locale = (text: string, given: Partial<Given>, changes: Partial<Situation> = {}) =>
    read(text, { shares: { help: 0.9 }, language: 'en', languageConfidence: 0.9, ...given }, changes).locale;
  it('is the person’s from three words of which it is sure', () => {
    expect(locale('please help me', {})).to.equal('en');
    expect(locale('please help', {})).to.equal('fr');
    expect(locale('please help me', { languageConfidence: 0.89 })).to.equal('fr');
    expect(locale('aidez moi vite', { language: 'fr' }, { locale: 'en' })).to.equal('fr');
  });
  it('is that of one word where nothing was said yet', () => {
    expect(locale('help', {}, { opening: true })).to.equal('en');
    expect(locale('help', { languageConfidence: 0.89 }, { opening: true })).to.equal('fr');
  });
  it('does not go by what a browser shows', () => {
    expect(locale('help NET::ERR_CERT_AUTHORITY_INVALID', {})).to.equal('fr');
    expect(locale('help erreur:abc def_ghi', {})).to.equal('fr');
  });
});

describe('somebody who turns to something else', () => {
  const away = (label: string, beside: Shares) => ({
    shares: { [label]: 0.5, ...beside },
    clauses: [clause('non', { [label]: 0.95 }), clause('autre chose', beside)],
  });
  it('is read anew in a flow, with the trouble that they name beside it', () => {
    const got = read('autre chose', away('reply.another', { portal_slow: 0.49 }), LOCKED);
    expect(got.types).to.deep.equal(['message.understood', 'trouble.portal_slow']);
    expect(got.acts?.map(({ label }) => label)).to.deep.equal(['reply.another', 'portal_slow']);
  });
  it('has the flow of the answer that they seem to ask for', () => {
    const given = away('reply.bot_wrong', { 'answer.desk_contact': 0.49 });
    const got = read('autre chose', given, LOCKED).acts?.map(({ label }) => label) ?? [];
    expect(got).to.include('reply.bot_wrong');
  });
  it('is left at that where nothing else is told', () => {
    const got = read('autre chose', { shares: { 'reply.another': 0.97 } }, LOCKED);
    expect(got.acts?.map(({ label }) => label)).to.deep.equal(['reply.another']);
    expect(got.types).to.deep.equal(['message.understood', 'restart.requested']);
  });
  it('is read as it stands where they name a trouble out of a flow', () => {
    const shares = { 'reply.another': 0.5, portal_slow: 0.49 };
    const clauses = [clause('lent', { portal_slow: 0.95 }), clause('autre', { 'reply.another': 0.95 })];
    const order = (changes: Partial<Situation>) =>
      read('lent', { shares, clauses }, { topic: 'lockout_why', ...changes }).acts?.map(({ label }) => label);
    expect(order({})).to.deep.equal(['portal_slow', 'reply.another']);
    expect(order(LOCKED)).to.deep.equal(['reply.another', 'portal_slow']);
  });
});

describe('a story that may answer the next question', () => {
  const told = (shares: Shares, changes: Partial<Situation>) =>
    interpreterOf('x', { shares }).choiceTold('ce qui est arrivé', situation({ ...LOCKED, ...changes }))?.id;
  const summary = { offers: [offer('summary'), offer('person')] };
  const certificate = {
    trouble: 'certificate_warning',
    offers: [offer('certificate_refused'), offer('certificate_accepted')],
    meta: { say: 'certificate', choices: [] } as Situation['meta'],
  } as const;

  it('tells the choice that it says in plain words', () => {
    expect(told({ 'choice.summary': 0.9 }, summary)).to.equal('summary');
    expect(told({ 'choice.summary': 0.01, 'state.only_me': 0.9 }, summary)).to.equal(undefined);
  });
  it('tells none where the question has none that a story could tell', () => {
    expect(told({ 'choice.summary': 0.9 }, { offers: [offer('yes')] })).to.equal(undefined);
    const { choiceTold, reads } = interpreterOf('x', { shares: {} });
    choiceTold('x', situation({ ...LOCKED, offers: [offer('yes')] }));
    expect(reads()).to.equal(0);
  });
  it('tells nothing but its trouble where that is what it is about', () => {
    expect(told({ 'choice.summary': 0.002, account_locked: 0.95 }, summary)).to.equal(undefined);
    // Another trouble is out of the running.
    expect(told({ 'choice.summary': 0.2, portal_slow: 0.75 }, summary)).to.equal('summary');
    expect(told({ 'choice.summary': 0.2, 'answer.desk_contact': 0.75 }, summary)).to.equal('summary');
  });
  it('tells what is usual where it tells nothing, and neither harm', () => {
    const usual = {
      ...summary,
      meta: { say: 'x', choices: [], usual: 'person' } as unknown as Situation['meta'],
    };
    expect(told({ 'state.only_me': 0.95 }, usual)).to.equal('person');
    expect(told({ 'choice.summary': 0.9 }, usual)).to.equal('summary');
  });
  it('is asked about where it may be one of harm', () => {
    const own = {
      ...certificate,
      offers: [...certificate.offers, offer('password_given')],
    };
    expect(told({ 'choice.certificate_refused': 0.9 }, own)).to.equal('certificate_refused');
    expect(told({ 'choice.certificate_refused': 0.7, 'safety.secret_given': 0.25 }, own)).to.equal(undefined);
    expect(told({ 'safety.secret_given': 0.95 }, own)).to.be.oneOf([
      'password_given',
      'certificate_accepted',
    ]);
  });
  it('is read once with the question before', () => {
    const { interpret, choiceTold, reads } = interpreterOf('x', { shares: { account_locked: 0.9 } });
    const now = situation({ ...LOCKED, ...summary });
    interpret({ text: 'mon compte', at: 0 }, now);
    choiceTold('mon compte', now);
    expect(reads()).to.equal(1);
    choiceTold('autre', now);
    expect(reads()).to.equal(2);
    choiceTold('autre', { ...now, locale: 'en' });
    expect(reads()).to.equal(3);
  });
});

describe('what is named beside a denial', () => {
  it('is looked at as if nothing had been said before, in a flow alone', () => {
    const shares = { 'reply.not_the_trouble': 0.9, portal_slow: 0.05 };
    const shown = (changes: Partial<Situation>) =>
      read('pas ça', { shares }, changes).candidates?.find(({ label }) => label === 'portal_slow')
        ?.confidence;
    expect(shown(LOCKED)).to.be.greaterThan(0.5);
    expect(shown({ topic: 'lockout_why' })).to.be.lessThan(0.1);
  });
});

describe('clauses', () => {
  it('are about what the whole is plainly about', () => {
    // "Who do I ask?" beside a trouble: the question that is at home there.
    const near = { 'answer.lockout_who': 0.3, 'answer.desk_contact': 0.6 };
    const asked = (shares: Shares) =>
      read('bloqué. à qui demander ?', {
        shares,
        clauses: [clause('bloqué', { account_locked: 0.9 }), clause('à qui demander ?', near)],
      }).acts?.map(({ label }) => label);
    expect(asked({ account_locked: 0.9 })).to.include('answer.lockout_who');
    expect(asked({ account_locked: 0.4, portal_slow: 0.3, help: 0.25 })).to.not.include('answer.lockout_who');
  });
});

describe('a question that supposes harm', () => {
  const asked = (device: number, accepted: number, changes: Partial<Situation> = {}) =>
    types(
      'et le téléphone',
      { shares: { 'answer.certificate_device': device, 'safety.certificate_accepted': accepted } },
      changes,
    ).filter((type) => type.startsWith('safety.'));

  it('raises its alarm where the words tell of the harm, by what the question leaves to all else', () => {
    expect(asked(0.9, 0.06)).to.deep.equal(['safety.certificate_accepted']);
    expect(asked(0.9, 0.002)).to.deep.equal([]);
  });
  it('raises none again where it is urgent already', () => {
    expect(asked(0.9, 0.06, { trouble: 'certificate_warning', inFlow: true, urgent: true })).to.deep.equal(
      [],
    );
  });
});
