import { commandsOf, type Offer, troubleNames } from '../../dialogs/interpret/offers.ts';
import type { Situation } from '../../dialogs/interpret/situation.ts';
import type { Act, Told } from '../../dialogs/interpret/types.ts';
import type { Entities } from '../../intents/entities.ts';
import { knowledge } from './app.ts';

const NONE = {} as Entities;
const { answers, followUps } = knowledge;

/** A state of a conversation with somebody of Paris, nothing said yet. */
export function situation(changes: Partial<Situation> = {}): Situation {
  return {
    ...{ locale: 'fr', offers: [], commands: commandsOf(knowledge), names: troubleNames(knowledge) },
    ...{
      meta: undefined,
      opening: false,
      academy: 'paris',
      trouble: null,
      paused: null,
      topic: null,
      topicAcademy: null,
    },
    topicSlots: {},
    ...{ answers, followUps, lockoutMinutes: 15, inFlow: false, urgent: false },
    ...changes,
  };
}

/** In the flow of a locked account. */
export const LOCKED = { trouble: 'account_locked', inFlow: true } as const;

/** Something that words were read as. */
export function act(label: string, confidence = 0.9, text = 'des mots'): Act {
  return { label, confidence, support: confidence, text };
}

/** A message that was read as these. */
export function told(acts: readonly Act[], more: Partial<Told> = {}): Told {
  return { acts, candidates: acts, place: undefined, ago: undefined, entities: NONE, ...more };
}

/** A button that is there. */
export function offer(id: string, event = `choice.${id}`): Offer {
  return { id, event, title: id, titles: [id, `${id} in English`], also: [] } as unknown as Offer;
}
