// The parts of a turn by themselves, with data that no chart of today would give them.
import { expect } from 'chai';
import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import { initialContext } from '../../dialogs/chart/context.ts';
import { redact } from '../../src/redaction/redact.ts';
import type { ConversationRow, Reader } from '../../src/store/queries/index.ts';
import { hideAnnounced, plainSeqAfter } from '../../src/turn/announced-secret.ts';
import { forgetPieces, piecesOf } from '../../src/turn/forget-words.ts';
import { createGreet } from '../../src/turn/greeting.ts';
import { deskCommands, textsSaid, timerEffects } from '../../src/turn/read-actions.ts';
import { beginConversation, type StoredConversation } from '../../src/turn/stored-conversation.ts';
import type { Step, TurnEvent } from '../../src/turn/types.ts';
import { createChoose } from '../../src/turn/wording.ts';
import { knowledge } from '../helpers/app.ts';
import { redacted } from '../helpers/redacted.ts';
import { createTestStep, createWholeStep, repliesOf } from '../helpers/step.ts';

const NOW = Date.UTC(2026, 10, 23, 8, 0);
const LIVE: Desk = { ...NOBODY, agents: 1, open: true, staffed: true };
const HELD: Desk = { ...LIVE, request: { kind: 'live', position: 1 } };
const said = (text: string): TurnEvent => ({ type: 'message', text: redacted(text), found: [] });
const pressed = (choice: string): TurnEvent => ({ type: 'message', text: redacted(''), choice, found: [] });
const returned = (flow?: 'mfa_reset'): TurnEvent => ({
  type: 'desk',
  event: { type: 'agent.returned', agent: { by: 'Karim', outcome: 'returned' } },
  back: true,
  ...(flow && { flow }),
});

describe('what a person took back', () => {
  it('is looked for as a whole, by its lines and by the parts that are remembered, the longest first', () => {
    const copies = ['{"story":"la deuxième"}\n\n{"message":"autre chose","text":"première"}', 'pas du JSON'];
    expect(piecesOf('la première\n\n  et la deuxième', copies)).to.deep.equal([
      'la première\n\n  et la deuxième',
      'et la deuxième',
      'la première',
      'la deuxième',
    ]);
  });

  it('goes out of JSON whatever else stands there: numbers, nothing, lists, empty lines', () => {
    const pieces = ['court'];
    const copy = '{"message":"court","at":5,"none":null,"yes":true,"list":["x",{"error":"court"}]}\n\nnull';
    expect(forgetPieces(copy, pieces)).to.equal(
      '{"message":"","at":5,"none":null,"yes":true,"list":["x",{"error":""}]}\n\nnull',
    );
    expect(forgetPieces('null\n{"message":"court"}', pieces)).to.equal('null\n{"message":""}');
    expect(forgetPieces('"court"', pieces), 'a text of its own').to.equal('"court"');
  });

  it('goes out of other texts from eight characters on', () => {
    expect(forgetPieces('Dit : Gertrude, hier', ['Gertrude'])).to.equal('Dit : …, hier');
    expect(forgetPieces('Dit : Bernard, hier', ['Bernard'])).to.equal('Dit : Bernard, hier');
  });

  it('leaves what was said by others, by its author alone', () => {
    const by = (from: string) => JSON.stringify({ from, activity: { text: 'je suis Gertrude' } });
    expect(forgetPieces(by('user'), ['Gertrude'])).to.equal(by('user'));
    expect(forgetPieces(by('agent'), ['Gertrude'])).to.equal(by('agent').replace('Gertrude', '…'));
  });
});

describe('the greeting before there is a conversation', () => {
  const replies = ['one', 'two'].map((message) => ({ type: 'reply', message }));

  it('is worked out once for a language, an academy and a version of the content, and is replies alone', () => {
    const asked: unknown[] = [];
    let version = 1;
    const step = ((stored: StoredConversation, event: TurnEvent, now: number) => {
      asked.push([stored.locale, stored.academy, stored.snapshot, event, now]);
      return { stored, effects: [{ type: 'timer.cancel', id: 'x' }, ...replies] };
    }) as unknown as Step['step'];
    const greet = createGreet(
      { step } as Step,
      () => NOW,
      () => version,
    );
    expect(greet('fr', 'paris')).to.deep.equal(replies);
    expect(asked).to.deep.equal([['fr', 'paris', null, { type: 'joined' }, NOW]]);
    greet('fr', 'paris');
    expect(asked).to.have.length(1);
    for (const [locale, academy] of [
      ['en', 'paris'],
      ['fr', 'lyon'],
      ['fr', null],
    ] as const)
      greet(locale, academy);
    expect(asked).to.have.length(4);
    version = 2;
    greet('fr', 'paris');
    greet('fr', 'paris');
    expect(asked).to.have.length(5);
  });
});

describe('what a transition wants', () => {
  const context = initialContext('paris');

  it('is said where it is a text, and an answer where there is one', () => {
    const actions = [{ type: 'noteTrouble' }, { type: 'say', params: { message: 'menu', kind: 'question' } }];
    expect(textsSaid(actions, context)).to.deep.equal([{ message: 'menu', kind: 'question', context }]);
    expect(textsSaid([{ type: 'sayAnswer' }], context)).to.deep.equal([]);
    const answered = { id: 'vpn', academy: 'lyon', slots: {}, again: false };
    const keys = (again: boolean) =>
      textsSaid([{ type: 'sayAnswer' }], { ...context, answered: { ...answered, again } } as never).map(
        (text) => [text.message, text.kind, text.context.academy],
      );
    expect(keys(false)).to.deep.equal([['answer.vpn.long', 'statement', 'lyon']]);
    expect(keys(true)).to.deep.equal([
      ['answer.vpn.short', 'statement', 'lyon'],
      ['no_more', 'statement', 'lyon'],
    ]);
  });

  it('is done by the desk, or later by a timer, and nothing where it is neither', () => {
    const event = { type: 'xstate.after.wait', at: 5 };
    const actions = [
      { type: 'desk', params: { do: 'withdraw' } },
      { type: 'xstate.raise', params: { id: 'wait', delay: 60, event } },
      { type: 'xstate.raise', params: { id: 'at once', event } },
      { type: 'xstate.raise', params: { delay: 60, event } },
      { type: 'xstate.cancel', params: { sendId: 'wait' } },
      { type: 'say' },
    ];
    expect(deskCommands(actions)).to.deep.equal([{ do: 'withdraw' }]);
    expect(timerEffects(actions, NOW)).to.deep.equal([
      { type: 'timer.set', id: 'wait', dueAt: NOW + 60, event: { type: event.type } },
      { type: 'timer.cancel', id: 'wait' },
    ]);
  });
});

describe('a text that rests on several facts', () => {
  it('tells by when the oldest of those that are stale was checked', () => {
    const paris = knowledge.academies.get('paris');
    if (!paris) throw new Error('no Paris');
    const later = Date.UTC(2029, 0, 1);
    for (const [reset, firstPassword] of [
      ['2026-03', '2026-11'],
      ['2026-11', '2026-03'],
    ] as const) {
      const facts = {
        ...paris.facts,
        reset: { ...paris.facts.reset, checkedOn: reset },
        firstPassword: { ...paris.facts.firstPassword, checkedOn: firstPassword },
      } as typeof paris.facts;
      const academies = new Map(knowledge.academies).set('paris', { ...paris, facts });
      const moment = { locale: 'fr', now: later, desk: NOBODY } as const;
      const choose = createChoose({ ...knowledge, academies }, undefined, moment, []);
      const [worded] = choose(['account_activation.sign_in'], initialContext('paris'));
      expect(worded?.text).to.include('mars 2026').and.not.include('novembre 2026');
    }
  });
});

describe('a log that is known to end plainly', () => {
  const row = { id: 'one', lastSeq: 7, plainSeq: 7 } as ConversationRow;
  /** Whoever asks it has looked into the log. */
  const closed = new Proxy({} as Reader, {
    get: () => {
      throw new Error('the log was read');
    },
  });
  const { text, found } = redact('marmotte');
  const input = { event: { type: 'message', text, found } } as const;

  it('is not read for what was announced, and read where that is not known', async () => {
    expect(await hideAnnounced(closed, row, input, NOW)).to.equal(input);
    for (const plainSeq of [null, 6]) {
      const outcome = await hideAnnounced(closed, { ...row, plainSeq }, input, NOW).catch(String);
      expect(outcome, `${plainSeq}`).to.include('the log was read');
    }
  });

  it('ends so again behind words that announce nothing, and behind a turn without words as before', () => {
    const echo = (words: string) => ({ type: 'message', text: redacted(words) }) as never;
    expect(plainSeqAfter(row, echo('bonjour'), 9)).to.equal(9);
    expect(plainSeqAfter(row, echo('mon mot de passe est'), 9)).to.equal(null);
    expect(plainSeqAfter(row, undefined, 9)).to.equal(9);
    expect(plainSeqAfter({ ...row, plainSeq: 6 }, undefined, 9)).to.equal(null);
    expect(plainSeqAfter({ ...row, plainSeq: null }, echo('bonjour'), 9)).to.equal(9);
  });
});

describe('a step that was built just now', () => {
  const through = ({ stored }: { stored: StoredConversation }): StoredConversation =>
    JSON.parse(JSON.stringify(stored));
  /** Plays messages over a step of its own; what is built once for all tests is tried by none of them. */
  function play(desk: Desk, ...texts: string[]) {
    const step = createTestStep();
    let result = step(beginConversation('fr', 'paris'), { type: 'joined' }, NOW);
    for (const text of texts) result = step(through(result), said(text), NOW, desk);
    return { step, result, stored: through(result) };
  }
  const TO_SOMEBODY = [
    ...['Compte bloqué', 'À l’instant', 'une personne', 'Aucun message affiché', 'À l’instant'],
    'Envoyer à l’équipe',
  ];
  const messages = (result: ReturnType<Step['step']>) => repliesOf(result).map(({ message }) => message);
  const commands = ({ effects }: ReturnType<Step['step']>) => effects.filter(({ type }) => type === 'desk');

  it('reads, moves and words, and says with each reply which question is open', () => {
    const { result } = play(NOBODY, 'mon mot de passe a expiré');
    const replies = repliesOf(result);
    expect(replies.map(({ asked }) => asked)).to.deep.equal(replies.map(() => replies.at(-1)?.message));
    expect(replies.at(-1)?.choices).to.have.length.above(1);
    expect(createWholeStep().apology('en')).to.include({ message: 'turn_failed', locale: 'en' });
  });

  it('tells which trouble was taken up, once, and again for another academy', () => {
    const { step, result, stored } = play(NOBODY, 'mon mot de passe a expiré');
    expect(result.troubled).to.deep.equal({ academy: 'paris', trouble: 'password_expired' });
    expect(step(stored, said('merci'), NOW)).to.not.have.property('troubled');
    const moved = step(stored, said('je suis de l’académie de Lyon'), NOW);
    expect(moved.troubled).to.deep.equal({ academy: 'lyon', trouble: 'password_expired' });
    const nowhere = step(beginConversation('fr', null), said('mon mot de passe a expiré'), NOW);
    expect(nowhere).to.not.have.property('troubled');
    expect(play(NOBODY).result).to.not.have.property('troubled');
  });

  it('goes back from the desk with nothing asked of it, and no way back over that', () => {
    const { step, stored } = play(LIVE, ...TO_SOMEBODY);
    expect(commands(play(LIVE, ...TO_SOMEBODY).result)).to.have.length(1);
    const gone = step(stored, pressed('go_on'), NOW, HELD);
    expect(commands(gone)).to.deep.equal([]);
    expect(gone.stored.backStack).to.deep.equal([]);
  });

  it('stays where the person is, who presses an old button of the desk’s somewhere else', () => {
    const { step, stored } = play(LIVE, ...TO_SOMEBODY);
    const on = through(step(stored, pressed('go_on'), NOW, HELD));
    const other = through(step(on, said('Mot de passe expiré'), NOW, HELD));
    const again = step(other, pressed('go_on'), NOW, HELD);
    const stateOf = ({ snapshot }: StoredConversation) => JSON.parse(snapshot ?? '').value;
    expect(stateOf(again.stored)).to.deep.equal(stateOf(other));
  });

  it('is given back by an agent where the person left, or in the flow that the agent has chosen', () => {
    const { step, stored } = play(LIVE, ...TO_SOMEBODY);
    expect(messages(step(stored, returned(), NOW)).at(-1)).to.equal('account_locked.waiting');
    const chosen = step(stored, returned('mfa_reset'), NOW);
    expect(messages(chosen).at(-1)).to.match(/^mfa_reset\./);
    expect(chosen.troubled).to.deep.equal({ academy: 'paris', trouble: 'mfa_reset' });
  });

  it('asks the whole question of whoever asks for it, also beside something else', () => {
    const { step, stored } = play(NOBODY, 'Compte bloqué', 'À l’instant');
    const asked = (found: readonly 'password'[]) =>
      repliesOf(
        step(stored, { type: 'message', text: redacted('c’était quoi la question ?'), found }, NOW),
      ).at(-1)?.text;
    const short = repliesOf(step(stored, said('merci'), NOW)).at(-1)?.text ?? '';
    expect(asked([])?.length).to.be.above(short.length);
    expect(asked(['password'])).to.equal(asked([]));
  });
});
