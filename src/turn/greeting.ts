import type { Language } from '../../intents/text.ts';
import { beginConversation } from './stored-conversation.ts';
import type { Reply, Step } from './types.ts';

/** What the bot says to whoever opens a conversation; nothing is stored. */
export type Greet = (locale: Language, academy: string | null) => readonly Reply[];

/** Builds what words a greeting before its conversation exists. `now` in milliseconds since 1970; another `version`, another greeting. */
export function createGreet({ step }: Step, now: () => number, version: () => unknown = () => 0): Greet {
  // It depends on nothing else: worked out once for what is known at a time.
  const known = new Map<string, readonly Reply[]>();
  let knownOf = version();
  return (locale, academy) => {
    if (knownOf !== version()) known.clear();
    knownOf = version();
    const key = `${locale} ${academy ?? ''}`;
    const replies =
      known.get(key) ??
      step(beginConversation(locale, academy), { type: 'joined' }, now()).effects.filter(
        (effect) => effect.type === 'reply',
      );
    known.set(key, replies);
    return replies;
  };
}
