// What acts mean in the state in which they are said: the classifier has read the words, these rules decide what they do. A rule
// that is gone takes people somewhere else, most often without a word that would look wrong.
import { expect } from 'chai';
import { doubtsOf } from '../../dialogs/interpret/doubts.ts';
import { eventsOfActs } from '../../dialogs/interpret/events.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import { eventOfTrouble } from '../../dialogs/interpret/trouble-events.ts';
import type { Act, Told } from '../../dialogs/interpret/types.ts';
import { act, LOCKED, offer, situation, told } from '../helpers/situation.ts';

const events = (acts: readonly Act[], changes: Partial<Situation> = {}, more: Partial<Told> = {}) =>
  eventsOfActs(told(acts, more), situation(changes));

describe('the time of the last attempt, where the bot asks for it', () => {
  const asked = { ...LOCKED, offers: [offer('just_now'), offer('wait_over')] };
  it('ends the wait or begins it, by the minutes of the academy', () => {
    expect(events([act('reply.ok')], asked, { ago: 14 })).to.deep.equal(['choice.just_now']);
    expect(events([act('reply.ok')], asked, { ago: 15 })).to.deep.equal(['choice.wait_over']);
    expect(events([act('reply.ok')], { ...asked, lockoutMinutes: 30 }, { ago: 15 })).to.deep.equal([
      'choice.just_now',
    ]);
  });
  it('is over where the wait was in vain', () => {
    for (const label of ['tried.wait', 'answer.lockout_after', 'reply.not_worked']) {
      expect(events([act(label)], asked, { ago: 20 }), label).to.deep.equal(['tried.wait']);
      expect(events([act(label)], asked, { ago: 5 }), label).to.not.include('tried.wait');
    }
    expect(events([act('reply.not_worked', 0.6)], asked, { ago: 20 })).to.deep.equal(['choice.wait_over']);
    const person = [act('tried.wait'), act('human_agent')];
    expect(events(person, asked, { ago: 20 })).to.include('agent.requested');
    expect(events([act('reply.worked')], asked, { ago: 20 })).to.deep.equal(['outcome.worked']);
  });
  it('answers nothing where it is not asked for, or belongs to what else is told', () => {
    expect(events([act('reply.ok')], LOCKED, { ago: 20 })).to.not.include('choice.wait_over');
    for (const label of ['safety.certificate_accepted', 'answer.lockout_why', 'human_agent'])
      expect(events([act('thanks'), act(label)], asked, { ago: 20 }), label).to.not.include(
        'choice.wait_over',
      );
  });
});

describe('a trouble', () => {
  it('is gone on with, asked about or taken up, by the flow that is under way', () => {
    expect(eventOfTrouble('account_locked', situation(LOCKED))).to.equal('problem.again');
    expect(eventOfTrouble('account_locked', situation({ ...LOCKED, inFlow: false }))).to.equal(
      'trouble.account_locked',
    );
    expect(eventOfTrouble('mfa_reset', situation(LOCKED))).to.equal('trouble.mfa_reset');
    expect(eventOfTrouble('mfa_reset', situation({ ...LOCKED, urgent: true }))).to.equal('intent.doubted');
  });
  it('is asked about where another one is nearly as likely', () => {
    const near = [act('account_locked', 0.42), act('password_forgotten', 0.4)];
    const first = near.slice(0, 1);
    expect(events(first, {}, { candidates: near })).to.deep.equal(['intent.doubted']);
    const far = [act('account_locked', 0.6), act('password_forgotten', 0.3)];
    expect(events(far.slice(0, 1), {}, { candidates: far })).to.deep.equal(['trouble.account_locked']);
    // The one at hand needs no question.
    expect(events(first, LOCKED, { candidates: near })).to.deep.equal(['problem.again']);
  });
  it('is asked about at the beginning where it is one of two, neither of them likely by itself', () => {
    const two = [act('account_locked', 0.2), act('password_forgotten', 0.16), act('thanks', 0.1)];
    expect(events([], {}, { candidates: two })).to.deep.equal(['intent.doubted']);
    expect(events([], {}, { candidates: two.slice(0, 1) })).to.deep.equal(['intent.missed']);
    const less = [act('account_locked', 0.2), act('password_forgotten', 0.14)];
    expect(events([], {}, { candidates: less })).to.deep.equal(['intent.missed']);
    expect(events([], LOCKED, { candidates: two })).to.deep.equal(['intent.missed']);
  });
  it('is taken up with the answer to what is asked about it, surer where nothing in the words asks', () => {
    const asked = (share: number, text: string) => {
      const first = act('account_locked', 0.8, text);
      return events([first], {}, { candidates: [first, act('answer.lockout_tries', share)] });
    };
    const both = ['trouble.account_locked', 'answer.lockout_tries'];
    expect(asked(0.07, 'bloqué après combien d’essais ?')).to.deep.equal(both);
    expect(asked(0.07, 'mon compte est bloqué')).to.deep.equal(['trouble.account_locked']);
    expect(asked(0.11, 'combien d’essais avant le blocage')).to.deep.equal(both);
    expect(asked(0.2, 'nombre d’essais avant blocage')).to.deep.equal(both);
    expect(asked(0.05, 'bloqué après combien d’essais ?')).to.deep.equal(['trouble.account_locked']);
  });
  it('that words name which ask something else is not taken up', () => {
    const first = act('wrong_portal', 0.5, 'je viens de Lyon, mon ancien identifiant marche ici ?');
    const elsewhere = { candidates: [first, act('answer.transfer_academy', 0.4)] };
    expect(events([first], {}, elsewhere)).to.deep.equal(['answer.transfer_academy']);
    const unlikely = { candidates: [first, act('answer.transfer_academy', 0.3)] };
    expect(events([first], {}, unlikely)).to.include('trouble.wrong_portal');
  });
  it('makes a yes or no beside it answer nothing, unless it is the one at hand', () => {
    const offers = [offer('yes'), offer('no')];
    const both = [act('reply.no'), act('mfa_reset')];
    expect(events(both, { ...LOCKED, offers })).to.deep.equal(['trouble.mfa_reset']);
    const same = [act('reply.no'), act('account_locked')];
    expect(events(same, { ...LOCKED, offers })).to.have.length(2);
  });
  it('that turns out to be an expired password is that, but never where somebody may be reading along', () => {
    const expired = [act('state.password_expired_told')];
    expect(events(expired, LOCKED)).to.deep.equal(['trouble.password_expired']);
    expect(events(expired, { ...LOCKED, urgent: true })).to.deep.equal(['slots.noted']);
    expect(events(expired, { ...LOCKED, trouble: 'mfa_reset' })).to.deep.equal(['trouble.password_expired']);
    expect(events(expired, { ...LOCKED, trouble: 'password_expired' })).to.deep.equal(['slots.noted']);
    expect(events([act('state.password_expired_told', 0.49)], LOCKED)).to.deep.equal(['slots.noted']);
    const away = [act('reply.another'), ...expired];
    expect(events(away, { ...LOCKED, trouble: 'mfa_reset' })).to.include('trouble.password_expired');
  });
  it('of no access at all is told anew outside a flow', () => {
    expect(events([act('state.cannot_get_in')], LOCKED)).to.deep.equal(['problem.again']);
    expect(events([act('state.cannot_get_in')])).to.deep.equal(['access.lost']);
    const inside = { trouble: 'missing_messages', inFlow: true } as const;
    const protest = [act('reply.bot_wrong'), act('state.cannot_get_in'), act('reply.give_up', 0.4)];
    expect(events(protest, inside)).to.include('access.lost').and.not.to.include('user.gave_up');
  });
});

describe('what somebody has tried', () => {
  it('is the failure of the remedy that is offered, and a fact elsewhere', () => {
    const tried = [act('tried.cache')];
    expect(events(tried, { ...LOCKED, offers: [offer('not_worked')] })).to.deep.equal(['outcome.failed']);
    expect(events(tried, { ...LOCKED, offers: [offer('yes')] })).to.deep.equal(['tried.cache']);
  });
  it('fails one remedy together with a no, and not two', () => {
    const offers = [offer('worked', 'user.affirmed'), offer('not_worked', 'user.denied')];
    const both = [act('tried.other_browser'), act('reply.not_worked')];
    expect(events(both, { ...LOCKED, offers })).to.deep.equal(['user.denied']);
    const partly = [act('tried.other_browser'), act('reply.partly')];
    expect(events(partly, { ...LOCKED, offers: offers.slice(0, 1) }))
      .to.include('outcome.partly')
      .and.not.include('outcome.failed');
  });
  it('is not asked about where something has come of it: "done, mail arrives but I cannot send"', () => {
    const done = [act('reply.done'), act('reply.partly')];
    expect(events(done, LOCKED)).to.deep.equal(['outcome.partly']);
    expect(events([act('reply.done')], LOCKED)).to.deep.equal(['check.done']);
  });
  it('says nothing beside what else is told', () => {
    expect(events([act('tried.cache'), act('mfa_reset')])).to.deep.equal(['trouble.mfa_reset']);
    expect(events([act('tried.cache'), act('tried.port')])).to.have.length(1);
  });
});

describe('a success', () => {
  it('that is hardly likelier than a failure is none', () => {
    const worked = act('reply.worked', 0.6);
    const doubtful = { candidates: [worked, act('reply.not_worked', 0.2), act('tried.port', 0.17)] };
    expect(events([worked], LOCKED, doubtful)).to.deep.equal(['slots.noted']);
    const sure = { candidates: [worked, act('reply.not_worked', 0.1), act('greet', 0.3)] };
    expect(events([worked], LOCKED, sure)).to.deep.equal(['outcome.worked']);
  });
  it('is not guessed where nobody asked for it: "it was working fine before, i only changed the password"', () => {
    for (const [confidence, type] of [
      [0.54, 'slots.noted'],
      [0.55, 'outcome.worked'],
    ] as const)
      expect(events([act('reply.worked', confidence)], LOCKED)).to.deep.equal([type]);
  });
  it('asks for no request, whatever else the words are near', () => {
    const acts = [act('reply.worked'), act('choice.summary', 0.8)];
    expect(events(acts, { offers: [offer('summary')] })).to.deep.equal(['outcome.worked']);
  });
  it('is taken for one where it is asked whether the trouble of before is still there', () => {
    const resuming = { meta: { say: 'resuming' } as Situation['meta'] };
    expect(events([act('reply.worked', 0.4)], resuming)).to.deep.equal(['outcome.worked']);
    expect(events([act('reply.worked', 0.4)], {})).to.deep.equal(['slots.noted']);
  });
});

describe('a choice in words', () => {
  it('needs to be surer where a wrong guess does harm', () => {
    const explicit = { meta: { explicit: true } as Situation['meta'], offers: [offer('send')] };
    const open = { offers: [offer('send')] };
    expect(events([act('choice.send', 0.7)], explicit)).to.deep.equal(['choice.send']);
    expect(events([act('choice.send', 0.69)], explicit)).to.not.deep.equal(['choice.send']);
    expect(events([act('choice.send', 0.5)], open)).to.deep.equal(['choice.send']);
    const lost = { ...explicit, offers: [offer('withdraw')] };
    expect(events([act('choice.withdraw', 0.9)], lost)).to.deep.equal(['choice.withdraw']);
    expect(events([act('choice.withdraw', 0.89)], lost)).to.not.deep.equal(['choice.withdraw']);
  });
  it('is not made there by how a question is put: "please, should I press SMS or not?"', () => {
    const explicit = {
      meta: { explicit: true } as Situation['meta'],
      offers: [offer('summary', 'agent.requested')],
    };
    const please = act('choice.summary', 0.99, 'please');
    const asks = act('answer.mfa_methods', 0.9, 'should I press SMS or not?');
    const whole = (summary: number) => ({
      candidates: [{ ...asks, text: 'please, should I press SMS or not?' }, act('choice.summary', summary)],
    });
    expect(events([please, asks], explicit, whole(0.09))).to.deep.equal(['answer.mfa_methods']);
    expect(events([please, asks], explicit, whole(0.1))).to.include('agent.requested');
    expect(events([please], explicit, whole(0))).to.deep.equal(['agent.requested']);
    // "No request. just the iphone, how"
    const refused = { candidates: [act('reply.no', 0.3, 'no request. just'), act('choice.summary', 0.2)] };
    expect(events([please], explicit, refused)).to.not.include('agent.requested');
    expect(events([please, asks], { ...explicit, meta: undefined }, whole(0))).to.include('agent.requested');
  });
});

describe('a failure after an answer', () => {
  const told = [act('reply.not_worked'), act('state.cannot_get_in')];
  it('goes on from it, and is no loss of all access', () => {
    expect(events(told, { topic: 'lockout_why' })).to.deep.equal(['outcome.failed']);
    expect(events(told, {})).to.include('access.lost');
    expect(events(told.slice(1), { topic: 'lockout_why' })).to.deep.equal(['access.lost']);
  });
});

describe('being sure', () => {
  it('is a yes where it is told, and a question where it is asked', () => {
    const offers = [offer('yes')];
    for (const text of ['je vous le confirme', 'I can confirm that', 'absolument certaine'])
      expect(events([act('follow.sure', 0.7, text)], { ...LOCKED, offers }), text).to.deep.equal([
        'choice.yes',
      ]);
    expect(events([act('follow.sure', 0.7, 'je confirme')], LOCKED)).to.deep.equal(['user.affirmed']);
    expect(events([act('follow.sure', 0.7, 'vous êtes sûr ?')], { ...LOCKED, offers })).to.not.include(
      'choice.yes',
    );
  });
});

describe('giving up', () => {
  it('ends it, whatever is denied or put right with it', () => {
    const denied = [act('reply.give_up'), act('reply.not_the_trouble')];
    expect(events(denied, LOCKED)).to.deep.equal(['user.gave_up']);
    expect(events([act('reply.give_up'), act('reply.bot_wrong')], LOCKED)).to.deep.equal(['user.gave_up']);
    expect(events(denied.slice(1), LOCKED)).to.deep.equal(['problem.denied']);
  });
  it('is answered where something is asked with it that no clause was read as', () => {
    const given = act('reply.give_up', 0.9, 'laissez. panne générale, oui ou non ?');
    const asked = act('answer.saturation_when', 0.05, given.text);
    expect(events([given], LOCKED, { candidates: [given, asked] })).to.deep.equal([
      'user.gave_up',
      'answer.saturation_when',
    ]);
    expect(events([given], LOCKED, { candidates: [given] })).to.deep.equal([
      'user.gave_up',
      'question.missed',
    ]);
    const told = act('reply.give_up', 0.9, 'laissez tomber');
    expect(events([told], LOCKED, { candidates: [told, asked] })).to.deep.equal(['user.gave_up']);
  });
  it('is none where one thing is given up for another, or after a goodbye', () => {
    const locked = [act('reply.bot_wrong'), act('state.cannot_get_in'), act('reply.give_up')];
    expect(events(locked, {})).to.include('access.lost').and.not.to.include('user.gave_up');
    expect(events([act('mfa_reset'), act('reply.give_up')], LOCKED)).to.deep.equal(['trouble.mfa_reset']);
    const left = { meta: { say: 'farewell', choices: [] } };
    expect(events([act('reply.give_up')], left)).to.deep.equal(['bot.corrected']);
  });
  it('calls off a request that is being prepared, and no other thing, and only where it is sure', () => {
    const callable = { meta: { say: 'handoff.by_oneself', choices: [], callable: true } as const };
    expect(events([act('choice.withdraw', 0.8)], callable)).to.deep.equal(['user.gave_up']);
    expect(events([act('choice.withdraw', 0.6)], callable)).to.deep.equal(['intent.missed']);
    expect(events([act('choice.withdraw', 0.8)], {})).to.deep.equal(['slots.noted']);
    const whole = { candidates: [act('choice.withdraw', 1)] };
    expect(events([act('choice.withdraw', 0.6)], callable, whole), 'as sure as the message').to.deep.equal([
      'user.gave_up',
    ]);
    const other = { candidates: [act('reply.no', 1), act('choice.withdraw', 0.9)] };
    expect(events([act('choice.withdraw', 0.6)], callable, other)).to.deep.equal(['intent.missed']);
    expect(events([act('choice.withdraw', 0.8)], { ...callable, urgent: true })).to.deep.equal([
      'intent.missed',
    ]);
  });
});

describe('an answer that people complain of', () => {
  const here = { topic: 'ent_what', meta: { say: 'answered', choices: [] } } as const;
  const again = act('answer.ent_what', 0.6, "pas l'ENT");
  it('is not given again: the next likely one is, or it is owned that there is none', () => {
    const other = act('answer.platform_same_password', 0.1, again.text);
    const complaint = act('reply.bot_wrong', 0.2, again.text);
    const said = (more: readonly Act[]) => events([again], here, { candidates: [again, ...more] });
    expect(said([complaint, other])).to.deep.equal(['answer.platform_same_password']);
    expect(said([complaint])).to.deep.equal(['question.missed']);
    expect(said([act('reply.not_the_trouble', 0.2)])).to.deep.equal(['question.missed']);
    expect(said([act('reply.bot_wrong', 0.05)])).to.deep.equal(['answer.ent_what']);
  });
  it('is given where another one was, or for another device', () => {
    const complaint = act('reply.bot_wrong', 0.2);
    expect(events([again, complaint], { ...here, topic: 'arena_what' })).to.include('answer.ent_what');
    const settings = act('answer.push_notifications', 0.6, 'non, sur android');
    const entities = { device: 'android' } as Told['entities'];
    const asked = { ...here, topic: 'push_notifications' };
    expect(events([settings], asked, { candidates: [settings, complaint], entities })).to.include(
      'answer.push_notifications',
    );
  });
});

describe('starting over', () => {
  it('is only announced by "another problem" beside a trouble, and comes before a person otherwise', () => {
    expect(events([act('restart'), act('mfa_reset')], LOCKED)).to.deep.equal(['trouble.mfa_reset']);
    expect(events([act('human_agent'), act('restart')], LOCKED)).to.deep.equal([
      'restart.requested',
      'agent.requested',
    ]);
  });
});

describe('doubts', () => {
  it('are the three likeliest troubles and answers, each once, and nothing that is no choice', () => {
    const near = [
      ...[act('greet', 0.3), act('mfa_reset', 0.2), act('answer.lockout_why', 0.15), act('mfa_reset', 0.12)],
      ...[act('account_locked', 0.11), act('portal_slow', 0.1), act('tried.cache', 0.1)],
    ];
    expect(doubtsOf(near)).to.deep.equal([
      'trouble.mfa_reset',
      'answer.lockout_why',
      'trouble.account_locked',
    ]);
    expect(doubtsOf([act('mfa_reset', 0.09)])).to.deep.equal([]);
  });
});
