// What comes of words that ask where they seem to tell, and of what seems to have happened and has not.
import { expect } from 'chai';
import { NOTHING_GIVEN } from '../../dialogs/interpret/candidates.ts';
import { eventsOfActs } from '../../dialogs/interpret/events.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import type { Act, Told } from '../../dialogs/interpret/types.ts';
import { act, LOCKED, offer, situation, told } from '../helpers/situation.ts';

const events = (acts: readonly Act[], changes: Partial<Situation> = {}, candidates: readonly Act[] = acts) =>
  eventsOfActs(told(acts, { candidates }), situation(changes));

describe('what nobody understands', () => {
  const nothing = (text: string | undefined, changes: Partial<Situation>) =>
    events([], changes, text === undefined ? [] : [act('greet', 0.1, text)]);
  it('is a question without an answer where somebody asks in a flow, and else words that were missed', () => {
    expect(nothing('et pour la cantine ?', LOCKED)).to.deep.equal(['question.missed']);
    expect(nothing('et pour la cantine', LOCKED)).to.deep.equal(['intent.missed']);
    expect(nothing('et pour la cantine ?', {})).to.deep.equal(['intent.missed']);
    expect(nothing(undefined, LOCKED)).to.deep.equal(['intent.missed']);
  });
});

describe('a success that is asked about', () => {
  const worked = act('reply.worked', 0.9, 'ça vient de moi ?');
  it('is the likeliest question, or one that has no answer', () => {
    expect(events([worked], LOCKED, [worked, act('answer.lockout_why', 0.5)])).to.deep.equal([
      'answer.lockout_why',
    ]);
    expect(events([worked], LOCKED, [worked, act('greet', 0.5)])).to.deep.equal(['question.missed']);
    expect(events([worked], LOCKED, [worked, act('answer.lockout_why', 0.01)])).to.deep.equal([
      'question.missed',
    ]);
    expect(events([act('reply.worked', 0.9, 'ça marche')], LOCKED)).to.not.include('question.missed');
  });
});

describe('a question beside what is acknowledged', () => {
  const text = 'Good. And does the ENT count?';
  const asked = act('answer.ent_what', 0.22, text);
  const beside = (label: string, confidence: number, changes: Partial<Situation> = {}, whole = asked) =>
    events([act(label, confidence, 'Good.')], changes, [whole, act('reply.worked', 0.1, whole.text)]);

  it('is answered where nothing was read of it, and what may be a success ends nothing', () => {
    expect(beside('reply.worked', 0.79)).to.deep.equal(['answer.ent_what']);
    expect(beside('reply.ok', 0.7, LOCKED)).to.deep.equal(['answer.ent_what']);
    const both = ['outcome.worked', 'success.noted', 'answer.ent_what'];
    expect(beside('reply.worked', 0.9)).to.deep.equal(both);
    const open = { offers: [offer('already_open')] };
    expect(beside('reply.worked', 0.9, open)).to.deep.equal(['choice.already_open', ...both.slice(1)]);
  });
  it('is owned up to where it has no answer', () => {
    expect(beside('thanks', 0.7, LOCKED, act('greet', 0.2, text))).to.deep.equal(['question.missed']);
  });
  it('is none without its sign, within what was read, or beside another act', () => {
    const told = act('greet', 0.2, 'Good. And the ENT counts.');
    expect(beside('reply.worked', 0.7, {}, told)).to.not.include('question.missed');
    expect(
      events([act('reply.worked', 0.95, 'OK ?')], LOCKED, [act('greet', 0.2, 'OK ? Good.')]),
    ).to.not.include('answer.ent_what');
    const acts = [act('reply.worked', 0.7, 'Good.'), act('mfa_reset', 0.9, 'no code')];
    expect(events(acts, LOCKED, [act('answer.ent_what', 0.3, text)])).to.not.include('answer.ent_what');
  });
});

describe('"that is all"', () => {
  const none = act('reply.none', 0.9, 'd’accord, merci, c’est tout');
  it('takes leave where it is as much courtesy, and else says that nothing has changed', () => {
    expect(events([none], LOCKED, [act('reply.ok', 0.3), none])).to.deep.equal(['user.left']);
    expect(events([none], LOCKED, [act('thanks', 0.15), act('goodbye', 0.15), none])).to.deep.equal([
      'user.left',
    ]);
    expect(events([none], LOCKED, [act('reply.ok', 0.29), none])).to.deep.equal(['user.denied']);
  });
});

describe('that nothing was given', () => {
  const guessed = (confidence: number, changes: Partial<Situation>) =>
    events([act(NOTHING_GIVEN, confidence)], changes);
  it('is praised where harm is spoken of, or for certain, and else only noted', () => {
    expect(guessed(0.79, LOCKED)).to.deep.equal(['slots.noted']);
    expect(guessed(0.8, LOCKED)).to.deep.equal(['harm.denied']);
    expect(guessed(0.5, { trouble: 'phishing_report', inFlow: true })).to.deep.equal(['harm.denied']);
    expect(guessed(0.5, { trouble: 'certificate_warning', inFlow: true })).to.deep.equal(['harm.denied']);
    expect(guessed(0.5, {})).to.deep.equal(['harm.denied']);
  });
});

describe('a failure', () => {
  it('that is only supposed has not happened', () => {
    const failed = act('reply.not_worked');
    expect(events([act('follow.next'), failed], LOCKED)).to.not.include('outcome.failed');
    expect(events([failed], LOCKED)).to.deep.equal(['outcome.failed']);
  });
});

describe('something to do', () => {
  it('is asked about where words ask, and has been tried where they tell', () => {
    expect(events([act('tried.update', 0.9, 'dois-je faire la mise à jour ?')], LOCKED)).to.deep.equal([
      'answer.update_how',
    ]);
    const [tried] = events([act('tried.update', 0.9, 'j’ai fait la mise à jour')], LOCKED);
    expect(tried).to.not.match(/^answer/);
  });
});

describe('an alarm', () => {
  it('is called off by saying that nothing was given', () => {
    expect(events([act(NOTHING_GIVEN)], { trouble: 'phishing_report', inFlow: true })).to.deep.equal([
      'harm.denied',
    ]);
  });
});

describe('starting over', () => {
  it('is more than an announcement where it is asked for beside a question', () => {
    expect(events([act('restart'), act('answer.lockout_why')], LOCKED)).to.include('restart.requested');
    expect(events([act('restart'), act('mfa_reset')], LOCKED)).to.not.include('restart.requested');
  });
});

describe('events beside one another', () => {
  it('begin with where the person works', () => {
    const both = told([act('mfa_reset')], { place: 'academy.lyon' });
    expect(eventsOfActs(both, situation())).to.deep.equal(['academy.lyon', 'trouble.mfa_reset']);
    expect(eventsOfActs(told([], { place: 'academy.lyon' }), situation())).to.deep.equal(['academy.lyon']);
  });
  it('are no trouble where what is shown is put right', () => {
    const request = {
      ...LOCKED,
      meta: { say: 'packet', choices: [], correctable: true } as Situation['meta'],
    };
    expect(events([act('reply.not_the_trouble'), act('mfa_reset')], request)).to.deep.equal([
      'problem.denied',
    ]);
  });
  it('are the end of an alarm where a no is near to saying that nothing was given', () => {
    const urgent = { trouble: 'phishing_report', inFlow: true } as const;
    const no = act('reply.no');
    expect(events([no], urgent, [no, act(NOTHING_GIVEN, 0.2)])).to.deep.equal(['harm.denied']);
    expect(events([no], urgent, [no, act(NOTHING_GIVEN, 0.1)])).to.deep.equal(['user.denied']);
  });
  it('are the last answer again where what is said names another thing and tells nothing besides', () => {
    const [topic = ''] = [...situation().answers].find(([, { varies }]) => varies.has('browser')) ?? [];
    const entities = { browser: 'chrome' } as Told['entities'];
    const corrected = (...acts: Act[]) =>
      eventsOfActs(told(acts, { entities }), situation({ topic, topicSlots: { browser: 'firefox' } }));
    expect(corrected(act('reply.no'))).to.deep.equal([`answer.${topic}`]);
    expect(corrected()).to.deep.equal([`answer.${topic}`]);
    expect(corrected(act('mfa_reset'))).to.deep.equal(['trouble.mfa_reset']);
    // "Non mais je veux quelqu'un" refuses nothing.
    expect(corrected(act('reply.no'), act('human_agent'))).to.deep.equal(['agent.requested']);
  });
});

describe('words that seem to tell, and ask', () => {
  const ask = 'donc pas besoin de le changer ?';
  it('deny nothing', () => {
    const denial = act('reply.not_the_trouble', 0.9, ask);
    expect(events([denial], LOCKED, [denial, act('answer.lockout_why', 0.04)])).to.deep.equal([
      'answer.lockout_why',
    ]);
    expect(events([denial], LOCKED, [denial, act('answer.lockout_why', 0.03)])).to.deep.equal([
      'question.missed',
    ]);
  });
  it('ask the same for a place that is only mentioned, and note it where they ask nothing', () => {
    const [topic = ''] = [...situation().answers].find(([, { varies }]) => varies.has('academy')) ?? [];
    const mentioned = (text: string, changes: Partial<Situation>) => {
      const one = act('reply.place_only_mentioned', 0.9, text);
      return eventsOfActs(
        told([one], { entities: { academy: 'lyon' } as Told['entities'] }),
        situation(changes),
      );
    };
    expect(mentioned('de même à Lyon ?', { topic })).to.deep.equal([`answer.${topic}`]);
    expect(mentioned('de même à Lyon ?', {})).to.deep.equal(['slots.noted']);
    expect(mentioned('ma fille est à Lyon', {})).to.deep.equal(['slots.noted']);
  });
  it('ask about a circumstance where that has an answer, and else the likeliest question', () => {
    const state = (label: string, text: string, ...more: Act[]) => {
      const one = act(label, 0.9, text);
      return events([one], LOCKED, [one, ...more]);
    };
    expect(state('state.deadline', 'et si c’est urgent ?')).to.deep.equal(['answer.saturation_meanwhile']);
    expect(state('state.only_me', 'moi seul ?', act('answer.lockout_who', 0.2))).to.deep.equal([
      'answer.lockout_who',
    ]);
    expect(state('state.only_me', 'moi seul')).to.deep.equal(['slots.noted']);
  });
  it('follow on: to a question of their own, to where they lead, or nowhere', () => {
    const follow = act('follow.why', 0.5);
    expect(events([follow], {}, [follow, act('answer.lockout_who', 0.35)])).to.deep.equal([
      'answer.lockout_who',
    ]);
    const why = situation().followUps.account_locked?.why;
    expect(events([follow], LOCKED)).to.deep.equal([`answer.${why}`]);
    expect(events([follow])).to.deep.equal(['question.missed']);
  });
  it('tell of the trouble that a question is about where nothing in them asks', () => {
    const asked = act('answer.lockout_why', 0.17, 'mon compte est bloqué');
    expect(events([asked], {}, [asked, act('account_locked', 0.3)])).to.deep.equal([
      'trouble.account_locked',
    ]);
    expect(events([asked], {}, [asked, act('account_locked', 0.2)])).to.deep.equal(['answer.lockout_why']);
    // Whoever turns to something else tells a trouble, however it is put.
    const named = act('mfa_reset', 0.4, 'et mon téléphone ?');
    const candidates = [named, act('answer.lockout_why', 0.4)];
    expect(events([named], {}, candidates)).to.include('answer.lockout_why');
    expect(events([act('reply.another'), named], {}, candidates)).to.include('trouble.mfa_reset');
  });
});

describe('what means nothing here', () => {
  it('is missed: an answer to a question that is not put, and labels that nobody knows', () => {
    expect(events([act('said.why:no')])).to.deep.equal(['intent.missed']);
    expect(events([act('reply.unheard')])).to.deep.equal(['intent.missed']);
    expect(events([act('choice.summary')])).to.deep.equal(['slots.noted']);
    expect(events([act('safety.phone_stolen')])).to.deep.equal(['safety.phone_stolen']);
  });
});

describe('a question that means another within what is spoken of', () => {
  const asked = (label: string, changes: Partial<Situation>) => events([act(label, 0.9)], changes);
  it('has that one’s answer in the flow, or right after an answer about the same', () => {
    const setUp = { trouble: 'mail_client_setup', inFlow: true } as const;
    expect(asked('answer.username_form', setUp)).to.deep.equal(['answer.username_mail_program']);
    expect(asked('answer.username_example', setUp)).to.deep.equal(['answer.username_mail_program']);
    expect(asked('answer.username_form', { topic: 'imap_server' })).to.deep.equal([
      'answer.username_mail_program',
    ]);
  });
  it('has its own elsewhere, and where it has no other', () => {
    expect(asked('answer.username_form', LOCKED)).to.deep.equal(['answer.username_form']);
    expect(asked('answer.username_form', {})).to.deep.equal(['answer.username_form']);
    expect(asked('answer.mail_port', { trouble: 'mail_client_setup', inFlow: true })).to.deep.equal([
      'answer.mail_port',
    ]);
  });
});

describe('what was done already', () => {
  const offers = [offer('certificate_refused'), offer('certificate_accepted')];
  const meta = { say: 'certificate_warning.accepted', explicit: true } as Situation['meta'];
  const answered = (label: string, confidence: number) =>
    events([act(label, confidence)], { offers, meta, trouble: 'certificate_warning', inFlow: true });
  it('is a certificate that was accepted, where that is asked', () => {
    expect(answered('reply.already_tried', 0.7)).to.deep.equal(['choice.certificate_accepted']);
    expect(answered('reply.done', 0.9)).to.deep.equal(['choice.certificate_accepted']);
  });
  it('is asked about again where it is not sure, and no remedy that has failed', () => {
    expect(answered('reply.already_tried', 0.69)).to.deep.equal(['intent.missed']);
    expect(events([act('reply.already_tried', 0.69)], LOCKED)).to.deep.equal(['outcome.failed']);
  });
});
