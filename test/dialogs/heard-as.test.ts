// Words that only one question invites: what they mean, where they count, and what they tell besides.
import { expect } from 'chai';
import { choiceOf, choicesByLabel } from '../../dialogs/interpret/candidates.ts';
import { eventOfDenial } from '../../dialogs/interpret/denials.ts';
import { heardAs, labelsOfChoice, readable } from '../../dialogs/interpret/heard-as.ts';
import { createRanking } from '../../dialogs/interpret/rank-labels.ts';
import { slotsOfActs } from '../../dialogs/interpret/told-slots.ts';
import type { Reading } from '../../intents/reader.ts';
import { buildTaxonomy } from '../../intents/taxonomy.ts';
import { loadCorpus } from '../../src/content/models.ts';
import { act, LOCKED, offer, situation, told } from '../helpers/situation.ts';

const meta = { say: 'numen', choices: ['yes', 'no'] };
const offers = [offer('yes'), offer('no')];

describe('an answer that only one question invites', () => {
  const labels = ['reply.yes', 'reply.no', 'said.numen:yes', 'said.numen:no', 'said.other:yes'];
  const rank = createRanking(labels, 1, new Map());
  const shares = (scores: number[]) =>
    rank(
      { text: 'sur mon arrêté', scores: Float32Array.from(scores) },
      new Float32Array(5),
      choicesByLabel({ offers, meta }),
    );

  it('is a label of that question, the last and least plain one of its choice', () => {
    expect(labelsOfChoice('yes', 'numen')).to.deep.equal([...heardAs('yes'), 'said.numen:yes']);
    expect(labelsOfChoice('yes', undefined)).to.deep.equal(heardAs('yes'));
    expect(choiceOf('said.numen:no', offers)).to.equal('no');
    expect(choiceOf('said.numen:later', offers)).to.equal(undefined);
  });

  it('is the harm itself, told where the question is whether there was any', () => {
    const asked = ['doubtful_message', 'password_given', 'account_misused', 'certificate_accepted'].map(
      (id) => offer(id),
    );
    expect(choiceOf('safety.secret_given', asked.slice(0, 3))).to.equal('password_given');
    expect(choiceOf('safety.spam_sent', asked)).to.equal('account_misused');
    expect(choiceOf('safety.certificate_accepted', asked)).to.equal('certificate_accepted');
  });

  it('adds its share to the plainest label of the choice, which alone is seen after that', () => {
    const [first] = shares([0, 1, 4, 0, -9]);
    expect(first?.label).to.equal('reply.yes');
    expect(first?.confidence).to.be.greaterThan(0.8);
  });

  it('is told apart from the other labels, but not from those that mean the same', () => {
    const { isPartOf, questionOf } = buildTaxonomy(new Map(), heardAs);
    expect(isPartOf('said.numen:yes', 'reply.yes')).to.equal(true);
    expect(isPartOf('reply.yes', 'said.numen:yes')).to.equal(true);
    expect(isPartOf('said.numen:yes', 'reply.no')).to.equal(false);
    expect(questionOf('said.mfa_reset.move:worked')).to.equal('mfa_reset.move');
    expect(questionOf('reply.yes')).to.equal(undefined);
  });

  it('has its lines under the choice that they mean, a line with @ anywhere else is a line', () => {
    const said = loadCorpus().filter(({ label }) => label.startsWith('said.'));
    expect(said.length).to.be.greaterThan(5000);
    expect(said.filter(({ text }) => text.startsWith('@'))).to.deep.equal([]);
    expect(said.filter(({ label }) => !/^said\.[\w.]+:[\w.]+$/.test(label))).to.deep.equal([]);
    const others = loadCorpus().filter(({ label }) => !label.startsWith('said.'));
    expect(others.filter(({ label }) => label.includes(':'))).to.deep.equal([]);
  });
});

describe('what is told', () => {
  const reading = { entities: {} } as Reading;

  it('in the words of a question that is none: a circumstance', () => {
    const tells = act(
      'answer.reset_second_factor',
      0.9,
      'Arena refuse à cause de la double authentification',
    );
    expect(slotsOfActs(reading, [tells], situation())).to.deep.equal({ secondFactor: 'on' });
    const asks = act('answer.reset_second_factor', 0.9, 'et avec la double authentification ?');
    expect(slotsOfActs(reading, [asks], situation())).to.deep.equal({});
    expect(slotsOfActs(reading, [{ ...tells, confidence: 0.5 }], situation())).to.deep.equal({});
  });

  it('besides a denial answers the question: nothing is taken back', () => {
    const denial = act('reply.not_the_trouble');
    const place = { ...LOCKED, offers: [offer('on_computer')] };
    expect(eventOfDenial(told([denial, act('choice.on_computer')]), situation(place))).to.equal(undefined);
    expect(eventOfDenial(told([denial]), situation(place))).to.equal('problem.denied');
  });
});

describe('what is being prepared', () => {
  it('is called off by the words that withdraw a request, where it can be and there alone', () => {
    const labels = (callable: boolean) =>
      readable([], { say: 'handoff.message', choices: [], ...(callable && { callable }) }).flatMap(heardAs);
    expect(labels(true)).to.include('choice.withdraw');
    expect(labels(false)).to.not.include('choice.withdraw');
  });
});
