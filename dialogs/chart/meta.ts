import type { CaseKind } from '../case/chart.ts';
import type { About } from './events.ts';
import type { Slots } from './slots.ts';

/** Says a text. `message` is its key in the locale files. */
export interface SayParams {
  readonly message: string;
  /** A question belongs to its state: only the last one of a turn is said. A statement is always said. */
  readonly kind: 'question' | 'statement';
  /** Whose facts it tells, where that is not the person's own case. */
  readonly about?: About;
}

/** What a state shows about itself: its question, the choices under it, and whether any words are an answer. */
export interface DialogMeta {
  readonly say: string;
  /** Choice ids; see dialogs/interpret/choices.ts for the event that each stands for. */
  readonly choices: readonly string[];
  readonly expects?: 'words';
  /** The slot that answers it: a person who has told is not asked. Slot values → choice ids. */
  readonly slot?: SlotQuestion;
  /** The choice that a story means which tells the trouble and nothing besides. */
  readonly usual?: string;
  /** The family of the remedy that it proposes. */
  readonly family?: string;
  /** A shorter question for when it is asked again. */
  readonly again?: string;
  /** Set where a wrong guess does harm: only an answer to this very question counts, and no question does. */
  readonly explicit?: true;
  /** Set where what is shown can be put right by saying that it is wrong. */
  readonly correctable?: true;
  /** Set where what is being prepared can be called off by words: "laissez la demande, je les appelle". */
  readonly callable?: true;
  /** Set where a person is on the way already, so that none is offered. */
  readonly person?: false;
}

/** A question that fills a slot, and is answered by it. */
export interface SlotQuestion {
  readonly name: keyof Slots;
  readonly choices: Readonly<Record<string, string>>;
}

/** What the dialogue wants of the desk. Asking again changes the way of a request that is open. */
export type DeskCommand =
  | { readonly do: 'ask'; readonly kind: CaseKind }
  | { readonly do: 'withdraw' }
  /** To be told when what is behind the trouble is over. */
  | { readonly do: 'notify' }
  /** 1 (no) to 3 (yes). */
  | { readonly do: 'rate'; readonly rating: 1 | 2 | 3 };
