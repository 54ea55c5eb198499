/** How much is spent on a classifier. */
export interface Effort {
  /** Networks trained from different random starts; their scores are averaged. */
  readonly networks: number;
  /** Hidden units of each network. */
  readonly width: number;
  readonly passes: number;
  /** Copies of each line with one keyboard error, besides the line itself. */
  readonly copies: number;
  /** Lines that a feature must occur in to get into the dictionary. */
  readonly minCount: number;
}

/** Below this many examples each pass is cheap and more are needed; every feature counts. */
const SMALL_CORPUS = 1000;
/** From this many labels on, more units are needed to tell them apart. */
const MANY_LABELS = 60;

/** Two languages are told apart by few features: more units, passes or copies gain nothing. */
export const LANGUAGE_EFFORT = {
  networks: 2,
  width: 8,
  passes: 3,
  copies: 0,
  minCount: 5,
} as const satisfies Effort;

/** The reader has hundreds of labels, of which a state leaves a few: more gains less than it costs at installation. */
export const READER_EFFORT = {
  networks: 3,
  width: 64,
  passes: 12,
  copies: 1,
  minCount: 3,
} as const satisfies Effort;

/** The effort that fits a corpus. */
export function planEffort(lines: number, labels: number): Effort {
  if (lines < SMALL_CORPUS) {
    return { networks: 3, width: 64, passes: Math.ceil(24_000 / Math.max(lines, 1)), copies: 2, minCount: 1 };
  }
  if (labels < MANY_LABELS) return { networks: 3, width: 64, passes: 15, copies: 2, minCount: 3 };
  return { networks: 3, width: 128, passes: 30, copies: 2, minCount: 4 };
}
