// Buttons, words where any words are an answer, questions that follow on, and times, where they stand.
import { expect } from 'chai';
import { readButton } from '../../dialogs/interpret/buttons.ts';
import { followUpOf, linkedAnswers, questionAbout } from '../../dialogs/interpret/follow-ups.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import { minutesAgo } from '../../dialogs/interpret/time.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import { wordsEvents } from '../../dialogs/interpret/words.ts';
import type { Entities } from '../../intents/entities.ts';
import type { Reading } from '../../intents/reader.ts';
import { knowledge } from '../helpers/app.ts';
import { act, LOCKED, offer, situation, told } from '../helpers/situation.ts';

const { answers, followUps } = knowledge;

describe('a button', () => {
  const press = (choice: string, changes: Partial<Situation>, asked?: string) =>
    readButton(
      { text: '', choice, at: 0, ...(asked !== undefined && { asked }) },
      situation(changes),
    )?.events.map(({ type }) => type);
  const type = (text: string, changes: Partial<Situation>) => readButton({ text, at: 0 }, situation(changes));
  const asking = { offers: [offer('yes')], meta: { say: 'now' } as Situation['meta'] };

  it('of the present card answers, one of an earlier card does not, though it has the same name', () => {
    expect(press('yes', asking, 'now')).to.deep.equal(['message.understood', 'choice.yes']);
    expect(press('yes', asking)).to.deep.equal(['message.understood', 'choice.yes']);
    expect(press('yes', asking, 'before')).to.deep.equal(['intent.missed']);
    expect(press('no', asking, 'now')).to.deep.equal(['intent.missed']);
    expect(press('person', asking, 'before')).to.deep.equal(['agent.requested']);
  });
  it('that is typed in the other language changes the language, in one’s own it does not', () => {
    expect(type('yes', asking)?.locale).to.equal('fr');
    expect(type('yes in English', asking)?.locale).to.equal('en');
    expect(type('yes in English', { ...asking, locale: 'en' })?.locale).to.equal('fr');
  });
  it('of a trouble is known by its name, but not where any words are an answer', () => {
    expect(type('Compte bloqué', {})?.events.map((event) => event.type)).to.include('trouble.account_locked');
    expect(type('Compte bloqué', { meta: { expects: 'words' } as Situation['meta'] })).to.equal(undefined);
  });
  it('tells what it answers, and its title as what was said', () => {
    const slot = { name: 'oldPhone', choices: { works: 'yes', gone: 'no' } } as const;
    const changes = { ...asking, meta: { say: 'now', choices: [], slot } };
    const events = readButton({ text: '', choice: 'yes', at: 7 }, situation(changes))?.events;
    const data = { at: 7, text: 'yes', pressed: true, slots: { oldPhone: 'works' } };
    expect(events).to.deep.equal([
      { ...data, type: 'message.understood' },
      { ...data, type: 'choice.yes' },
    ]);
    const old = readButton({ text: 'x', choice: 'no', at: 7 }, situation(asking))?.events;
    expect(old).to.deep.equal([{ type: 'intent.missed', at: 7, text: 'x', pressed: true }]);
    const command = type('facile à lire', {})?.events;
    expect(command).to.deep.equal([{ type: 'choice.easy_read', at: 0, text: 'facile à lire' }]);
    const named = type('Compte bloqué', {})?.events[1];
    expect(named).to.deep.equal({
      ...{ type: 'trouble.account_locked', at: 0, text: 'Compte bloqué', pressed: true },
      doubts: ['trouble.account_locked'],
    });
  });
  it('of an academy is where somebody works, and no message that was understood', () => {
    const academy = { offers: [offer('yes'), offer('academy.lyon', 'academy.lyon')] };
    expect(press('academy.lyon', academy)).to.deep.equal(['academy.lyon']);
    expect(press('yes', academy)).to.deep.equal(['message.understood', 'choice.yes']);
    expect(press('academy.lyon', academy, 'before')).to.deep.equal(['intent.missed']);
  });
  it('is its words also where none is shown: easy texts, and full ones', () => {
    const typed = (text: string) => type(text, {})?.events.map((event) => event.type);
    expect(typed('facile à lire')).to.deep.equal(['choice.easy_read']);
    expect(typed('textes complets')).to.deep.equal(['choice.full_texts']);
  });
});

describe('words where any words are an answer', () => {
  const reading = (text: string, clauses: string[] = []) =>
    ({ whole: { text }, clauses: clauses.map((clause) => ({ text: clause })) }) as unknown as Reading;
  const read = (text: string, acts: readonly Act[], changes: Partial<Situation> = {}, ago?: number) =>
    wordsEvents(reading(text), told(acts, { ago }), situation({ offers: [offer('no_message')], ...changes }));

  /** Something that words were read as, which are these. */
  const said = (text: string, label: string, confidence: number) => [act(label, confidence, text)];

  it('are the answer, however they look, below a confidence of 0.6, and of 0.3 for a question', () => {
    const person = (text: string, confidence: number) => read(text, said(text, 'human_agent', confidence));
    expect(person('le serveur', 0.59)).to.deep.equal(['user.wrote']);
    expect(person('une personne', 0.6)).to.deep.equal(['agent.requested']);
    expect(person('une personne ?', 0.3)).to.deep.equal(['agent.requested']);
    expect(person('une personne ?', 0.29)).to.deep.equal(['user.wrote']);
    expect(read('rien', [])).to.deep.equal(['user.wrote']);
  });
  it('are no time where a time is asked for and they ask something, unless that is answered for itself', () => {
    const time = { offers: [offer('attempt_unknown')] };
    const asking = 'il faut attendre ?';
    const asks = (acts: readonly Act[], ago?: number) => read(asking, acts, time, ago);
    expect(asks([])).to.deep.equal(['question.missed']);
    expect(asks([], 5)).to.deep.equal(['user.wrote']);
    expect(asks(said(asking, 'greet', 0.9))).to.deep.equal(['question.missed']);
    for (const label of ['answer.lockout_why', 'human_agent', 'safety.secret_given']) {
      expect(asks(said(asking, label, 0.3)), label).to.not.deep.equal(['question.missed']);
      expect(asks(said(asking, label, 0.29)), label).to.deep.equal(['question.missed']);
    }
    expect(read('il faut attendre', [], time)).to.deep.equal(['user.wrote']);
    expect(read('il faut attendre ?', []), 'no time is asked for').to.deep.equal(['user.wrote']);
  });
  it('tell a time and ask something, and both count', () => {
    const time = { offers: [offer('attempt_unknown')] };
    const asks = said('la carte vitale, ça va ?', 'answer.reset_what_ready', 0.9);
    expect(read('hier. la carte vitale, ça va ?', asks, time, 600)).to.deep.equal([
      'answer.reset_what_ready',
      'user.wrote',
    ]);
  });
  it('are copied in one clause and ask in another, and both count', () => {
    const acts = [
      act('said.handoff.message:told', 0.9, 'erreur 502.'),
      act('answer.desk_contact', 0.9, 'vous avez leur numéro ?'),
    ];
    const whole = act('said.handoff.message:told', 0.4, 'erreur 502. vous avez leur numéro ?');
    const both = { acts, candidates: [whole], place: undefined, ago: undefined, entities: {} };
    const asked = situation({ offers: [offer('no_message')] });
    expect(wordsEvents(reading(whole.text), both, asked)).to.deep.equal([
      'answer.desk_contact',
      'user.wrote',
    ]);
  });
  it('tell a time and ask what is not understood, and that is owned up to', () => {
    const told = { acts: [], candidates: [], place: undefined, ago: 600, entities: {} };
    const time = situation({ offers: [offer('attempt_unknown')] });
    const clauses = ['hier.', 'y a un lien ou pas ?'];
    expect(wordsEvents(reading('hier. y a un lien ou pas ?', clauses), told, time)).to.deep.equal([
      'question.missed',
      'user.wrote',
    ]);
    expect(wordsEvents(reading('hier soir ?'), told, time)).to.deep.equal(['user.wrote']);
  });
  it('add nothing to a request where they are content with it', () => {
    for (const label of ['thanks', 'goodbye', 'reply.ok', 'reply.worked']) {
      const words = said('merci c bon', label, 0.7);
      expect(read('merci c bon', words, { offers: [offer('skip')] }), label).to.deep.equal(['choice.skip']);
      expect(read('merci c bon', words), 'a message is asked for').to.not.include('choice.no_message');
    }
  });
  it('decline and ask, and what is asked is answered', () => {
    const acts = [act('reply.no', 0.9, 'aucun'), ...said('y a pas de lien ?', 'answer.reset_where', 0.6)];
    expect(read('aucun. y a pas de lien ?', acts)).to.deep.equal(['answer.reset_where', 'choice.no_message']);
  });
  it('end the request where it is given up, or where they tell of success and no message is asked for', () => {
    const [time, message] = [{ offers: [offer('attempt_unknown')] }, {}];
    const gaveUp = said('laissez tomber', 'reply.give_up', 0.8);
    for (const asked of [time, message])
      expect(read('laissez tomber, je verrai ça avec eux la semaine prochaine', gaveUp, asked)).to.deep.equal(
        ['user.gave_up'],
      );
    // Where somebody may be reading along, it tells what happened.
    const fled = "j'ai abandonné et fermé la page mais il a mon mot de passe depuis hier";
    expect(read(fled, said(fled, 'reply.give_up', 0.9), { urgent: true })).to.deep.equal(['user.wrote']);
    const stop = [act('reply.no', 0.9, 'no'), act('reply.give_up', 0.8, 'stop')];
    expect(read('NO i said no request!! stop', stop, message)).to.deep.equal(['user.gave_up']);
    // What one part looks like by itself has to be likely of the whole.
    const dictated = [act('choice.withdraw', 0.95, 'ok mettez :'), act('password_forgotten', 0.8)];
    const whole = { ...told(dictated), candidates: [act('password_forgotten', 0.4)] };
    const taken = wordsEvents(reading('ok mettez : mot de passe perdu'), whole, situation());
    expect(taken).to.not.include('user.gave_up');
    const text = 'OK I chose SMS and typed my number on the site, the code arrived, I am in.';
    expect(read(text, said(text, 'reply.worked', 0.8), time)).to.deep.equal(['outcome.worked']);
    expect(read(text, said(text, 'reply.worked', 0.79), time)).to.deep.equal(['user.wrote']);
    expect(read(text, said(text, 'reply.worked', 0.8), message)).to.deep.equal(['user.wrote']);
  });
  it('follow on only where they ask', () => {
    const follow = [act('follow.why')];
    expect(read('pourquoi', said('pourquoi', 'follow.why', 0.9), { topic: 'lockout_why' })).to.not.include(
      'user.wrote',
    );
    expect(read('le message dit ensuite', follow)).to.deep.equal(['user.wrote']);
  });
  it('that do not ask are answered where they can hardly be an answer', () => {
    const [text, label] = ['le numéro de l’assistance', 'answer.desk_contact'];
    const mayBe = (answer: number) => [
      ...said(text, label, 0.9),
      act('said.handoff.message:told', answer, text),
    ];
    expect(read(text, mayBe(0.09))).to.deep.equal([label]);
    expect(read(text, mayBe(0.1))).to.deep.equal(['user.wrote']);
  });
  it('that answer and ask do both, but for what is quoted', () => {
    const both = (text: string) => [
      act('said.handoff.message:told', 0.6, 'erreur 502'),
      ...said(text, 'answer.desk_contact', 0.9),
    ];
    expect(read('erreur 502. leur numéro ?', both('leur numéro ?'))).to.deep.equal([
      'answer.desk_contact',
      'user.wrote',
    ]);
    expect(read('erreur 502. leur numéro', both('leur numéro'))).to.deep.equal(['user.wrote']);
    expect(read('« erreur 502. leur numéro ? »', both('leur numéro ?'))).to.deep.equal(['user.wrote']);
  });
  it('end a request in which nothing is out of order any more, where they say nothing else', () => {
    const works = act('reply.worked', 0.6);
    expect(read('ça remarche', [works])).to.deep.equal(['outcome.worked']);
    expect(read('réception bonne, envoi refusé', [works, act('reply.partly')])).to.deep.equal(['user.wrote']);
  });
  it('say goodbye only where they say nothing else', () => {
    expect(read('au revoir', [act('goodbye')])).to.deep.equal(['user.left']);
    expect(read('au revoir', [act('goodbye'), act('mfa_reset')])).to.deep.equal(['user.wrote']);
    expect(read('a '.repeat(11), [act('goodbye')])).to.deep.equal(['user.wrote']);
  });
  it('warn, and are answered where they ask', () => {
    expect(read('donné', [act('safety.secret_given')])).to.deep.equal(['safety.secret_given']);
    expect(read('donné', [act('safety.secret_given')], { urgent: true })).to.deep.equal(['user.wrote']);
    expect(read('combien de temps ?', [act('answer.lockout_why')])).to.deep.equal(['answer.lockout_why']);
    expect(read('pourquoi ?', said('pourquoi ?', 'follow.why', 0.9)))
      .to.have.length(1)
      .and.not.include('user.wrote');
  });
  it('decline to answer where few of them do nothing else', () => {
    expect(read('non', [act('reply.no')])).to.deep.equal(['choice.no_message']);
    expect(read('AUCUN MESSAGE', [act('reply.no')])).to.deep.equal(['choice.no_message']);
    // A message that was copied is never lost, whatever it is near to.
    for (const copied of ['le message dit ERR-77', 'error 500', 'code XYZ affiché', 'NOPE-TIMEOUT puis rien'])
      expect(read(copied, [act('reply.no')]), copied).to.deep.equal(['user.wrote']);
    expect(read('non', [act('reply.no', 0.39)])).to.deep.equal(['user.wrote']);
    const long = 'non il y a un message tout à fait long';
    expect(read(long, [act('reply.no', 0.59)])).to.deep.equal(['user.wrote']);
    expect(read(long, [act('reply.no', 0.6)])).to.deep.equal(['choice.no_message']);
    expect(read('je l’ai déjà dit', [act('reply.already_tried', 0.6)])).to.deep.equal(['choice.no_message']);
    expect(read('déjà essayé', [act('reply.already_tried', 0.59)])).to.deep.equal(['user.wrote']);
    expect(read('non', [act('reply.no')], { offers: [offer('other')] })).to.deep.equal(['user.wrote']);
  });
  it('are no time where they put the bot right, and what they ask besides is answered', () => {
    const time = { offers: [offer('attempt_unknown')] };
    const wrong = act('reply.bot_wrong', 0.6);
    expect(read('pas ce que je demande', [wrong], time)).to.deep.equal(['bot.corrected']);
    expect(read('leur numéro', [wrong, act('answer.desk_contact', 0.4)], time)).to.deep.equal([
      'answer.desk_contact',
    ]);
    expect(read('pas ce que je demande', [act('reply.bot_wrong', 0.59)], time)).to.deep.equal(['user.wrote']);
    expect(read('non, hier', [wrong], time, 900)).to.deep.equal(['user.wrote']);
    expect(read('pas ce que je demande', [wrong])).to.deep.equal(['bot.corrected']);
  });
  it('tell a trouble where they announce that it is another one', () => {
    const told = [act('reply.another'), act('mfa_reset', 0.4)];
    expect(read('autre chose : le code', told)).to.deep.equal(['trouble.mfa_reset']);
    expect(read('autre chose : le code', told.slice(1))).to.deep.equal(['user.wrote']);
    expect(read('autre chose', [act('reply.another'), act('mfa_reset', 0.39)])).to.deep.equal(['user.wrote']);
  });
  it('are a trouble where a time is asked for and none is told', () => {
    const offers = [offer('attempt_unknown')];
    expect(read('double', [act('mfa_reset')], { offers })).to.deep.equal(['trouble.mfa_reset']);
    expect(read('double', [act('mfa_reset')], { offers }, 5)).to.deep.equal(['user.wrote']);
    expect(read('double', [act('mfa_reset', 0.69)], { offers })).to.deep.equal(['user.wrote']);
    expect(read('double', [act('mfa_reset')])).to.deep.equal(['user.wrote']);
  });
});

describe('a follow-up', () => {
  const [topic, aspect, next] = [...answers]
    .flatMap(([id, { follow }]) => Object.entries(follow ?? {}).map(([name, to]) => [id, name, to] as const))
    .find(([id, , to]) => id !== to) ?? ['', '', ''];

  it('leads where the answer given last says', () => {
    expect(followUpOf(aspect, told([]), situation({ topic }))).to.equal(`answer.${next}`);
    expect([...linkedAnswers(situation({ topic }))]).to.include(`answer.${next}`);
    expect([...linkedAnswers(situation())]).to.deep.equal([]);
  });
  it('leads first where the trouble of the same message says, and to the answer just given where nothing else does', () => {
    const why = followUps.account_locked?.why;
    expect(why).to.be.a('string');
    const within = [act('follow.why'), act('account_locked')];
    expect(followUpOf('why', told(within), situation({ topic }))).to.equal(`answer.${why}`);
    expect(followUpOf('why', told(within), situation({ topic: why ?? '' }))).to.equal(`answer.${why}`);
  });
  it('asks who can help, where it supposes that the remedy fails', () => {
    const { next: after, who } = followUps.account_locked ?? {};
    expect(who).to.be.a('string').and.not.equal(after);
    const flow = situation(LOCKED);
    const fails = told([act('follow.next')], { candidates: [act('reply.not_worked', 0.5)] });
    expect(followUpOf('next', fails, flow)).to.equal(`answer.${who}`);
    const goes = told([act('follow.next')], { candidates: [act('thanks', 0.5)] });
    expect(followUpOf('next', goes, flow)).to.not.equal(`answer.${who}`);
  });
  it('is about the settings of a device or program that it names, where that changes nothing of the last answer', () => {
    const fixed =
      [...answers].find(([, { varies }]) => !varies.has('device') && !varies.has('program'))?.[0] ?? '';
    for (const entities of [{ device: 'iphone' }, { mailClient: 'thunderbird' }])
      expect(
        followUpOf('same_other', told([], { entities: entities as Entities }), situation({ topic: fixed })),
      ).to.equal('answer.mail_settings');
    expect(followUpOf('same_other', told([]), situation({ topic: fixed }))).to.equal(`answer.${fixed}`);
  });
  it('asks the last question again where what it names changes the answer', () => {
    const varied = [...answers].find(([, { varies }]) => varies.has('academy'))?.[0] ?? '';
    const elsewhere = told([], { entities: { academy: 'lyon' } as Entities });
    expect(followUpOf('same_other', elsewhere, situation({ topic: varied }))).to.equal(`answer.${varied}`);
    expect(questionAbout('tried.cache', elsewhere, situation({ topic: varied }))).to.equal(
      `answer.${varied}`,
    );
    expect(questionAbout('tried.update', told([]), situation())).to.equal('answer.update_how');
  });
});

describe('a time in words', () => {
  /** Ten in the morning of a winter's day in France. */
  const now = Date.UTC(2026, 10, 23, 9, 0);
  const cases: readonly (readonly [string, number | undefined])[] = [
    ['at 9:30 am', 30],
    ['at 9 am', 60],
    ['at 2 pm', 20 * 60],
    ['at 12 am', 600],
    ['at 12:15 pm', 21 * 60 + 45],
    ['à 9h45', 15],
    ['il y a 20 minutes', 20],
    ['il y a deux heures', 120],
    ['dans 10 minutes', undefined],
  ];
  for (const [text, minutes] of cases) {
    it(`is ${minutes ?? 'none'} for "${text}"`, () => {
      expect(minutesAgo(text, now)).to.equal(minutes);
    });
  }
});
