// Words about a trouble tell of it or ask about it: each limit from both sides.
import { expect } from 'chai';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import { questionAsked, questionNamed, troubleTold } from '../../dialogs/interpret/told-or-asked.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import { isTrouble } from '../../intents/labels.ts';
import { knowledge } from '../helpers/app.ts';
import { act, LOCKED, situation } from '../helpers/situation.ts';

const ABOUT_LOCKED = [...knowledge.answers]
  .filter(([, { about }]) => about === 'account_locked')
  .map(([id]) => id);
/** About something that is no trouble to take up. */
const APART = [...knowledge.answers].find(([, { about }]) => !isTrouble(about ?? ''))?.[0] ?? '';
const [WHY = '', OTHER = ''] = ABOUT_LOCKED;
const SLOW = { trouble: 'portal_slow', inFlow: true } as const;

describe('words near a question about a trouble', () => {
  const told = (
    changes: Partial<Situation>,
    confidence = 0.5,
    share = 0.3,
    text = 'mon compte est bloqué',
  ) => {
    const asked = act(`answer.${WHY}`, confidence, text);
    const candidates = [asked, act('account_locked', share)];
    return troubleTold(asked, candidates, situation(changes))?.label;
  };

  it('tell of it where it is likely enough: less so where a flow is under way', () => {
    expect(told({}, 0.5, 0.25)).to.equal('account_locked');
    expect(told({}, 0.5, 0.24)).to.equal(undefined);
    expect(told(SLOW, 0.5, 0.05)).to.equal('account_locked');
    expect(told(SLOW, 0.5, 0.04)).to.equal(undefined);
  });
  it('ask, with or without a sign of it, where the reader is sure of that', () => {
    expect(told({}, 0.94)).to.equal('account_locked');
    expect(told({}, 0.95)).to.equal(undefined);
  });
  it('ask where they end so, or the message around them does', () => {
    expect(told({}, 0.5, 0.3, 'mon compte est bloqué ?')).to.equal(undefined);
    const asked = act(`answer.${WHY}`, 0.5, 'mon compte est bloqué');
    const whole = act('reply.other', 0.5, 'mon compte est bloqué. C’est gênant ?');
    const candidates = [whole, act('account_locked', 0.3)];
    expect(troubleTold(asked, candidates, situation())).to.equal(undefined);
    expect(troubleTold(asked, [asked, act('account_locked', 0.3)], situation())?.label).to.equal(
      'account_locked',
    );
  });
  it('tell of nothing new: not of what is at hand, was asked about last, or while it is urgent', () => {
    expect(told(LOCKED), 'at hand').to.equal(undefined);
    expect(told({ ...LOCKED, inFlow: false }), 'left').to.equal('account_locked');
    expect(told({ topic: OTHER }), 'asked about').to.equal(undefined);
    expect(told({ ...SLOW, urgent: true }), 'urgent').to.equal(undefined);
    expect(told({ urgent: true }), 'urgent once, and left').to.equal('account_locked');
  });
  it('tell of it, however little is left for it, beside words that turn away from the one at hand', () => {
    const denied = (changes: Partial<Situation>, text = 'mon compte est bloqué') => {
      const asked = act(`answer.${WHY}`, 0.5, text);
      return troubleTold(asked, [asked], situation(changes), true)?.label;
    };
    expect(denied(SLOW)).to.equal('account_locked');
    expect(denied(SLOW, 'pourquoi mon compte est bloqué ?')).to.equal(undefined);
    expect(denied(LOCKED), 'at hand').to.equal(undefined);
    expect(denied({ ...SLOW, urgent: true })).to.equal(undefined);
    expect(denied({}), 'nothing to turn away from').to.equal(undefined);
  });
  it('tell of no trouble where the question is about none', () => {
    const asked = act(`answer.${APART}`, 0.5, 'voilà');
    for (const more of [act('account_locked', 0.3), act('greet', 0.3)])
      expect(troubleTold(asked, [asked, more], situation())).to.equal(undefined);
  });
});

describe('words that name a trouble', () => {
  const asked = (changes: Partial<Situation>, shares: readonly number[], text = 'et mon compte bloqué ?') => {
    const named = act('account_locked', 0.4, text);
    const [one = 0, other = 0] = shares;
    const candidates: Act[] = [named, act(`answer.${WHY}`, one), act(`answer.${OTHER}`, other)];
    return questionAsked(named, [...candidates, act(`answer.${APART}`, 0.2)], situation(changes))?.label;
  };

  it('ask about it where the questions together are as likely, or nearly so once something is under way', () => {
    expect(asked({}, [0.2, 0.2])).to.equal(`answer.${WHY}`);
    expect(asked({}, [0.2, 0.19])).to.equal(undefined);
    for (const changes of [SLOW, { topic: OTHER }]) {
      expect(asked(changes, [0.17, 0.16])).to.equal(`answer.${WHY}`);
      expect(asked(changes, [0.16, 0.15])).to.equal(undefined);
    }
  });
  it('tell of it where they ask nothing, it is at hand, or it is urgent', () => {
    expect(asked({}, [0.4, 0.4], 'mon compte est bloqué')).to.equal(undefined);
    expect(asked(LOCKED, [0.4, 0.4])).to.equal(undefined);
    expect(asked({ urgent: true }, [0.4, 0.4])).to.equal(undefined);
    expect(asked({ ...LOCKED, inFlow: false }, [0.4, 0.4])).to.equal(`answer.${WHY}`);
  });
});

describe('words that follow on', () => {
  const named = (label: string, share: number) =>
    questionNamed(act(label, 0.5), [act(label, 0.5), act('portal_slow', 0.5), act(`answer.${WHY}`, share)]);
  it('ask a question of their own where that is nearly as likely, but not with “and for …”', () => {
    expect(named('follow.next', 0.35)).to.equal(`answer.${WHY}`);
    expect(named('follow.next', 0.34)).to.equal(undefined);
    expect(named('follow.same_other', 0.5)).to.equal(undefined);
  });
});
