/** An utterance and its label. */
export type Pair = readonly [text: string, label: string];

/** What is compared: gives the likeliest label and a number that is higher the more foreign the text looks. */
export interface Contender {
  readonly understand: (text: string) => Promise<Guess> | Guess;
  readonly bytes: number;
}
export interface Guess {
  readonly label: string;
  readonly foreign: number;
}
export type Train = (pairs: readonly Pair[]) => Promise<Contender> | Contender;
