// The choices under a question: what stands for several, whose words they are, and who is always among them.
import { expect } from 'chai';
import { initialContext } from '../../dialogs/chart/context.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { eventOfChoice, titleKey } from '../../dialogs/interpret/choices.ts';
import { commandsOf, offersOf, troubleNames } from '../../dialogs/interpret/offers.ts';
import { TROUBLES } from '../../intents/labels.ts';
import { knowledge } from '../helpers/app.ts';

type Context = ReturnType<typeof initialContext>;
const NOW = Date.UTC(2026, 10, 23, 9, 0);
const context = (changes: Partial<Context> = {}): Context => ({ ...initialContext('paris'), ...changes });
const topic = (changes: Partial<Context['topic']>) => ({
  topic: { ...initialContext('paris').topic, ...changes },
});
const ask = (choices: readonly string[], more: Partial<DialogMeta> = {}): DialogMeta => ({
  say: 'x',
  choices,
  ...more,
});
const offers = (meta: DialogMeta | undefined, given = context(), locale: 'fr' | 'en' = 'fr') =>
  offersOf(meta, given, knowledge, locale, NOW);
const ids = (...given: Parameters<typeof offers>) => offers(...given).map(({ id }) => id);

describe('the choices under a question', () => {
  it('have a person among them, once, unless one is on the way', () => {
    expect(ids(ask(['yes', 'no']))).to.deep.equal(['yes', 'no', 'person']);
    expect(ids(ask(['person', 'no']))).to.deep.equal(['person', 'no']);
    expect(ids(ask(['summary', 'no']))).to.deep.equal(['summary', 'no']);
    expect(ids(ask(['yes'], { person: false }))).to.deep.equal(['yes']);
    expect(ids(undefined)).to.deep.equal([]);
  });
  it('stand for every academy, the troubles in doubt, the ways to people, the flow of the answer', () => {
    const academies = ids(ask(['academy.*'], { person: false }));
    expect(academies).to.deep.equal([...knowledge.academies.keys()].map((id) => `academy.${id}`));
    const doubts = ['trouble.mfa_reset', 'trouble.portal_slow'];
    expect(ids(ask(['doubt.*']), context(topic({ doubts })))).to.deep.equal([...doubts, 'person']);
    const ways = ['ticket'] as unknown as Context['ways'];
    expect(ids(ask(['way.*'], { person: false }), context({ ways }))).to.deep.equal(['ticket']);
    const [id, { offers: flow }] = [...knowledge.answers].find(([, one]) => one.offers) ?? [
      '',
      { offers: '' },
    ];
    const answered = { id } as unknown as Context['answered'];
    expect(ids(ask(['offer.*'], { person: false }), context({ answered }))).to.deep.equal([
      `trouble.${flow}`,
    ]);
    expect(ids(ask(['offer.*'], { person: false }))).to.deep.equal([]);
  });
  it('are the other way of writing, and no message on a screen where an account is in strange hands', () => {
    const easy = ask(['easy.*'], { person: false });
    expect(ids(easy)).to.deep.equal(['easy_read']);
    expect(ids(easy, context({ easy: true }))).to.deep.equal(['full_texts']);
    const message = ask(['no_message', 'yes'], { person: false });
    expect(ids(message)).to.deep.equal(['no_message', 'yes']);
    expect(ids(message, context(topic({ urgent: true })))).to.deep.equal(['skip', 'yes']);
  });
  it('are worded in the person’s language, and known in both', () => {
    const [fr] = offers(ask(['yes']));
    const [en] = offers(ask(['yes']), context(), 'en');
    expect(fr).to.include({ id: 'yes', event: 'user.affirmed' });
    expect(fr?.title).to.equal(knowledge.texts.phrases('fr', 'choice.yes', {}).title);
    expect(en?.title).to.equal(knowledge.texts.phrases('en', 'choice.yes', {}).title);
    expect(fr?.title).to.not.equal(en?.title);
    expect(fr?.titles).to.deep.equal([fr?.title, en?.title]);
    expect(fr?.also).to.deep.equal([
      ...knowledge.texts.phrases('fr', 'choice.yes', {}).also,
      ...knowledge.texts.phrases('en', 'choice.yes', {}).also,
    ]);
  });
  it('of academies have their names, and that of none has the words for another', () => {
    const all = offers(ask(['academy.*'], { person: false }));
    const lyon = all.find(({ id }) => id === 'academy.lyon');
    expect(lyon?.title).to.equal(knowledge.academies.get('lyon')?.title.fr);
    expect(lyon?.also).to.deep.equal([]);
    const other = all.find(({ id }) => id === 'academy.other');
    expect(other?.also).to.include(knowledge.texts.phrases('fr', 'choice.other_academy', {}).also[0]);
  });
  it('are worked out once for a question, and anew for another one, language or time', () => {
    const [meta, given] = [ask(['yes']), context()];
    const first = offersOf(meta, given, knowledge, 'fr', NOW);
    expect(offersOf(meta, given, knowledge, 'fr', NOW)).to.equal(first);
    for (const more of [
      offersOf(ask(['no']), given, knowledge, 'fr', NOW),
      offersOf(meta, given, knowledge, 'en', NOW),
      offersOf(meta, given, knowledge, 'fr', NOW + 1),
    ])
      expect(more).to.not.equal(first);
    expect(ids(ask(['no']), given)).to.deep.equal(['no', 'person']);
    // Words without a value in them are the same object for everybody; none of another content is.
    expect(offers(ask(['yes']))[0]).to.equal(first[0]);
    const published = { ...knowledge };
    expect(offersOf(meta, context(), published, 'fr', NOW)[0]).to.not.equal(first[0]);
  });
  it('whose words have a value in them go by the conversation', () => {
    const keys = knowledge.texts.keys('fr').filter((key) => key.startsWith('choice.'));
    const valued = keys.filter((key) => knowledge.texts.arguments('fr', key).length > 0);
    for (const key of valued) {
      const meta = ask([key.slice('choice.'.length)], { person: false });
      expect(offers(meta)[0], key).to.not.equal(offers(meta)[0]);
      expect(offers(meta)[0]?.title, key).to.not.match(/[{}]/);
    }
    expect(valued.length).to.be.greaterThan(0);
  });
});

describe('what a choice stands for', () => {
  it('is an event of its own, or one that is the same everywhere', () => {
    const events = {
      yes: 'user.affirmed',
      worked: 'user.affirmed',
      clear: 'user.affirmed',
      resume: 'user.affirmed',
      no: 'user.denied',
      not_clear: 'user.denied',
      not_worked: 'user.denied',
      unsure: 'user.doubted',
      summary: 'agent.requested',
      person: 'agent.requested',
      other_trouble: 'restart.requested',
      finish: 'user.left',
      'trouble.mfa_reset': 'trouble.mfa_reset',
      'academy.lyon': 'academy.lyon',
      'answer.lockout_why': 'answer.lockout_why',
      send: 'choice.send',
      'my.trouble.x': 'choice.my.trouble.x',
    };
    for (const [choice, event] of Object.entries(events))
      expect(eventOfChoice(choice), choice).to.equal(event);
  });
  it('has its title under a key of its kind', () => {
    expect(titleKey('yes')).to.equal('choice.yes');
    expect(titleKey('trouble.mfa_reset')).to.equal('trouble.mfa_reset');
    expect(titleKey('answer.lockout_why')).to.equal('answer.lockout_why.title');
  });
});

describe('what is understood everywhere', () => {
  it('are four commands, by their titles and other phrases, in both languages', () => {
    const commands = commandsOf(knowledge);
    expect(commands.map(({ event }) => event)).to.deep.equal([
      ...['back.requested', 'source.requested', 'choice.easy_read', 'choice.full_texts'],
    ]);
    for (const locale of ['fr', 'en'] as const) {
      const { title, also } = knowledge.texts.phrases(locale, 'command.back', {});
      expect(commands[0]?.phrases).to.include.members([title, ...also]);
    }
  });
  it('are the names of all troubles, in both languages', () => {
    const names = troubleNames(knowledge);
    expect(names.map(({ trouble }) => trouble)).to.deep.equal(TROUBLES);
    expect(names[0]?.titles).to.deep.equal(
      (['fr', 'en'] as const).map(
        (locale) => knowledge.texts.phrases(locale, `trouble.${TROUBLES[0]}`, {}).title,
      ),
    );
  });
});
