import { isQuestion } from '../../intents/is-question.ts';
import { idOf, kindOf } from '../../intents/labels.ts';
import type { Reading } from '../../intents/reader.ts';
import type { SlotQuestion } from '../chart/meta.ts';
import { mergeSlots, type Slots, slotsOfEntities, slotsOfSafety, slotsOfState } from '../chart/slots.ts';
import { choiceOf } from './candidates.ts';
import type { Situation } from './situation.ts';
import type { Act } from './types.ts';

/** The circumstance that words tell of which ask nothing and are near the question about it. */
const TOLD_IN: Readonly<Record<string, string>> = {
  'answer.reset_no_recovery': 'state.no_recovery',
  'answer.reset_second_factor': 'state.second_factor_on',
};
/** The confidence from which words near a question tell what it is about. */
const TOLD = 0.6;

/** The confidence from which a blocker that is named was paused. */
const PUT_AWAY = 0.8;

/** What a message tells of the person's situation: by the names in it, and by what it does. */
export function slotsOfActs({ entities }: Reading, acts: readonly Act[], { offers, meta }: Situation): Slots {
  // "J'ai uBlock" tells of a blocker, and has hardly put it away.
  const counted = acts.filter(
    ({ label, confidence }) =>
      label !== 'tried.extensions' || entities.blocker === undefined || confidence >= PUT_AWAY,
  );
  return counted.reduce((slots, act) => {
    const choice = choiceOf(act.label, offers);
    return mergeSlots(
      mergeSlots(slots, slotsOfLabel(toldBy(act), meta?.family)),
      choice ? slotsOfChoice(choice, meta?.slot) : {},
    );
  }, slotsOfEntities(entities));
}

/** What words tell that ask nothing, though they are near a question: "Arena refuse à cause de la double authentification". */
function toldBy({ label, text, confidence }: Act): string {
  const told = confidence >= TOLD && !isQuestion(text) ? TOLD_IN[label] : undefined;
  return told ?? label;
}

/** The slot that a choice fills where its question asks for one. */
export function slotsOfChoice(choice: string, question: SlotQuestion | undefined): Slots {
  const value = Object.entries(question?.choices ?? {}).find(([, id]) => id === choice)?.[0];
  return question && value ? ({ [question.name]: value } as Slots) : {};
}

/** The remedy that is being offered counts as tried by its outcome, and not because somebody says that they are at it. */
function slotsOfLabel(label: string, offered: string | undefined): Slots {
  const id = idOf(label);
  switch (kindOf(label)) {
    case 'state':
      return slotsOfState(id);
    case 'safety':
      return slotsOfSafety(id);
    case 'tried':
      return id === offered ? {} : { tried: [id] };
    default:
      return {};
  }
}
