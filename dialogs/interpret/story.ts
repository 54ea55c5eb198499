// What people told before a question was put, which answers it already.
import { idOf, kindOf } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import { type Language, tokenize } from '../../intents/text.ts';
import { slotsOfState } from '../chart/slots.ts';
import type { ActReader } from './acts.ts';
import { choiceOf, choicesByLabel } from './candidates.ts';
import { NON_ANSWERS } from './choices.ts';
import type { Offer } from './offers.ts';
import type { Priors } from './priors.ts';
import type { Situation } from './situation.ts';
import type { Act } from './types.ts';

/** From this confidence a choice in the words in which a trouble was told answers a question to come. */
const TOLD = 0.6;
/** How much less likely words are an answer that were said before its question was put (a logit). */
const UNASKED = 1.8;
/** From this probability a story may tell of harm. */
const MAY_WARN = 0.12;
/** Fewer words than these tell no more than was asked. */
const FEW_WORDS = 4;
/** Kinds that tell something besides the trouble. */
const TELLING: ReadonlySet<string> = new Set(['choice', 'said', 'state', 'tried', 'reply', 'safety']);
/** Kinds whose labels may be the choice that a story tells: what was given away is one, too. */
const CHOOSING: ReadonlySet<string> = new Set(['choice', 'said', 'safety']);
/** Kinds whose labels answer a question of the bot. */
const ANSWERING: ReadonlySet<string> = new Set(['choice', 'said']);

/** What stories are read with; made once. */
export interface StoryParts {
  readonly actReader: ActReader;
  readonly priorsOf: Priors;
  readonly labels: readonly string[];
  readonly readOnce: (text: string, locale: Language) => Reading;
}

/** Builds what finds the answer to a question in words that were said before it. */
export function createStoryReader({ actReader, priorsOf, labels, readOnce }: StoryParts) {
  const kinds = labels.map(kindOf);
  const choices = new Set(labels.filter((_, at) => kinds[at] === 'choice'));

  return {
    choiceTold(story: string, situation: Situation): Offer | undefined {
      // Most questions have no choice that a story could tell: the story need not be read then.
      if (!situation.offers.some(({ event }) => choices.has(event))) return undefined;
      const priors = priorsOf(situation).map((prior, at) => {
        if (ANSWERING.has(kinds[at] ?? '')) return prior - UNASKED;
        // A story that tells the trouble and no more answers nothing about it.
        const tells = TELLING.has(kinds[at] ?? '') || labels[at] === situation.trouble;
        return tells ? prior : Number.NEGATIVE_INFINITY;
      });
      const { acts, candidates } = actReader.read(
        readOnce(story, situation.locale),
        priors,
        undefined,
        choicesByLabel(situation),
      );
      const told = acts.find(
        ({ label, confidence }) => CHOOSING.has(kindOf(label) ?? '') && confidence >= TOLD,
      );
      const harmful = candidates.some(
        (act) => mayWarn(act) && choiceOf(act.label, situation.offers) !== undefined,
      );
      if (harmful && (!told || kindOf(told.label) === 'choice')) return undefined;
      const choice = told ? choiceOf(told.label, situation.offers) : situation.meta?.usual;
      return offersToTell(situation).find(({ id }) => id === choice);
    },

    choiceBeside(words: string, situation: Situation): Offer | undefined {
      // What came of a remedy is not told before it was proposed, and few words tell one thing.
      const asksOutcome = situation.offers.some(({ id }) => id === 'not_worked');
      if (asksOutcome || tokenize(words).length < FEW_WORDS) return undefined;
      // Their yes or no has answered the question before.
      const priors = priorsOf(situation).map((prior, at) => {
        if (kinds[at] === 'reply') return Number.NEGATIVE_INFINITY;
        return ANSWERING.has(kinds[at] ?? '') ? prior - UNASKED : prior;
      });
      const { candidates } = actReader.read(readOnce(words, situation.locale), priors);
      if (candidates.some(mayWarn)) return undefined;
      return offersToTell(situation).find(({ id }) => {
        const meant = candidates.filter(({ label }) => choiceMeant(label, situation) === id);
        return meant.reduce((sum, { confidence }) => sum + confidence, 0) >= TOLD;
      });
    },
  };
}

/** The choices that can be told before their question is put. */
function offersToTell({ offers }: Situation): Offer[] {
  return offers.filter(({ id }) => !NON_ANSWERS.has(id));
}

/** The choice on offer that a label means, also where it tells the circumstance that the question asks for. */
function choiceMeant(label: string, { offers, meta }: Situation): string | undefined {
  if (kindOf(label) !== 'state') return choiceOf(label, offers);
  const value = meta?.slot && slotsOfState(idOf(label))[meta.slot.name];
  return value === undefined ? undefined : meta?.slot?.choices[String(value)];
}

/** Whether a story may be one of harm done, which is asked for rather than guessed away. */
function mayWarn({ label, confidence }: Act): boolean {
  return kindOf(label) === 'safety' && confidence >= MAY_WARN;
}
