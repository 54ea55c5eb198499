// Harm that may have been done, and what is denied: no alarm for nothing, and none that cannot be called off.
import { expect } from 'chai';
import { NOTHING_GIVEN } from '../../dialogs/interpret/candidates.ts';
import { DENIAL, eventOfDenial, eventOfWarning, isCalledOff } from '../../dialogs/interpret/denials.ts';
import { eventsOfActs } from '../../dialogs/interpret/events.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import { act, LOCKED, offer, situation, told } from '../helpers/situation.ts';

const PHISHING = { trouble: 'phishing_report', inFlow: true } as const;
const meta = (more: object) => ({ meta: more as Situation['meta'] });

describe('first words that are a trouble’s by a hair, and tell of harm as well', () => {
  const first = (confidence: number, changed: number, stolen: number, changes: Partial<Situation> = {}) => {
    const locked = act('account_locked', confidence);
    const candidates = [locked, act('safety.changed_by_other', changed), act('safety.phone_stolen', stolen)];
    return eventsOfActs(
      told([locked], { candidates }),
      situation({ offers: [offer('trouble.account_locked', 'trouble.account_locked')], ...changes }),
    );
  };

  it('are met as harm, all that tells of it together', () => {
    expect(first(0.42, 0.29, 0.1)).to.deep.equal(['safety.changed_by_other']);
    expect(first(0.42, 0.29, 0.05)).to.deep.equal(['trouble.account_locked']);
    expect(first(0.5, 0.4, 0.1)).to.deep.equal(['trouble.account_locked']);
  });
  it('are no alarm later, where the trouble goes on from what was said', () => {
    expect(first(0.42, 0.29, 0.1, { meta: { say: 'answered', choices: [] } })).to.deep.equal([
      'trouble.account_locked',
    ]);
    expect(first(0.42, 0.29, 0.1, { ...LOCKED, trouble: 'mfa_reset' })).to.deep.equal([
      'trouble.account_locked',
    ]);
  });
});

describe('a warning', () => {
  const warned = (label: string, confidence: number, changes: Partial<Situation>) =>
    eventOfWarning(act(label, confidence), [], situation(changes));

  it('is asked about where harm is only guessed in a flow, and given where it is sure', () => {
    expect(warned('safety.secret_given', 0.49, LOCKED)).to.equal('trouble.phishing_report');
    expect(warned('safety.secret_given', 0.5, LOCKED)).to.equal('safety.secret_given');
    expect(warned('safety.certificate_accepted', 0.49, LOCKED)).to.equal('trouble.certificate_warning');
  });
  it('is asked about at the beginning where it may as well be another trouble', () => {
    const told = (confidence: number, rival: number, label = 'password_forgotten') =>
      eventOfWarning(act('safety.changed_by_other', confidence), [act(label, rival)], situation());
    expect(told(0.6, 0.25)).to.equal('intent.doubted');
    expect(told(0.6, 0.23)).to.equal('safety.changed_by_other');
    expect(told(0.76, 0.4)).to.equal('safety.changed_by_other');
    expect(told(0.6, 0.3, 'account_locked')).to.equal('safety.changed_by_other');
    // In an answer to the bot's own question nothing is weighed against it.
    const asked = eventOfWarning(
      act('safety.changed_by_other', 0.6),
      [act('password_forgotten', 0.3)],
      situation(LOCKED),
    );
    expect(asked).to.equal('safety.changed_by_other');
  });
  it('is given to whoever has come for it, or is at its trouble, and where no harm can have been done yet', () => {
    expect(warned('safety.secret_given', 0.3, {})).to.equal('safety.secret_given');
    expect(warned('safety.secret_given', 0.3, meta({ say: 'menu' }))).to.equal('safety.secret_given');
    expect(warned('safety.secret_given', 0.3, meta({ say: 'answered' }))).to.equal('trouble.phishing_report');
    expect(warned('safety.secret_given', 0.3, PHISHING)).to.equal('safety.secret_given');
    expect(warned('safety.shared_computer', 0.3, LOCKED)).to.equal('safety.shared_computer');
  });
  it('is asked about where a certificate may only have been shown, unless they ask what became of one accepted', () => {
    const told = (shown: number, tempted = 0) =>
      eventOfWarning(
        act('safety.certificate_accepted', 0.7),
        [act('certificate_warning', shown), act('safety.certificate_temptation', tempted)],
        situation(),
      );
    expect(told(0.28)).to.equal('trouble.certificate_warning');
    expect(told(0.27)).to.equal('safety.certificate_accepted');
    expect(told(0.28, 0.14)).to.equal('trouble.certificate_warning');
    expect(told(0.28, 0.15)).to.equal('safety.certificate_accepted');
  });
  it('is that about giving where they ask whether to, and nothing was given: "il veut le code, je lui donne ?"', () => {
    const given = (text: string, asked: number, label = 'safety.secret_asked') =>
      eventOfWarning(act('safety.secret_given', 0.5, text), [act(label, asked)], situation());
    for (const text of [
      'il veut le code que jai recu je lui donne ?',
      'he wants my code, do I tell him?',
      'mon mdp aussi ?',
    ])
      expect(given(text, 0.15), text).to.equal('safety.secret_asked');
    expect(given('je lui donne ?', 0.15, 'safety.secret_here')).to.equal('safety.secret_here');
    expect(given('je lui donne ?', 0.14)).to.equal('safety.secret_given');
    expect(given('je lui ai donné', 0.4)).to.equal('safety.secret_given');
  });
  it('stays where harm may have been done all the same: "rien tapé, juste donné trois chiffres"', () => {
    const urgent = situation({ ...PHISHING, urgent: true });
    const said = (given: number, label = NOTHING_GIVEN) =>
      eventsOfActs(
        told([act(label, 0.9)], { candidates: [act(NOTHING_GIVEN, 0.9), act('safety.secret_given', given)] }),
        urgent,
      );
    for (const label of [NOTHING_GIVEN, DENIAL, 'reply.no'])
      expect(said(0.1, label), label).to.not.include('harm.denied');
    for (const label of [NOTHING_GIVEN, DENIAL, 'reply.no'])
      expect(said(0.09, label), label).to.include('harm.denied');
  });
  it('is not left by a fact that names another trouble: "jai la double auth, un code par sms"', () => {
    const urgent = situation({ ...PHISHING, urgent: true });
    const [fact, other] = [act('state.second_factor_on', 0.7), act('mfa_reset', 0.7)];
    expect(eventsOfActs(told([fact, other]), urgent)).to.deep.equal(['slots.noted']);
    expect(eventsOfActs(told([other]), urgent)).to.deep.equal(['intent.doubted']);
    expect(eventsOfActs(told([fact, other]), situation(LOCKED))).to.include('trouble.mfa_reset');
  });
  it('is not called off by what says besides that nothing was given', () => {
    const [changed, nothing] = [act('safety.changed_by_other', 0.6), act(NOTHING_GIVEN, 0.8)];
    const events = eventsOfActs(told([nothing, changed]), situation());
    expect(events).to.include('safety.changed_by_other').and.not.include('harm.denied');
    expect(eventsOfActs(told([nothing]), situation())).to.include('harm.denied');
  });
  it('is of what may have been done before what may be about to be done', () => {
    const [accepted, tempted] = [
      act('safety.certificate_accepted', 0.7),
      act('safety.certificate_temptation', 0.6),
    ];
    for (const acts of [
      [accepted, tempted],
      [tempted, accepted],
    ]) {
      expect(eventsOfActs(told(acts, { candidates: acts }), situation())).to.deep.equal([
        'safety.certificate_accepted',
      ]);
    }
  });
});

describe('a question beside "that is not my problem"', () => {
  const denied = (label: string, text: string, changes: Partial<Situation> = LOCKED) => {
    const acts = [act(DENIAL), act(label, 0.9, text)];
    const candidates = [...acts, act('wrong_portal', 0.2)];
    return eventsOfActs(told(acts, { candidates }), situation(changes));
  };

  it('is what they have come for: the flow is left, and it is answered', () => {
    expect(denied('answer.which_platform', 'Convergence ou la nationale ?')).to.deep.equal([
      'problem.denied',
      'answer.which_platform',
    ]);
  });
  it('leaves no flow that it is about, or that is urgent', () => {
    expect(denied('answer.lockout_why', 'pourquoi bloqué ?')).to.not.include('problem.denied');
    expect(denied('answer.which_platform', 'laquelle ?', { ...PHISHING, urgent: true })).to.not.include(
      'problem.denied',
    );
  });
  it('that is none begins the flow of its trouble', () => {
    const events = denied('answer.which_platform', 'je suis sur la mauvaise messagerie');
    expect(events).to.include('trouble.wrong_portal').and.not.include('problem.denied');
  });
});

describe('an alarm', () => {
  const off = (label: string, nothing: number | undefined, changes: Partial<Situation>) =>
    isCalledOff(
      act(label),
      told([act(label)], { candidates: nothing === undefined ? [] : [act(NOTHING_GIVEN, nothing)] }),
      situation(changes),
    );

  it('is called off by a no that is near to saying that nothing was given', () => {
    expect(off('reply.no', 0.2, PHISHING)).to.equal(true);
    expect(off('reply.no', 0.19, PHISHING)).to.equal(false);
    expect(off('reply.no', undefined, PHISHING)).to.equal(false);
    expect(off('reply.not_worked', 0.2, { ...LOCKED, urgent: true })).to.equal(true);
  });
  it('is not called off where there is none, or by what says no to nothing', () => {
    expect(off('reply.no', 0.9, LOCKED)).to.equal(false);
    expect(off('account_locked', 0.9, PHISHING)).to.equal(false);
  });
});

describe('a trouble that is denied', () => {
  const denied = (changes: Partial<Situation>, named: Act | undefined, acts: readonly Act[] = []) => {
    const own = act(DENIAL);
    return eventOfDenial(
      told([own, ...acts], { candidates: [own, ...(named ? [named] : [])] }),
      situation(changes),
    );
  };
  const no = { offers: [offer('no')] };

  it('is put right in a request, and calls an alarm off', () => {
    expect(denied({ ...LOCKED, ...meta({ correctable: true }) }, undefined)).to.equal('problem.denied');
    expect(denied({ ...LOCKED, ...meta({ say: 'x' }) }, undefined)).to.equal('problem.denied');
    expect(denied(PHISHING, undefined)).to.equal('harm.denied');
    expect(denied({ ...LOCKED, urgent: true }, undefined)).to.equal('harm.denied');
  });
  it('answers no where that is a choice, unless it is the trouble at hand that it plainly names', () => {
    expect(denied({ ...LOCKED, ...no }, undefined)).to.equal('choice.no');
    expect(denied({ ...LOCKED, ...no }, act('account_locked', 0.3))).to.equal('problem.denied');
    expect(denied({ ...LOCKED, ...no }, act('account_locked', 0.29))).to.equal('choice.no');
    expect(denied({ ...LOCKED, ...no }, act('portal_slow', 0.9))).to.equal('choice.no');
  });
  it('gives way to one that is told beside it', () => {
    expect(denied(LOCKED, act('portal_slow'), [act('portal_slow')])).to.equal(undefined);
  });
  it('corrects the bot outside of a flow; in one it is the one at hand, or in doubt the other', () => {
    expect(denied({}, undefined)).to.equal('bot.corrected');
    expect(denied(LOCKED, undefined)).to.equal('problem.denied');
    expect(denied(LOCKED, act('account_locked'))).to.equal('problem.denied');
    expect(denied(LOCKED, act('portal_slow', 0.019))).to.equal('problem.denied');
    expect(denied(LOCKED, act('portal_slow', 0.02))).to.equal('slots.noted');
    expect(denied(LOCKED, act('portal_slow', 0.29))).to.equal('slots.noted');
    expect(denied(LOCKED, act('portal_slow', 0.3))).to.equal('intent.doubted');
  });
});
