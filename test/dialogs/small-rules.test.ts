// The small rules between what is read and what is done, each limit from both sides.
import { expect } from 'chai';
import { mergeSlots } from '../../dialogs/chart/slots.ts';
import { withoutCourtesy } from '../../dialogs/interpret/courtesy.ts';
import { rankOf } from '../../dialogs/interpret/event-order.ts';
import { eventOfHalf, eventOfTrial } from '../../dialogs/interpret/outcomes.ts';
import { createRanking } from '../../dialogs/interpret/rank-labels.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import { minutesAgo } from '../../dialogs/interpret/time.ts';
import { slotsOfActs, slotsOfChoice } from '../../dialogs/interpret/told-slots.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import type { Entities } from '../../intents/entities.ts';
import type { Reading } from '../../intents/reader.ts';
import { act, LOCKED, offer, situation, told } from '../helpers/situation.ts';

describe('a courtesy', () => {
  const left = (text: string, top: readonly [string, number], ...others: (readonly [string, number])[]) =>
    withoutCourtesy([top, ...others].map(([label, share]) => act(label, share, text))).map(
      ({ label }) => label,
    );

  it('gives way to what stands beside it, above a share and in more than a word', () => {
    expect(left('merci mot', ['thanks', 0.6], ['mfa_reset', 0.35])).to.deep.equal(['mfa_reset']);
    expect(left('merci mot', ['thanks', 0.6], ['mfa_reset', 0.34])).to.deep.equal(['thanks', 'mfa_reset']);
    expect(left('merci', ['thanks', 0.6], ['mfa_reset', 0.35])).to.deep.equal(['thanks', 'mfa_reset']);
    expect(left('merci mot', ['thanks', 0.79], ['mfa_reset', 0.4])).to.deep.equal(['mfa_reset']);
    expect(left('merci mot', ['thanks', 0.8], ['mfa_reset', 0.4])).to.deep.equal(['thanks', 'mfa_reset']);
    expect(left('merci mot', ['mfa_reset', 0.6], ['thanks', 0.35])).to.deep.equal(['mfa_reset', 'thanks']);
    expect(withoutCourtesy([])).to.deep.equal([]);
  });
  it('that greets in four words is hardly ever all that was said', () => {
    const greets = 'bonjour à tous ici';
    expect(left(greets, ['greet', 0.85], ['mfa_reset', 0.08])).to.deep.equal(['mfa_reset']);
    expect(left(greets, ['greet', 0.85], ['mfa_reset', 0.07])).to.deep.equal(['greet', 'mfa_reset']);
    expect(left(greets, ['greet', 0.93], ['mfa_reset', 0.08])).to.deep.equal(['greet', 'mfa_reset']);
    expect(left('bonjour à tous', ['greet', 0.85], ['mfa_reset', 0.1])).to.deep.equal(['greet', 'mfa_reset']);
    expect(left('merci à vous tous', ['thanks', 0.85], ['mfa_reset', 0.1])).to.deep.equal([
      'thanks',
      'mfa_reset',
    ]);
  });
  it('leaves neither other courtesies nor a bare yes or no beside it', () => {
    const beside = [
      ['thanks', 0.1],
      ['affirm', 0.1],
      ['deny', 0.1],
      ['mfa_reset', 0.36],
    ] as const;
    expect(left('bonjour mot', ['greet', 0.3], ...beside)).to.deep.equal(['mfa_reset']);
    expect(left('bonjour mot', ['greet', 0.5], ['affirm', 0.2], ['deny', 0.2])).to.include('greet');
  });
  it('leaves shares of what is left, of which the first has to be worth acting on', () => {
    const [first] = withoutCourtesy([act('greet', 0.5, 'a b'), act('mfa_reset', 0.4, 'a b')]);
    expect(first?.confidence).to.be.closeTo(0.8, 1e-9);
    expect(first?.support).to.be.closeTo(0.8, 1e-9);
    const supported = { ...act('mfa_reset', 0.4, 'a b'), support: 0.7 };
    expect(withoutCourtesy([act('greet', 0.5, 'a b'), supported])[0]?.support).to.equal(1);
    const many = [0.1, 0.1, 0.1, 0.1].map((share, at) => act(`state.${at}`, share, 'a b'));
    expect(withoutCourtesy([act('greet', 0.5, 'a b'), ...many])[0]?.label).to.equal('greet');
  });
});

describe('half a success', () => {
  const remedy = { offers: [offer('worked'), offer('not_worked')] };
  const half = (candidates: readonly Act[], changes: Partial<Situation> = {}, acts: readonly Act[] = []) =>
    eventOfHalf(act('reply.worked', 0.6), told(acts, { candidates }), situation(changes));
  const worked = act('reply.worked', 0.6);

  it('is one under a remedy where as much speaks against it', () => {
    expect(half([worked, act('reply.not_worked', 0.43)], remedy)).to.equal('outcome.partly');
    expect(half([worked, act('reply.not_worked', 0.41)], remedy)).to.equal(undefined);
    expect(half([worked, act('reply.partly', 0.25), act('reply.cannot_do', 0.18)], remedy)).to.equal(
      'outcome.partly',
    );
    expect(half([worked, act('reply.in_progress', 0.43)], remedy)).to.equal('outcome.partly');
    expect(half([worked, act('tried.cache', 0.45)], remedy)).to.equal(undefined);
    // By the whole message where it tells of success, by the clause where it does not.
    expect(half([act('reply.worked', 0.6), act('reply.partly', 0.4)], remedy)).to.equal(undefined);
    expect(half([act('reply.partly', 0.43)], remedy)).to.equal('outcome.partly');
    expect(half([act('reply.partly', 0.41)], remedy)).to.equal(undefined);
  });
  it('is asked for once more where it is not sure', () => {
    const told = (share: number) =>
      eventOfHalf(
        act('reply.worked', share),
        {
          acts: [],
          candidates: [act('reply.worked', share)],
          place: undefined,
          ago: undefined,
          entities: {},
        },
        situation(remedy),
      );
    expect(told(0.54)).to.equal('check.done');
    expect(told(0.56)).to.equal(undefined);
  });
  it('is only told where nobody has asked and a clause alone says so, unless it is plain', () => {
    const beside = (share: number, whole: number) =>
      eventOfHalf(
        act('reply.worked', share),
        told([], { candidates: [act('reply.worked', whole)] }),
        situation(LOCKED),
      );
    expect(beside(0.89, 0.05)).to.equal('slots.noted');
    expect(beside(0.9, 0.05)).to.equal(undefined);
    expect(beside(0.71, 0.55)).to.equal(undefined);
  });
  it('is one under a remedy where the trouble at hand is told again beside it', () => {
    const again = [act('account_locked')];
    expect(half([worked], { ...remedy, ...LOCKED }, again)).to.equal('outcome.partly');
    expect(half([worked], { ...remedy, trouble: 'account_locked' }, again)).to.equal(undefined);
    expect(half([worked], { ...remedy, ...LOCKED }, [act('mfa_reset')])).to.equal(undefined);
    const at = { ...remedy, ...LOCKED, meta: { say: 'x', choices: [], family: 'cache' } };
    expect(half([worked, act('tried.cache', 0.5)], at, again)).to.equal('outcome.partly');
  });
  it('is the remedy carried out, where that is told', () => {
    const meta = { say: 'x', choices: [], family: 'cache' };
    const against = [worked, act('reply.partly', 0.45)];
    expect(half([...against, act('tried.cache', 0.08)], { ...remedy, meta })).to.equal('check.done');
    expect(half([...against, act('tried.cache', 0.07)], { ...remedy, meta })).to.equal('outcome.partly');
    expect(half([...against, act('tried.clock', 0.15)], { ...remedy, meta })).to.equal('outcome.partly');
    expect(half([...against, act('tried.cache', 0.15)], remedy)).to.equal('outcome.partly');
  });
  it('is nothing but told elsewhere, where more than half speaks against it', () => {
    expect(half([act('reply.not_worked', 0.37)])).to.equal('slots.noted');
    expect(half([act('reply.not_worked', 0.35)])).to.equal(undefined);
    expect(half([act('tried.cache', 0.37)])).to.equal('slots.noted');
    expect(half([act('tried.cache', 0.37)], {}, [act('tried.cache')])).to.equal(undefined);
    expect(half([act('tried.cache', 0.37)], {}, [act('tried.clock')])).to.equal('slots.noted');
    expect(half([act('greet', 0.4)])).to.equal(undefined);
    expect(half([worked], { ...LOCKED }, [act('account_locked')])).to.equal(undefined);
  });
});

describe('a trial that is told', () => {
  const tried = (candidates: readonly Act[], changes: Partial<Situation>) =>
    eventOfTrial('cache', told([], { candidates }), situation(changes));
  const meta = { say: 'x', choices: [], family: 'cache' };
  it('is done where it is the remedy that is offered and more says that it helped than that it did not', () => {
    const offers = [offer('not_worked')];
    const helped = [act('reply.worked', 0.2), act('reply.done', 0.2)];
    expect(tried([...helped, act('reply.no', 0.3)], { offers, meta })).to.equal('check.done');
    expect(tried([...helped, act('reply.no', 0.2), act('reply.partly', 0.2)], { offers, meta })).to.equal(
      'outcome.failed',
    );
    expect(tried([act('reply.already_tried', 0.2)], { offers, meta })).to.equal('outcome.failed');
    expect(tried([act('greet', 0.9)], { offers, meta })).to.equal('outcome.failed');
    expect(tried(helped, { offers, meta: { ...meta, family: 'clock' } })).to.equal('outcome.failed');
    expect(tried(helped, { offers })).to.equal('outcome.failed');
    expect(tried(helped, { meta, offers: [offer('worked')] })).to.equal('tried.cache');
  });
});

describe('what a message tells of the situation', () => {
  const slots = (acts: readonly Act[], changes: Partial<Situation> = {}, entities: object = {}) =>
    slotsOfActs({ entities } as Reading, acts, situation(changes));
  it('is what its names, its states, its warnings and its trials say', () => {
    expect(slots([], {}, { browser: 'firefox' } as Partial<Entities>)).to.deep.equal({ browser: 'firefox' });
    expect(slots([act('state.only_me'), act('safety.phone_stolen')])).to.deep.equal({
      others: 'me',
      phone: 'stolen',
    });
    expect(slots([act('tried.cache'), act('tried.clock')])).to.deep.equal({ tried: ['cache', 'clock'] });
    expect(slots([act('mfa_reset'), act('reply.no'), act('answer.cache_how')])).to.deep.equal({});
  });
  it('is no trial of the remedy that is offered', () => {
    const meta = { say: 'x', choices: [], family: 'cache' };
    expect(slots([act('tried.cache'), act('tried.clock')], { meta })).to.deep.equal({ tried: ['clock'] });
  });
  it('is the choice that answers the question for it', () => {
    const slot = { name: 'oldPhone', choices: { works: 'yes', gone: 'no' } } as const;
    const asked = { offers: [offer('yes'), offer('no')], meta: { say: 'x', choices: [], slot } };
    expect(slots([act('reply.no')], asked)).to.deep.equal({ oldPhone: 'gone' });
    expect(slots([act('reply.no')], { ...asked, offers: [] })).to.deep.equal({});
    expect(slots([act('reply.no')], { ...asked, meta: { say: 'x', choices: [] } })).to.deep.equal({});
    expect(slotsOfChoice('yes', slot)).to.deep.equal({ oldPhone: 'works' });
    expect(slotsOfChoice('other', slot)).to.deep.equal({});
    expect(slotsOfChoice('yes', undefined)).to.deep.equal({});
  });
  it('is a circumstance in words near the question about it, which ask nothing and are sure', () => {
    const near = (confidence: number, text = 'à cause de la double authentification') =>
      slots([act('answer.reset_second_factor', confidence, text)]);
    expect(near(0.6)).to.deep.equal({ secondFactor: 'on' });
    expect(near(0.59)).to.deep.equal({});
    expect(near(0.6, 'et la double authentification ?')).to.deep.equal({});
    expect(slots([act('answer.reset_no_recovery', 0.6, 'sans numéro')])).to.deep.equal({ recovery: 'none' });
  });
});

describe('the events of a message', () => {
  it('are taken in their order: place, warning, outcome, yes and no, what was said, questions, and a person last', () => {
    const order = [
      ...['academy.lyon', 'safety.secret_given', 'outcome.worked', 'user.affirmed', 'trouble.mfa_reset'],
      ...['answer.lockout_why', 'restart.requested', 'agent.requested'],
    ] as const;
    expect(order.map(rankOf)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(
      (['choice.summary', 'user.denied', 'user.doubted', 'user.wrote'] as const).map(rankOf),
    ).to.deep.equal([2, 3, 3, 4]);
  });
});

describe('the likeliest labels', () => {
  const labels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const rank = createRanking(labels, 2, new Map());
  const best = (scores: readonly number[], priors = new Array(8).fill(0)) =>
    rank({ text: 'x', scores: Float32Array.from(scores) }, Float32Array.from(priors), new Map());
  it('are six, the likeliest first, of equal ones the first', () => {
    expect(best([1, 2, 3, 4, 5, 6, 7, 8]).map(({ label }) => label)).to.deep.equal([
      'h',
      'g',
      'f',
      'e',
      'd',
      'c',
    ]);
    expect(best([8, 7, 6, 5, 4, 3, 2, 1]).map(({ label }) => label)).to.deep.equal([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ]);
    expect(best([0, 0, 0, 0, 0, 0, 0, 0]).map(({ label }) => label)).to.deep.equal([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ]);
    expect(best([0, 1, 0, 1, 0, 1, 0, 1]).map(({ label }) => label)).to.deep.equal([
      'b',
      'd',
      'f',
      'h',
      'a',
      'c',
    ]);
  });
  it('are so by their scores over the temperature, and their priors whatever that is', () => {
    const [first, second] = best([2, 0, -99, -99, -99, -99, -99, -99]);
    expect((first?.confidence ?? 0) / (second?.confidence ?? 1)).to.be.closeTo(Math.E, 0.01);
    const [prior, other] = best([0, 0, -99, -99, -99, -99, -99, -99], [0, 1, 0, 0, 0, 0, 0, 0]);
    expect(prior?.label).to.equal('b');
    expect((prior?.confidence ?? 0) / (other?.confidence ?? 1)).to.be.closeTo(Math.E, 0.01);
    expect(best([0, 0, 0, 0, 0, 0, 0, 0])[0]).to.include({ text: 'x' });
  });
  it('at home in one support each other, the one that they are at home in included', () => {
    const homes = new Map([
      ['a', 'c'],
      ['b', 'c'],
    ]) as unknown as Parameters<typeof createRanking>[2];
    const [first, second] = createRanking(['a', 'b', 'c', 'd'], 1, homes)(
      { text: 'x', scores: Float32Array.of(1, 1, 1, 2) },
      new Float32Array(4),
      new Map(),
    );
    expect(first?.label).to.equal('d');
    expect(first?.support).to.be.closeTo(first?.confidence ?? 0, 1e-6);
    expect(second?.support).to.be.closeTo(3 * (second?.confidence ?? 0), 1e-6);
  });
  it('of one choice add up under the plainest, those of no known label and of other choices left as they are', () => {
    const choices = new Map([
      ['a', 'yes'],
      ['said.q:yes', 'yes'],
      ['c', 'no'],
      ['unknown', 'no'],
    ]);
    const ranked = createRanking(['a', 'said.q:yes', 'c', 'd'], 1, new Map())(
      { text: 'x', scores: Float32Array.of(0, 5, 1, 2) },
      new Float32Array(4),
      choices,
    );
    expect(ranked.map(({ label }) => label)).to.deep.equal(['a', 'd', 'c', 'said.q:yes']);
    expect(ranked.at(-1)?.confidence).to.equal(0);
    expect(ranked.reduce((sum, { confidence }) => sum + confidence, 0)).to.be.closeTo(1, 1e-5);
  });
});

describe('a time in words', () => {
  /** Ten in the morning of a winter's day in France. */
  const now = Date.UTC(2026, 10, 23, 9, 0);
  const cases: readonly (readonly [string, number | undefined])[] = [
    ['y a 5 min', 5],
    ['ça fait une heure', 60],
    ['depuis 3 heures', 180],
    ['20 minutes ago', 20],
    ['about ten mins ago', 10],
    ['10 mins', 10],
    ['a few mins ago', 5],
    ['a couple of minutes ago', 2],
    ['il y a une dizaine de minutes', 10],
    ['ya une quinzaine de min', 15],
    ['class starts in twelve mins', undefined],
    ['j’ai cours dans une dizaine de minutes', undefined],
    ['two hours ago', 120],
    ['an hour ago', 60],
    ['il y a quelques minutes', 5],
    ['il y a 0 minutes', undefined],
    ['il y a plusieurs minutes', undefined],
    ['dans les 10 minutes', undefined],
    ['toutes les 5 minutes', undefined],
    ['pendant 10 minutes', undefined],
    ['encore 10 minutes', undefined],
    ['dans 10 minutes, bloqué depuis 20 minutes', 20],
    ['à 9 h', 60],
    ['vers 9h30', 30],
    ['à 11h', 23 * 60],
    ['à 10h00', 0],
    ['at 9:15 am', 45],
    ['since 12 pm', 22 * 60],
    ['around 9.30 am', 30],
    ['à l’instant', 0],
    ['je viens de le faire', 0],
    ['just now', 0],
    ['hier', 14 * 60],
    ['yesterday', 14 * 60],
    ['avant-hier', 2 * 24 * 60],
    ['last week', 2 * 24 * 60],
    ['ce matin', 60],
    ['ce midi', 21 * 60 + 30],
    ['cet après-midi', 20 * 60],
    ['bonjour', undefined],
    [`${'a'.repeat(590)} il y a 5 minutes`, undefined],
    [`${'a'.repeat(570)} il y a 5 minutes`, 5],
    ['j’ai attendu une demi-heure', 30],
    ['y a un quart d’heure', 15],
    ['half an hour ago', 30],
    ['a quarter of an hour ago', 15],
    ['trois quarts d’heure que j’attends', 45],
    ['j’ai cours dans une demi-heure', undefined],
  ];
  for (const [text, minutes] of cases)
    it(`is ${minutes ?? 'none'} for "${text.slice(-40)}"`, () => {
      expect(minutesAgo(text, now)).to.equal(minutes);
    });
  it('goes by the clock of the academies, in summer, too, and by whole minutes', () => {
    expect(minutesAgo('à 9h', Date.UTC(2026, 6, 1, 8, 0, 59, 999))).to.equal(60);
  });
});

describe('what is told of an account', () => {
  it('holds for the device that it is on', () => {
    const told = mergeSlots({ device: 'iphone' }, { account: 'set_up' });
    expect(mergeSlots(told, { browser: 'safari' }).account).to.equal('set_up');
    expect(mergeSlots(told, { device: 'iphone' }).account).to.equal('set_up');
    expect(mergeSlots(told, { device: 'computer' }).account).to.equal(undefined);
    expect(mergeSlots(told, { device: 'computer', account: 'set_up' }).account).to.equal('set_up');
  });
});
