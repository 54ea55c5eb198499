/** `look`: it works, and somebody should look at it. `broken`: something does not work, or will not. */
export type State = 'ok' | 'look' | 'broken';

/** What a check has found, as a text of `words/…/doctor.yaml`; that of `<what>.do` says what to do where all is not well. */
export interface Finding {
  /** Names the line: `check.<check>`. */
  readonly check: string;
  readonly state: State;
  readonly what: string;
  /** Never a secret: of addresses only the host. */
  readonly values?: Readonly<Record<string, string | number>>;
}

/** What time it is elsewhere, told by a far end in passing. */
export interface FarClock {
  readonly host: string;
  /** Milliseconds that our clock is ahead of it. */
  readonly ahead: number;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly clocks?: readonly FarClock[];
}

/** A check of one room; it finds nothing where the room is not set up. */
export type Check = () => Promise<Outcome>;

/** An outcome of findings alone. */
export function found(...findings: Finding[]): Outcome {
  return { findings };
}

/** What a check finds, or that it took longer than so many milliseconds: nothing may hang the whole. */
export async function within(milliseconds: number, check: string, run: Check): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    const seconds = Math.round(milliseconds / 1000);
    const answer = found({ check, state: 'broken', what: 'late', values: { seconds } });
    timer = setTimeout(() => resolve(answer), milliseconds);
  });
  return Promise.race([run(), late]).finally(() => clearTimeout(timer));
}
