import type { Language } from '../text.ts';
import { fitTemperature } from './calibrate.ts';
import { type Classifier, measureForeignness } from './classifier.ts';
import { descend, type Lines, type Rivals } from './descend.ts';
import { mergeNetworks } from './merge-networks.ts';
import { scoreVector } from './network.ts';
import { createRandom } from './random.ts';
import { collectSpellings } from './spelling.ts';
import { addTypo } from './typos.ts';
import { vectorize } from './vectorizer.ts';
import { buildVocabulary } from './vocabulary.ts';

export interface Example {
  readonly text: string;
  readonly label: string;
  readonly language: Language;
}

/** What labels have to do with each other. */
export interface Taxonomy {
  /** Whether a label can be meant by the first words of a conversation. */
  isOpening(label: string): boolean;
  /**
   * Whether lines of one label say nothing against another: a corpus of troubles has questions among its lines that a
   * narrower label is about.
   */
  isPartOf(narrower: string, wider: string): boolean;
}

const FLAT: Taxonomy = { isOpening: () => true, isPartOf: () => false };

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

const SEED = 20260110;
/** Below this many examples each pass is cheap and more are needed; every feature counts. */
const SMALL_CORPUS = 1000;
/** From this many labels on, more units are needed to tell them apart. */
const MANY_LABELS = 60;
/** One line in this many is left out by a network, to fit the temperature and the refusal on. */
const SHARES = 16;

/** Two languages are told apart by few features: more units, passes or copies gain nothing. */
export const LANGUAGE_EFFORT = {
  networks: 2,
  width: 8,
  passes: 3,
  copies: 0,
  minCount: 2,
} as const satisfies Effort;

/** The reader has hundreds of labels, of which a state leaves a few: more gains less than it costs at installation. */
export const READER_EFFORT = {
  networks: 3,
  width: 64,
  passes: 7,
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

/**
 * Trains a classifier; the same examples give the same one. `taxonomy` says which labels are told apart from which (all
 * from all, where it is left out); confidence and refusal are fitted among those that can open a conversation. Throws on
 * fewer than two labels.
 */
export function trainClassifier(
  examples: readonly Example[],
  chosen: Partial<Effort> = {},
  taxonomy: Taxonomy = FLAT,
): Classifier {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  if (labels.length < 2) throw new RangeError(`training needs two labels or more, found ${labels.length}`);
  const effort = { ...planEffort(examples.length, labels.length), ...chosen };
  const lines = withTypos(examples, effort.copies);
  const vocabulary = buildVocabulary(lines, effort.minCount);
  const numbers = new Map(labels.map((label, index) => [label, index]));
  const all = {
    vectors: lines.map(({ text, language }) => vectorize(text, language, vocabulary)),
    targets: Uint32Array.from(examples, ({ label }) => numbers.get(label) ?? 0),
    rivals: rivalsOf(labels, taxonomy),
  } satisfies Lines;
  const shape = { features: vocabulary.idf.length, width: effort.width, labels: labels.length };
  const amongOpenings = (scores: Float32Array) =>
    scores.map((value, label) =>
      taxonomy.isOpening(labels[label] ?? '') ? value : Number.NEGATIVE_INFINITY,
    );
  // Each network leaves out a share of the lines and their copies: only lines not learned tell how sure to be.
  const networks = Array.from({ length: effort.networks }, (_, member) => {
    const leftOut = (line: number) => line % SHARES === member;
    const learned = Uint32Array.from(examples.keys()).filter((line) => !leftOut(line));
    const network = descend(all, learned, shape, effort.passes, SEED + member);
    const alone = mergeNetworks([network]);
    const heldOut = all.vectors
      .slice(0, examples.length)
      .flatMap((vector, line) =>
        leftOut(line) && taxonomy.isOpening(examples[line]?.label ?? '')
          ? [{ scores: amongOpenings(scoreVector(alone, vector)), target: all.targets[line] ?? 0 }]
          : [],
      );
    return { network, heldOut };
  });
  const heldOut = networks.flatMap((trained) => trained.heldOut);
  const temperature = fitTemperature(heldOut);
  const inScope = heldOut.filter(({ target }) => labels[target] !== 'out_of_scope');
  return {
    labels,
    vocabulary: { ...vocabulary, spellings: collectSpellings(examples.map(({ text }) => text)) },
    network: mergeNetworks(networks.map(({ network }) => network)),
    temperature,
    foreignness: Float32Array.from(inScope, ({ scores }) =>
      measureForeignness(scores, labels, temperature),
    ).sort(),
  };
}

/** The lines, then their copies with keyboard errors, in the same order. */
function withTypos(examples: readonly Example[], copies: number): Example[] {
  const random = createRandom(SEED);
  const rounds = Array.from({ length: copies }, () =>
    examples.map((example) => ({ ...example, text: addTypo(example.text, example.language, random) })),
  );
  return [...examples, ...rounds.flat()];
}

function rivalsOf(labels: readonly string[], { isOpening, isPartOf }: Taxonomy): Rivals {
  const among = (own: string, allowed: (label: string) => boolean) =>
    Uint8Array.from(labels, (label) => Number(allowed(label) && !isPartOf(label, own)));
  return {
    opening: labels.map((own) => (isOpening(own) ? among(own, isOpening) : undefined)),
    later: labels.map((own) => among(own, () => true)),
  };
}
