import { expect } from 'chai';
import fc from 'fast-check';
import type { AnyStateNode } from 'xstate';
import { initialContext } from '../../dialogs/chart/context.ts';
import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import type { Academy, Facts } from '../../dialogs/knowledge/academy.ts';
import { type Knowledge, valuesOf } from '../../dialogs/knowledge/values.ts';
import { HOLE, wordingsOf } from '../../docs/wordings.ts';
import { LANGUAGES } from '../../intents/text.ts';
import { shipped as knowledge } from '../helpers/content.ts';
import { DESKS, explore, NOW, type Place } from '../helpers/explore.ts';
import { createTestStep } from '../helpers/step.ts';

/** What must be known where a text is said: the charts go there only where it is. */
const OF_MOMENTS: Readonly<Record<string, object>> = {
  incident_now: { incident: 'Panne.' },
  outage: { incident: 'Panne.' },
};
/** Academies that the bot may come to know: each has some of the facts that there are, in the words of one that has them. */
const someAcademy: fc.Arbitrary<Academy> = fc.record(factsOfAll(), { requiredKeys: [] }).map((facts) => ({
  ...{ id: 'nancy', places: ['nancy'], domains: ['ac-nancy-metz.fr'], facts: facts as Facts },
  name: { fr: 'académie de Nancy-Metz', en: 'académie de Nancy-Metz' },
  title: { fr: 'Nancy-Metz', en: 'Nancy-Metz' },
}));

function factsOfAll(): Record<string, fc.Arbitrary<unknown>> {
  const all = [...knowledge.academies.values()].flatMap(({ facts }) => Object.entries(facts));
  return Object.fromEntries(
    [...Map.groupBy(all, ([name]) => name)].map(([name, found]) => [
      name,
      fc.constantFrom(...found.map(([, fact]) => fact)),
    ]),
  );
}

function withAcademy(academy: Academy): Knowledge {
  return { ...knowledge, academies: new Map([...knowledge.academies, [academy.id, academy]]) };
}

/** All texts in which the question of a place can be put, worded for whoever stands there. */
function wordedAt(
  { value, stored, desk }: Place,
  content: Knowledge,
  machine: ReturnType<typeof buildMachine>,
) {
  const node = machine.getStateNodeById(`helpdesk.${value}`);
  const { say, again } = (node.meta ?? {}) as Partial<DialogMeta>;
  const { context } = JSON.parse(stored.snapshot ?? '{}');
  const keys = [say, again].flatMap((key) => (key ? [key, `reworded.${key}`, `easy.${key}`] : []));
  return LANGUAGES.flatMap((locale) =>
    keys
      .filter((key) => content.texts.has(locale, key))
      .map((key) => ({
        of: `${locale} ${key} in ${value}`,
        text: content.texts.render(locale, key, {
          sources: '…',
          ...valuesOf(context, content, locale, NOW, desk),
        }),
      })),
  );
}

/** What somebody of an academy meets, wherever they go, before every desk. */
function metBy(academy: string, content: Knowledge, desks = DESKS) {
  const step = createTestStep(content);
  const machine = buildMachine(content);
  return desks.flatMap((desk) => {
    const { places, texts } = explore(step, academy, 'fr', desk);
    const said = texts.map(({ message, text }) => ({ of: message, text }));
    return [...said, ...[...places.values()].flatMap((place) => wordedAt(place, content, machine))];
  });
}

/** The texts with a hole, one a line: a failed property shows them. */
const broken = (met: readonly { readonly of: string; readonly text: string }[]) =>
  [
    ...new Set(
      met.filter(({ text }) => text === '' || HOLE.test(text)).map(({ of, text }) => `${of}: ${text}`),
    ),
  ].join('\n');

describe('no text holds an empty value', function () {
  this.timeout(300_000);

  it('in any state that can be reached, in any wording, before any desk', () => {
    for (const academy of knowledge.academies.keys()) {
      expect(broken(metBy(academy, knowledge)), academy).to.equal('');
    }
  });

  it('whatever facts are known of an academy that is added', () => {
    fc.assert(
      fc.property(someAcademy, (academy) => {
        expect(broken(metBy(academy.id, withAcademy(academy), DESKS.slice(0, 1)))).to.equal('');
      }),
      { numRuns: Number(process.env.ACADEMIES ?? 8), seed: 14, endOnFailure: true },
    );
  });

  it('in any answer, whatever is known and told', () => {
    fc.assert(
      fc.property(someAcademy, (academy) => {
        const content = withAcademy(academy);
        for (const locale of LANGUAGES) {
          const keys = content.texts.keys(locale).filter((key) => /^answer\..*\.(long|short)$/.test(key));
          for (const key of keys) {
            const of = (text: string) => ({ of: `${locale} ${key}`, text });
            const all = wordingsOf(content, locale, key).filter(({ academy: id }) => id === academy.id);
            expect(broken(all.map(({ text }) => of(text)))).to.equal('');
          }
        }
      }),
      { numRuns: Number(process.env.ACADEMIES ?? 8), seed: 14, endOnFailure: true },
    );
  });

  it('in what is said beside the questions', () => {
    const questions = new Set(questionsOf(buildMachine(knowledge).root));
    for (const locale of LANGUAGES) {
      const statements = knowledge.texts
        .keys(locale)
        .filter((key) => /^safety\./.test(key) || !key.includes('.'))
        .filter((key) => !questions.has(key) && !/^(reminder|taken_up)$/.test(key));
      for (const key of statements) {
        const values = {
          ...valuesOf(initialContext(null), knowledge, locale, NOW),
          ...{ sources: 'none', checked_on: '…' },
          ...OF_MOMENTS[key],
        };
        const text = knowledge.texts.render(locale, key, values);
        expect(broken([{ of: `${locale} ${key}`, text }])).to.equal('');
      }
    }
  });
});

function questionsOf(node: AnyStateNode): string[] {
  const { say, again } = (node.meta ?? {}) as Partial<DialogMeta>;
  const inner = Object.values(node.states).flatMap(questionsOf);
  return [...(say ? [say] : []), ...(again ? [again] : []), ...inner];
}
