// What a turn leaves behind for the next: the way back, the wait, what was said. Each of these can be lost without a word of the
// present reply being another.
import { expect } from 'chai';
import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import { beginConversation, type StoredConversation } from '../../src/turn/stored-conversation.ts';
import type { StepResult, TurnEvent } from '../../src/turn/types.ts';
import { redacted } from '../helpers/redacted.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LIVE: Desk = { ...NOBODY, agents: 1, open: true, staffed: true };
const HELD: Desk = { ...LIVE, request: { kind: 'live', position: 1 } };
const step = createTestStep();

const said = (text: string): TurnEvent => ({ type: 'message', text: redacted(text), found: [] });
const pressed = (choice: string): TurnEvent => ({ type: 'message', text: redacted(''), choice, found: [] });

function play(desk: Desk, ...texts: string[]): StepResult {
  let result = step(beginConversation('fr', 'paris'), { type: 'joined' }, NOW);
  for (const text of texts) result = step(throughStore(result), said(text), NOW, desk);
  return result;
}

function throughStore({ stored }: StepResult): StoredConversation {
  return JSON.parse(JSON.stringify(stored));
}

function messagesOf(result: StepResult): string[] {
  return repliesOf(result).map(({ message }) => message);
}

/** A person who waits for the lockout to end, and for somebody. */
function waiting(): StoredConversation {
  const asked = ['Compte bloqué', 'À l’instant', 'une personne', 'Aucun message affiché', 'À l’instant'];
  return throughStore(play(LIVE, ...asked, 'Envoyer à l’équipe'));
}

describe('what a turn keeps for the next', () => {
  it('is the event of a timer that is set anew, by which the wait ends', () => {
    const first = play(NOBODY, 'Compte bloqué', 'À l’instant').effects.find(
      ({ type }) => type === 'timer.set',
    );
    const anew = step(waiting(), pressed('go_on'), NOW + MINUTE, HELD);
    expect(anew.effects.find(({ type }) => type === 'timer.set')).to.deep.equal(first);
  });

  it('is the wait of whoever an agent gives back to the bot', () => {
    const first = play(NOBODY, 'Compte bloqué', 'À l’instant').effects.find(
      ({ type }) => type === 'timer.set',
    );
    const back = step(
      waiting(),
      {
        type: 'desk',
        event: { type: 'agent.returned', agent: { by: 'Karim', outcome: 'returned' } },
        back: true,
      },
      NOW + MINUTE,
    );
    expect(back.effects.find(({ type }) => type === 'timer.set')).to.deep.equal(first);
    expect(messagesOf(back).at(-1)).to.equal('account_locked.waiting');
  });

  it('is the menu at least, for whoever is given back and has nowhere to go back to', () => {
    for (const resumePoint of [null, 'garbage']) {
      const lost = { ...waiting(), resumePoint };
      const returned: TurnEvent = {
        type: 'desk',
        event: { type: 'agent.returned', agent: { by: 'Karim', outcome: 'returned' } },
        back: true,
      };
      for (const event of [returned, pressed('go_on')]) {
        const result = step(lost, event, NOW + MINUTE, event === returned ? NOBODY : HELD);
        expect(messagesOf(result).at(-1), `${event.type} ${resumePoint}`).to.match(/menu$/);
      }
    }
  });

  it('is the request, where the desk tells of it and gives nobody back', () => {
    for (const type of ['case.moved', 'case.released', 'case.overdue'] as const) {
      const asked = waiting();
      const told = step(asked, { type: 'desk', event: { type } }, NOW + MINUTE, HELD);
      expect(told.stored.resumePoint, type).to.equal(asked.resumePoint);
      expect(told.effects.filter(({ type: what }) => what === 'timer.set')).to.deep.equal([]);
      expect(JSON.parse(told.stored.snapshot ?? '').value, type).to.have.property('handoff');
    }
  });

  it('is what was told for the request, beside the trouble as it was left', () => {
    const contextOf = ({ snapshot }: StoredConversation) => JSON.parse(snapshot ?? '').context;
    const sent = waiting();
    const { report, topic } = contextOf(sent);
    expect(report.attempt).to.be.a('string');
    const on = contextOf(step(sent, pressed('go_on'), NOW + MINUTE, HELD).stored);
    expect([on.report, on.topic]).to.deep.equal([report, topic]);
  });

  it('is no way back over a request that is made', () => {
    const sent = waiting();
    expect(sent.backStack).to.deep.equal([]);
    expect(messagesOf(step(sent, said('retour'), NOW, HELD))[0]).to.equal('no_way_back');
  });

  it('is the question before, however often the present one was not understood', () => {
    const lost = play(NOBODY, 'Compte bloqué', 'xyzzy', 'xyzzy');
    const back = step(throughStore(lost), said('retour'), NOW);
    expect(messagesOf(back).at(-1)).to.match(/menu$/);
  });

  it('is where the person is now, when they press an old button that leads back from the desk', () => {
    const gone = throughStore(step(waiting(), pressed('go_on'), NOW + MINUTE, HELD));
    const on = throughStore(step(gone, said('Mot de passe expiré'), NOW + MINUTE, HELD));
    const again = step(on, pressed('go_on'), NOW + 2 * MINUTE, HELD);
    expect(again.stored.snapshot).to.include('"trouble":"password_expired"');
  });

  it('is what was said, over a turn that says nothing', () => {
    const asked = play(NOBODY, 'Mot de passe expiré');
    const { told } = JSON.parse(asked.stored.snapshot ?? '').context;
    expect(told).to.have.length.above(0);
    const silent = step(throughStore(asked), { type: 'address', academy: 'lyon' }, NOW);
    expect(silent.effects).to.deep.equal([]);
    expect(JSON.parse(silent.stored.snapshot ?? '').context.told).to.deep.equal(told);
  });
});

describe('what a turn says', () => {
  it('is no reminder where a timer comes and nobody has', () => {
    const waits = throughStore(play(NOBODY, 'Compte bloqué', 'À l’instant'));
    const timer = play(NOBODY, 'Compte bloqué', 'À l’instant').effects.find(
      ({ type }) => type === 'timer.set',
    );
    if (timer?.type !== 'timer.set') throw new Error('no timer');
    const late = step(waits, { type: 'timer', event: timer.event }, NOW + 2 * DAY);
    expect(messagesOf(late)).to.not.include('reminder');
    expect(messagesOf(late)[0]).to.equal('account_locked.retry');
  });

  it('is the question in other words for whoever has not understood it', () => {
    const asked = play(NOBODY, 'Mot de passe expiré');
    const question = messagesOf(asked).at(-1);
    const other = step(throughStore(asked), said('je ne comprends pas la question'), NOW);
    expect(messagesOf(other).at(-1)).to.equal(`reworded.${question}`);
    const waits = throughStore(play(NOBODY, 'Compte bloqué', 'À l’instant'));
    const reworded = step(waits, said('je ne comprends pas'), NOW);
    expect(messagesOf(reworded).at(-1)).to.equal('reworded.account_locked.waiting');
  });

  it('is no question for whoever puts the answer off', () => {
    const asked = play(NOBODY, 'Mot de passe expiré');
    const later = step(throughStore(asked), said('je verrai ça plus tard'), NOW);
    expect(messagesOf(later)).to.deep.equal(['deferred']);
  });

  it('has its documents where it rests on some, and no empty list of them elsewhere', () => {
    const [told] = repliesOf(play(NOBODY, 'Compte bloqué')).slice(-1);
    expect(told?.sources).to.have.length.above(0);
    const [menu] = repliesOf(play(NOBODY, 'un autre problème')).slice(-1);
    expect(menu).to.not.have.property('sources');
  });

  it('names the trouble that is taken up at the head of what follows, not in a message of its own', () => {
    const replies = repliesOf(play(NOBODY, 'je n’arrive plus à me connecter, mon mot de passe a expiré'));
    expect(replies.map(({ message }) => message)).to.not.include('taken_up');
    expect(replies.some(({ text }) => text.includes('\n'))).to.equal(true);
  });
});
