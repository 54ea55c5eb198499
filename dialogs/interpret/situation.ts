import type { Trouble } from '../../intents/labels.ts';
import type { Language } from '../../intents/text.ts';
import type { HelpDeskEvent } from '../chart/events.ts';
import type { DialogMeta } from '../chart/meta.ts';
import type { Slots } from '../chart/slots.ts';
import type { Answers, FollowUps } from '../knowledge/answers.ts';
import type { Command, Name, Offer } from './offers.ts';
import type { Act } from './types.ts';

/** What a person sent: words (redacted), or the id of a choice they pressed on a card. */
export interface Message {
  readonly text: string;
  readonly choice?: string;
  /** The question under which the button stood, where the card tells. */
  readonly asked?: string;
  readonly at: number;
}

/** What the conversation's present state can make of a message. */
export interface Situation {
  readonly locale: Language;
  readonly offers: readonly Offer[];
  readonly commands: readonly Command[];
  /** The names of all troubles. */
  readonly names: readonly Name[];
  readonly meta: DialogMeta | undefined;
  /** Whether nothing has been said yet, so that the conversation has no language of its own. */
  readonly opening: boolean;
  readonly academy: string | null;
  readonly trouble: Trouble | null;
  /** The trouble that was left for the one at hand. */
  readonly paused: Trouble | null;
  /** The answer given last, if nothing else was proposed since. */
  readonly topic: string | null;
  /** The academy that it was about. */
  readonly topicAcademy: string | null;
  /** What it was about besides: the device, the program, the browser. */
  readonly topicSlots: Slots;
  /** What was spoken of last, as each language calls it: that answer, else the trouble at hand. */
  readonly subject?: Readonly<Record<Language, string>> | undefined;
  readonly answers: Answers;
  readonly followUps: FollowUps;
  /** The wait after a lockout at the person's academy, minutes. */
  readonly lockoutMinutes: number;
  /** Whether a flow or a hand-off is under way. */
  readonly inFlow: boolean;
  /** Whether somebody may be reading the person's mail: no remark leads away from that. */
  readonly urgent: boolean;
}

export interface Interpretation {
  /** In the order in which the machine has to take them. */
  readonly events: readonly HelpDeskEvent[];
  readonly locale: Language;
  /** The language of the words; absent where a button or its title was enough. */
  readonly language?: Language;
  /** What they were read as where they stand. */
  readonly acts?: readonly Act[];
  /** The likeliest candidates, best first, for whoever wants to know why. */
  readonly candidates?: readonly Act[];
}

/** The situation as if nothing had been said yet. */
export function freshOf(situation: Situation): Situation {
  return {
    ...situation,
    meta: undefined,
    offers: [],
    inFlow: false,
    topic: null,
    trouble: null,
    paused: null,
  };
}
