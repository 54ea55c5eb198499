import type { Language } from '../text.ts';
import { inBlocks } from './blocks.ts';
import { fitTemperature, type HeldOut } from './calibrate.ts';
import { type Classifier, measureForeignness } from './classifier.ts';
import { descend, type Lines } from './descend.ts';
import { type Effort, planEffort } from './effort.ts';
import { mergeNetworks } from './merge-networks.ts';
import { type FloatNetwork, scoreVector } from './network.ts';
import { createRandom } from './random.ts';
import { collectSpellings } from './spelling.ts';
import { addTypo } from './typos.ts';
import { partsOf, passingVector } from './vectorizer.ts';
import { packVectors, vectorAt } from './vectors.ts';
import { buildVocabulary } from './vocabulary.ts';
import type { Shape } from './workspace.ts';

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
  /** The question that a label answers where it is bound to one: the labels of different questions never meet. */
  questionOf(label: string): string | undefined;
}

const FLAT: Taxonomy = { isOpening: () => true, isPartOf: () => false, questionOf: () => undefined };

const SEED = 20260111;
/** One line in this many is left out by a network, to fit the temperature and the refusal on. */
const SHARES = 16;

/** A corpus made ready for its networks. All of it can be sent to a thread, which shares the vectors and copies little. */
export interface Course {
  readonly lines: Lines;
  readonly shape: Shape;
  readonly passes: number;
}

/** One network, and how it scores the lines in scope of an opening that it did not learn. */
export interface Member {
  readonly network: FloatNetwork;
  readonly heldOut: readonly HeldOut[];
}

/** What comes of some examples before any network is trained, and what the networks are put together with. */
export interface Preparation {
  readonly course: Course;
  /** Networks to train: those of the numbers below this one. */
  readonly members: number;
  /** Makes the classifier out of its networks, in the order of their numbers. */
  finish(members: readonly Member[]): Classifier;
}

/**
 * Trains a classifier; the same examples give the same one. `taxonomy` says which labels are told apart from which (all
 * from all, where it is left out); confidence and refusal are fitted among those that can open a conversation. Throws on
 * fewer than two labels.
 */
export function trainClassifier(
  examples: readonly Example[],
  effort: Partial<Effort> = {},
  taxonomy: Taxonomy = FLAT,
): Classifier {
  const { course, members, finish } = prepareTraining(examples, effort, taxonomy);
  return finish(Array.from({ length: members }, (_, number) => trainMember(course, number)));
}

/** The part of the training before its networks, each of which can be trained by a thread of its own. Throws as `trainClassifier`. */
export function prepareTraining(
  examples: readonly Example[],
  chosen: Partial<Effort>,
  taxonomy: Taxonomy,
): Preparation {
  const { labels, blocks } = inBlocks(new Set(examples.map((example) => example.label)), taxonomy);
  if (labels.length < 2) throw new RangeError(`training needs two labels or more, found ${labels.length}`);
  const effort = { ...planEffort(examples.length, labels.length), ...chosen };
  const texts = withTypos(examples, effort.copies);
  const vocabulary = buildVocabulary(texts, effort.minCount);
  const numbers = new Map(labels.map((label, index) => [label, index]));
  const lines = {
    vectors: packVectors(texts.length, (at) => {
      const { text, language } = texts[at] as Example;
      return passingVector(partsOf(text), language, vocabulary);
    }),
    targets: Uint32Array.from(examples, ({ label }) => numbers.get(label) ?? 0),
    opening: labels.map((label) => taxonomy.isOpening(label)),
    strangers: labels.map((own) =>
      Uint32Array.from(labels.keys().filter((label) => taxonomy.isPartOf(labels[label] ?? '', own))),
    ),
    blocks,
  } satisfies Lines;
  const shape = { features: vocabulary.idf.length, width: effort.width, labels: labels.length };
  return {
    course: { lines, shape, passes: effort.passes },
    members: effort.networks,
    finish: (members) => {
      const heldOut = members.flatMap((trained) => trained.heldOut);
      const temperature = fitTemperature(heldOut);
      const inScope = heldOut.filter(({ target }) => labels[target] !== 'out_of_scope');
      return {
        labels,
        vocabulary: { ...vocabulary, spellings: collectSpellings(examples.map(({ text }) => text)) },
        network: mergeNetworks(members.map(({ network }) => network)),
        temperature,
        foreignness: Float32Array.from(inScope, ({ scores }) =>
          measureForeignness(scores, labels, temperature),
        ).sort(),
      };
    },
  };
}

/**
 * Trains one of the networks. Each leaves out a share of the lines and their copies: only lines not learned tell how sure to
 * be.
 */
export function trainMember({ lines, shape, passes }: Course, member: number): Member {
  const { opening } = lines;
  const leftOut = (line: number) => line % SHARES === member;
  const numbers = Uint32Array.from(lines.targets.keys());
  const network = descend(
    lines,
    numbers.filter((line) => !leftOut(line)),
    shape,
    passes,
    SEED + member,
  );
  const alone = mergeNetworks([network]);
  const amongOpenings = (scores: Float32Array) =>
    scores.map((value, label) => (opening[label] ? value : Number.NEGATIVE_INFINITY));
  const heldOut = Array.from(numbers.filter(leftOut)).flatMap((line) => {
    const target = lines.targets[line] ?? 0;
    if (!opening[target]) return [];
    return [{ scores: amongOpenings(scoreVector(alone, vectorAt(lines.vectors, line))), target }];
  });
  return { network, heldOut };
}

/** The lines, then their copies with keyboard errors, in the same order. */
function withTypos(examples: readonly Example[], copies: number): Example[] {
  const random = createRandom(SEED);
  const rounds = Array.from({ length: copies }, () =>
    examples.map((example) => ({ ...example, text: addTypo(example.text, example.language, random) })),
  );
  return [...examples, ...rounds.flat()];
}
