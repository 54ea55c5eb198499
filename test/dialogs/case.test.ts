import { expect } from 'chai';
import fc from 'fast-check';
import { buildCaseMachine, CASE_LIMITS, type CaseEvent } from '../../dialogs/case/chart.ts';
import { type CaseTransition, transitionCase } from '../../src/desk/cases/transition.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0);
const MINUTE = 60_000;
const machine = buildCaseMachine();

/** Takes a new case through events. */
function play(...types: readonly (CaseEvent | CaseEvent['type'])[]): CaseTransition {
  const events = types.map((one) => (typeof one === 'string' ? ({ type: one } as CaseEvent) : one));
  let step = transitionCase(machine, undefined, events[0] ?? { type: 'person.waits' }, NOW);
  for (const event of events.slice(1)) step = transitionCase(machine, step.columns, event, NOW);
  return step;
}

/** Lets the timer fire that a step has set. */
function wait(step: CaseTransition): CaseTransition {
  const timer = step.timers.findLast((effect) => effect.type === 'timer.set');
  if (timer?.type !== 'timer.set') throw new Error('no timer is set');
  return transitionCase(machine, step.columns, timer.event, timer.dueAt);
}

function dueIn({ timers }: CaseTransition): number[] {
  return timers.flatMap((effect) => (effect.type === 'timer.set' ? [effect.dueAt - NOW] : []));
}

describe('the chart of a case', () => {
  it('waits, is accepted, answered, and handed back, closed or made a ticket', () => {
    expect(play('person.waits').columns.state).to.equal('waiting');
    expect(play('person.waits', 'agent.accepted').columns.state).to.equal('assigned');
    const answered = ['person.waits', 'agent.accepted', 'agent.wrote'] as const;
    expect(play(...answered).columns.state).to.equal('with_agent');
    expect(play(...answered, 'case.returned').columns.state).to.equal('returned');
    expect(play(...answered, 'case.closed').columns.state).to.equal('closed');
    expect(play(...answered, 'case.ticketed').columns.state).to.equal('ticketed');
  });

  it('asks how to go on after the waiting limit, once, and again after each “go on waiting”', () => {
    const waiting = play('person.waits');
    expect(dueIn(waiting)).to.deep.equal([CASE_LIMITS.waiting]);
    const overdue = wait(waiting);
    expect(overdue.actions).to.deep.equal(['askHowToGoOn']);
    expect(dueIn(overdue)).to.deep.equal([]);
    const more = transitionCase(machine, overdue.columns, { type: 'person.waits' }, NOW);
    expect(wait(more).actions).to.deep.equal(['askHowToGoOn']);
    expect(dueIn(play('person.postponed'))).to.deep.equal([]);
  });

  it('is let go when whoever accepted it writes nothing for three minutes', () => {
    const assigned = play('person.waits', 'agent.accepted');
    expect(dueIn(assigned)).to.deep.equal([3 * MINUTE]);
    const released = wait(assigned);
    expect(released.actions).to.deep.equal(['release']);
    expect(released.columns.state).to.equal('waiting');
    expect(play('person.waits', 'agent.accepted', 'agent.wrote').timers[0]?.type).to.equal('timer.cancel');
  });

  it('warns of a silent person, and lets go of a silent agent after a warning', () => {
    const answered = play('person.waits', 'agent.accepted', 'agent.wrote');
    expect(dueIn(answered)).to.deep.equal([30 * MINUTE]);
    const alone = wait(answered);
    expect(alone.actions).to.deep.equal(['warnOfPerson']);
    expect(alone.columns.state).to.equal('with_agent');
    const asked = transitionCase(machine, alone.columns, { type: 'person.wrote' }, NOW);
    const warned = wait(asked);
    expect(warned.actions).to.deep.equal(['warnOfAgent']);
    const released = wait(warned);
    expect(released.actions).to.deep.equal(['release']);
    expect(released.columns.state).to.equal('waiting');
  });

  it('counts an agent’s silence from the first message without an answer', () => {
    const asked = play('person.waits', 'agent.accepted', 'agent.wrote', 'person.wrote');
    expect(
      transitionCase(machine, asked.columns, { type: 'person.wrote' }, NOW + MINUTE).timers,
    ).to.deep.equal([]);
  });

  it('goes to a colleague or back into the queue', () => {
    const held = ['person.waits', 'agent.accepted', 'agent.wrote'] as const;
    expect(play(...held, { type: 'case.transferred', to: 'agent' }).columns.state).to.equal('assigned');
    const queued = play(...held, { type: 'case.transferred', to: 'group' });
    expect(queued.columns.state).to.equal('waiting');
    expect(dueIn(queued)).to.deep.equal([]);
  });

  it('never comes back from an end, keeps at most one timer, and is stored and restored as it is', () => {
    const types = [
      'agent.accepted',
      'agent.wrote',
      'person.wrote',
      'case.returned',
      'case.closed',
      'case.ticketed',
      'person.waits',
      'person.postponed',
      'person.withdrew',
    ] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...types, 'timer' as const), { maxLength: 30 }), (events) => {
        let step = play('person.waits');
        const running = new Map<string, { type: string }>();
        const keep = ({ timers }: CaseTransition) => {
          for (const effect of timers) {
            if (effect.type === 'timer.cancel') running.delete(effect.id);
            if (effect.type === 'timer.set') running.set(effect.id, effect.event);
          }
        };
        keep(step);
        let ended = false;
        for (const type of events) {
          const [due] = running;
          if (type === 'timer' && !due) continue;
          if (due && type === 'timer') running.delete(due[0]);
          const stored = JSON.parse(JSON.stringify(step.columns));
          step = transitionCase(machine, stored, due && type === 'timer' ? due[1] : { type }, NOW);
          keep(step);
          expect(running.size).to.be.at.most(1);
          if (ended) expect(step.columns.state).to.match(/^(returned|closed|ticketed)$/);
          ended ||= ['returned', 'closed', 'ticketed'].includes(step.columns.state);
          if (ended) expect(running.size).to.equal(0);
        }
      }),
    );
  });

  it('goes on without a limit where a stored case does not fit the chart any more', () => {
    for (const state of ['waiting', 'assigned', 'with_agent'] as const) {
      const lost = { chartVersion: 0, snapshot: 'garbage', state };
      expect(transitionCase(machine, lost, { type: 'agent.unknown' }, NOW).columns.state).to.equal(state);
    }
    const broken = { chartVersion: 1, snapshot: '{"value":"nowhere"}', state: 'waiting' as const };
    expect(transitionCase(machine, broken, { type: 'agent.accepted' }, NOW).columns.state).to.equal(
      'assigned',
    );
  });
});
