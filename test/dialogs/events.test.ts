import { expect } from 'chai';
import { eventsOfActs } from '../../dialogs/interpret/events.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import type { Trouble } from '../../intents/labels.ts';

const act = (label: string, confidence: number): Act => ({
  label,
  confidence,
  support: confidence,
  text: 'a b',
});

/** The events of acts in the middle of a flow that offers nothing. */
function events(trouble: Trouble, acts: readonly Act[], candidates = acts) {
  const situation = {
    ...{ offers: [], meta: undefined, trouble, topic: null, inFlow: true, urgent: false, lockoutMinutes: 15 },
    ...{ answers: new Map(), followUps: {} },
  } as unknown as Situation;
  return eventsOfActs({ acts, candidates, place: undefined, ago: undefined, entities: {} }, situation);
}

describe('the events of acts', () => {
  it('are no success where its contrary is nearly as likely', () => {
    const worked = act('reply.worked', 0.6);
    expect(events('portal_slow', [worked], [worked, act('reply.not_worked', 0.37)])).to.deep.equal([
      'slots.noted',
    ]);
    expect(events('portal_slow', [worked], [worked, act('reply.not_worked', 0.35)])).to.deep.equal([
      'outcome.worked',
    ]);
  });

  it('take an expired password for the cause of what it is mistaken for, and the no before it for none', () => {
    const told = [act('reply.no', 0.9), act('state.password_expired_told', 0.6)];
    expect(events('password_forgotten', told)).to.deep.equal(['trouble.password_expired']);
    expect(events('signature_setup', told)).to.deep.equal(['trouble.password_expired']);
    expect(events('password_expired', told)).to.deep.equal(['user.denied']);
  });
});
