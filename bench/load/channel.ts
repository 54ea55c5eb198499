/** Milliseconds of one turn. */
export interface TurnTimes {
  /** Until the HTTP request was answered. */
  readonly answered: number;
  /** Until the last of its replies was there. */
  readonly replied: number;
  /** Until the reply came over the WebSocket, of turns where one was listened to. */
  readonly streamed?: number;
}

/** A conversation with a contender. */
export interface Talk {
  /** The turn that opening the conversation was, where it was one. */
  readonly opening?: TurnTimes;
  /** Says something and waits for all that is answered to it. */
  say(text: string, turn: number): Promise<TurnTimes>;
  close(): void;
}

/** One way into a contender; `dialogue` is the number of the dialogue that is going to be walked. */
export interface Channel {
  open(dialogue: number): Promise<Talk>;
  close(): Promise<void>;
}

/** Milliseconds without an answer after which a run is given up: something is broken. */
export const PATIENCE = 30_000;

/** Rejects where a promise takes longer than `PATIENCE`. */
export async function inTime<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing came in ${PATIENCE} ms`)), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds between two tries. */
const PAUSE = 100;

/**
 * Sends a request again where the answer is 503, as Bot Framework and the chat page do since a service that has too much to do refuses
 * some, or where a kept connection was closed as it was used. A turn takes as long as all its tries. Gives the last answer; rejects with the last error.
 */
export async function untilTaken<Answer extends { readonly statusCode: number }>(
  send: () => Promise<Answer>,
): Promise<Answer> {
  const started = performance.now();
  for (;;) {
    const over = performance.now() - started > PATIENCE;
    const answer = await send().catch((error) => {
      if (over) throw error;
    });
    if (answer && (answer.statusCode !== 503 || over)) return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
