// Where somebody works, and whom a question is about: a place that is named may be neither.
import { expect } from 'chai';
import { eventsOfActs } from '../../dialogs/interpret/events.ts';
import { aboutOf, placeOf } from '../../dialogs/interpret/place.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import { troubleTold } from '../../dialogs/interpret/told-or-asked.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import type { Entities } from '../../intents/entities.ts';
import type { Reading } from '../../intents/reader.ts';
import { knowledge } from '../helpers/app.ts';
import { act, LOCKED, offer, situation, told } from '../helpers/situation.ts';

function reading(entities: Partial<Entities>): Reading {
  return { entities, clauses: [] } as unknown as Reading;
}

describe('a place that is named', () => {
  const place = (academy: string, acts: readonly Act[], changes: Partial<Situation> = {}) =>
    placeOf(reading({ academy }), { acts, candidates: acts }, situation(changes));

  it('is where somebody works if nobody knows yet, or it is asked for', () => {
    expect(place('lyon', [], { academy: null })).to.equal('academy.lyon');
    const asked = { offers: [offer('academy.lyon', 'academy.lyon')] };
    expect(place('lyon', [], asked)).to.equal('academy.lyon');
  });
  it('changes nothing that is known, unless they say that they work there', () => {
    expect(place('lyon', [])).to.equal(undefined);
    expect(place('lyon', [act('state.works_at', 0.2)])).to.equal('academy.lyon');
    expect(place('lyon', [act('state.works_at', 0.19)])).to.equal(undefined);
    expect(place('paris', [act('state.works_at')]), 'theirs already').to.equal(undefined);
  });
  it('may be misspelt where it is asked for, or they say that they work there', () => {
    const misspelt = (acts: readonly Act[], changes: Partial<Situation> = {}, named?: string) => {
      const entities = named === undefined ? {} : { academy: named };
      const read = { ...reading(entities), strangePlace: 'lyon' };
      return placeOf(read, { acts, candidates: acts }, situation(changes));
    };
    const asked = { academy: null, offers: [offer('academy.lyon', 'academy.lyon')] };
    expect(misspelt([], asked)).to.equal('academy.lyon');
    expect(misspelt([act('state.works_at', 0.2)])).to.equal('academy.lyon');
    expect(misspelt([], { academy: null }), 'any strange word').to.equal(undefined);
    expect(misspelt([], asked, 'other'), 'one that is named').to.equal('academy.other');
  });
  it('is none where it is the ministry’s platform, or is only mentioned', () => {
    expect(place('national', [], { academy: null })).to.equal(undefined);
    const mentioned = (confidence: number) =>
      place('lyon', [act('reply.place_only_mentioned', confidence)], { academy: null });
    expect(mentioned(0.8)).to.equal(undefined);
    expect(mentioned(0.79)).to.equal('academy.lyon');
  });
});

describe('whom a question is about', () => {
  const about = (
    entities: Partial<Entities>,
    changes: Partial<Situation> = {},
    asks = 'answer.lockout_why',
  ) => aboutOf(reading(entities), [act(asks)], undefined, situation(changes)).academy;

  it('is another academy where it names one, and the person’s own else', () => {
    expect(about({ academy: 'lyon' })).to.equal('lyon');
    expect(about({ academy: 'paris' }), 'theirs').to.equal(undefined);
    expect(about({ academy: 'national' })).to.equal(undefined);
    expect(about({ academy: 'lyon' }, {}, 'account_locked'), 'no question').to.equal(undefined);
  });
  it('is still the colleague of the question before, where it is about somebody else', () => {
    expect(about({ person: 'other' }, { topicAcademy: 'lyon' })).to.equal('lyon');
    expect(about({}, { topicAcademy: 'lyon' })).to.equal(undefined);
  });
});

describe('troubles in one message', () => {
  it('are taken up so that the one told first is at hand', () => {
    const both = told([act('mfa_reset'), act('portal_slow')], { candidates: [] });
    expect(eventsOfActs(both, situation())).to.deep.equal(['trouble.portal_slow', 'trouble.mfa_reset']);
  });
  it('that words near a question tell of are told, but not in an urgent flow, or the one at hand', () => {
    const asked = act('answer.lockout_why', 0.5);
    const home = knowledge.answers.get('lockout_why')?.about ?? '';
    const candidates = [asked, act(home, 0.3)];
    const tells = (changes: Partial<Situation>) => troubleTold(asked, candidates, situation(changes))?.label;
    expect(tells({})).to.equal(home);
    expect(tells({ ...LOCKED, trouble: 'mfa_reset' })).to.equal(home);
    expect(tells({ ...LOCKED, trouble: 'mfa_reset', urgent: true })).to.equal(undefined);
    expect(tells(LOCKED)).to.equal(undefined);
  });
});
