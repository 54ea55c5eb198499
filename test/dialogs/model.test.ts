import { expect } from 'chai';
import type { AnyStateNode } from 'xstate';
import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { knowledge } from '../helpers/app.ts';
import { DESKS, explore } from '../helpers/explore.ts';
import { createTestStep } from '../helpers/step.ts';

const MAX_CHOICES = 6;
const MAX_TITLE = 32;
/** Words of one text; the packet, and what is asked about the bot itself, may have more. */
const MAX_WORDS = 60;
const ENDS = /^(solved|farewell|handoff\.(by_oneself|waiting|called_back|ticketed))$/;

const machine = buildMachine(knowledge);
const step = createTestStep();

/** States with a question, by their path in the machine. */
function asking(): { path: string; meta: DialogMeta }[] {
  const walk = (node: AnyStateNode): { path: string; meta: DialogMeta }[] => [
    ...(node.meta ? [{ path: node.path.join('.'), meta: node.meta as DialogMeta }] : []),
    ...Object.values(node.states).flatMap(walk),
  ];
  return walk(machine.root);
}

describe('the statecharts', function () {
  this.timeout(120_000);
  let explored: (ReturnType<typeof explore> & { academy: string; locale: Language })[];
  before(() => {
    explored = [...knowledge.academies.keys(), 'unasked'].flatMap((academy) =>
      LANGUAGES.flatMap((locale) =>
        DESKS.map((desk) => ({ academy, locale, ...explore(step, academy, locale, desk) })),
      ),
    );
  });

  it('have every state reached by somebody', () => {
    const reached = new Set(explored.flatMap(({ places }) => [...places.keys()]));
    // Reached by free text, or during an incident, only: other tests go there.
    const byWords = [
      'resuming',
      'settled',
      'stuck',
      'outage',
      'outage_noted',
      'incident_back',
      'troubles.phishing_report.safe',
      'handoff.correcting',
    ];
    const all = asking().map(({ path }) => path);
    expect(all.length).to.be.greaterThan(30);
    expect(all.filter((path) => !byWords.includes(path) && !reached.has(path))).to.deep.equal([]);
  });

  it('lead everybody from everywhere to a solution or to a person', () => {
    for (const { academy, ways } of explored) {
      const ends = new Set([...ways.keys()].filter((value) => ENDS.test(value)));
      for (let grown = true; grown; ) {
        const before = ends.size;
        for (const [value, targets] of ways)
          if ([...targets].some((target) => ends.has(target))) ends.add(value);
        grown = ends.size > before;
      }
      expect(
        [...ways.keys()].filter((value) => !ends.has(value)),
        academy,
      ).to.deep.equal([]);
    }
  });

  it('accept every choice that they offer', () => {
    for (const { academy, texts } of explored) {
      expect(
        texts.filter(({ message }) => /^(missed|turn_failed)/.test(message)),
        academy,
      ).to.deep.equal([]);
    }
  });

  it('never ask the same again after a choice', () => {
    for (const { academy, ways } of explored) {
      // The menu is asked again in the other way of writing.
      const circular = [...ways]
        .filter(([value, targets]) => value !== 'menu' && targets.has(value))
        .map(([value]) => value);
      expect(circular, academy).to.deep.equal([]);
    }
  });

  it('offer a person at every step, and no more choices than fit', () => {
    for (const { places } of explored) {
      for (const { value, choices } of places.values()) {
        // How the bot writes stands by itself in Teams, which hides what is over six.
        const others = choices.filter(({ id }) => !/^(easy_read|full_texts)$/.test(id));
        expect(others.length, value).to.be.within(1, MAX_CHOICES);
        const person = choices.some(({ id }) => id === 'person' || id === 'summary');
        expect(person || /^(handoff\.|settled)/.test(value), `${value} offers no person`).to.equal(true);
        for (const { title } of choices) expect(title.length, title).to.be.at.most(MAX_TITLE);
      }
    }
  });

  it('say something complete in both languages, short enough for a phone', () => {
    for (const { academy, texts } of explored) {
      const holes = /[{}]|undefined|\bnone\b|\bnull\b|\(\s*\)|: *[.,;]/;
      for (const { message, text } of texts) {
        expect(text, message).to.match(/\S/).and.not.match(holes);
        const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
        if (!/^(handoff\.packet|help|privacy)$/.test(message)) {
          expect(words, `${academy} ${message}: ${text}`).to.be.at.most(MAX_WORDS);
        }
      }
    }
  });

  it('have a text in both languages for every question, and nothing translated on one side only', () => {
    for (const { path, meta } of asking()) {
      for (const locale of LANGUAGES) {
        expect(knowledge.texts.keys(locale), path).to.include.members([
          meta.say,
          ...(meta.again ? [meta.again] : []),
        ]);
      }
    }
    expect(knowledge.texts.keys('fr')).to.deep.equal(knowledge.texts.keys('en'));
  });
});
