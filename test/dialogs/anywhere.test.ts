import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { choiceOf } from '../../dialogs/interpret/candidates.ts';
import { eventOfChoice } from '../../dialogs/interpret/choices.ts';
import { heardAs } from '../../dialogs/interpret/heard-as.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { loadCorpus } from '../../src/content/models.ts';
import { redact } from '../../src/redaction/redact.ts';
import type { StoredConversation } from '../../src/turn/stored-conversation.ts';
import type { StepResult } from '../../src/turn/types.ts';
import { knowledge } from '../helpers/app.ts';
import { DESKS, explore, NOW, nameOf, type Place } from '../helpers/explore.ts';
import { createTestStep, repliesOf } from '../helpers/step.ts';

/** What people write who do not answer what they are asked; one a line. */
const ODD = readFileSync(join(import.meta.dirname, 'odd-texts.txt'), 'utf8')
  .split('\n')
  .filter(Boolean);
/** Lines of a choice that are tried under its question. */
const LINES = 25;

const step = createTestStep();

/** Each state once, at the academy and before the desk where it is reached first. */
function placesIn(locale: Language): Place[] {
  const places = new Map<string, Place>();
  for (const academy of [...knowledge.academies.keys(), 'unasked']) {
    for (const desk of DESKS.slice(0, 2)) {
      for (const [name, place] of explore(step, academy, locale, desk).places) {
        if (!places.has(name)) places.set(name, place);
      }
    }
  }
  return [...places.values()];
}

function say(stored: StoredConversation, words: string, desk: Place['desk'], now = NOW + 60_000): StepResult {
  const { text, found } = redact(words);
  return step(JSON.parse(JSON.stringify(stored)), { type: 'message', text, found }, now, desk);
}

function textOf(result: StepResult): string {
  return repliesOf(result)
    .map(({ text }) => text)
    .join('\n');
}

function stateOf({ stored }: StepResult): string {
  return nameOf(JSON.parse(stored.snapshot ?? '{}').value);
}

function topicOf({ snapshot }: StoredConversation) {
  return JSON.parse(snapshot ?? '{}').context.topic;
}

/** Whether words have led to the trouble of a choice, or to an answer about it: they may tell more than the choice does. */
function isAbout({ stored }: StepResult, choice: string): boolean {
  const { topic, answered } = JSON.parse(stored.snapshot ?? '{}').context;
  const about = knowledge.answers.get(answered?.id)?.about;
  return choice === `trouble.${topic.trouble}` || choice === `trouble.${about}`;
}

for (const locale of LANGUAGES) {
  describe(`everywhere in the statecharts (${locale})`, function () {
    this.timeout(600_000);
    let places: Place[];
    before(() => {
      places = placesIn(locale);
      expect(places.length).to.be.greaterThan(90);
    });

    it('any words get an answer and leave a question open, and never the same answer twice in a row', () => {
      const wrong = new Set<string>();
      for (const { value, stored, desk, said } of places) {
        for (const words of ODD) {
          const first = say(stored, words, desk);
          if (!repliesOf(first).at(-1)?.choices.length)
            wrong.add(`${value}: nothing to choose after "${words}"`);
          if (textOf(first).trim() === '') wrong.add(`${value}: silent after "${words}"`);
          if (textOf(first) === said) wrong.add(`${value}: the same again after "${words}"`);
          const second = say(first.stored, words, desk);
          if (textOf(second) === textOf(first)) wrong.add(`${value}: the same twice after "${words}" twice`);
        }
      }
      expect([...wrong]).to.deep.equal([]);
    });

    it('no text at all is an exception', () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc.array(fc.constantFrom(...ODD), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')),
      );
      fc.assert(
        fc.property(fc.nat(), text, (at, words) => {
          const { stored, desk } = places[at % places.length] as Place;
          return repliesOf(say(stored, words, desk)).length > 0;
        }),
        { numRuns: 400, seed: 5 },
      );
    });

    it('words do not lead out of a state in which somebody may be reading along', () => {
      const urgent = places.filter(
        ({ value, stored }) => value.startsWith('troubles.') && topicOf(stored).urgent,
      );
      expect(urgent.length).to.be.greaterThan(1);
      // Words that say goodbye or ask to start over are obeyed: they mean just that.
      const obeyed = new Set(['au revoir', 'recommencer', 'retour']);
      for (const { value, stored, desk } of urgent) {
        const [, flow = ''] = value.split('.');
        for (const words of ODD.filter((line) => !obeyed.has(line))) {
          const result = say(stored, words, desk);
          const topic = topicOf(result.stored);
          expect(topic.urgent, `${value}: "${words}" -> ${stateOf(result)}`).to.equal(true);
          expect(topic.trouble, `${value}: "${words}" -> ${stateOf(result)}`).to.equal(flow);
        }
      }
    });

    it('each choice is found by most of the lines that mean it', () => {
      const corpus = Map.groupBy(
        loadCorpus().filter((line) => line.language === locale),
        ({ label }) => label,
      );
      const weak: string[] = [];
      for (const { value, stored, desk, choices } of places) {
        for (const { id } of choices) {
          const meaning = heardAs(id).filter((label) => choiceOf(label, choices) === id);
          const lines = meaning.slice(0, 1).flatMap((label) => (corpus.get(label) ?? []).slice(0, LINES));
          const pressed = step(
            JSON.parse(JSON.stringify(stored)),
            { type: 'message', text: redact('').text, choice: id, found: [] },
            NOW + 60_000,
            desk,
          );
          const wanted = stateOf(pressed);
          const reached = lines.filter(({ text }) => {
            const result = say(stored, text, desk);
            return stateOf(result) === wanted || isAbout(result, id);
          }).length;
          if (lines.length > 0 && reached < lines.length / 2)
            weak.push(`${value} ${id} (${eventOfChoice(id)}): ${reached} of ${lines.length}`);
        }
      }
      expect(weak).to.deep.equal([]);
    });
  });
}
