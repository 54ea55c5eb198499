import type { Channel, TurnTimes } from './channel.ts';
import { DIALOGUES } from './dialogues.ts';

export interface LoadOptions {
  /** Conversations under way at once; each waits for its reply before it says the next thing. */
  readonly conversations: number;
  /** How long it goes on: whichever of the two ends first. */
  readonly milliseconds?: number;
  readonly turns?: number;
  /** Turns a second in all; as fast as answered where it is left out. */
  readonly rate?: number;
}

export interface Load {
  readonly times: readonly TurnTimes[];
  readonly milliseconds: number;
}

/** Walks dialogues through a channel, a new conversation for each. */
export async function drive(channel: Channel, options: LoadOptions): Promise<Load> {
  const {
    conversations,
    milliseconds = Number.POSITIVE_INFINITY,
    turns = Number.POSITIVE_INFINITY,
    rate,
  } = options;
  const times: TurnTimes[] = [];
  const started = performance.now();
  let next = 0;
  let begun = 0;
  const goesOn = () => begun < turns && performance.now() - started < milliseconds;
  /** Waits for the turn's place in an even flow. */
  const place = async () => {
    begun++;
    if (!rate) return;
    const wait = started + (begun * 1000) / rate - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
  };
  await Promise.all(
    Array.from({ length: conversations }, async () => {
      while (goesOn()) {
        const dialogue = next++ % DIALOGUES.length;
        const talk = await channel.open(dialogue);
        if (talk.opening) {
          times.push(talk.opening);
          begun++;
        }
        for (const [turn, text] of (DIALOGUES[dialogue] ?? []).entries()) {
          if (!goesOn()) break;
          await place();
          times.push(await talk.say(text, turn));
        }
        talk.close();
      }
    }),
  );
  return { times, milliseconds: performance.now() - started };
}
