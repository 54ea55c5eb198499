import { extractFeatures, GROUPS } from './features.ts';
import type { Language } from './text.ts';

/** A sparse vector: `indices[i]` has `values[i]`; length 1 as a whole unless empty. */
export interface SparseVector {
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** What turns a text into numbers: each known feature's index and its inverse document frequency. */
export interface Vocabulary {
  readonly index: ReadonlyMap<string, number>;
  readonly idf: Float32Array;
}

/** Collects the features that occur in at least `minCount` of the texts. */
export function buildVocabulary(documents: readonly (readonly string[][])[], minCount: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const groups of documents) {
    for (const name of new Set(groups.flat())) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const kept = [...counts].filter(([, count]) => count >= minCount);
  return {
    index: new Map(kept.map(([name], position) => [name, position])),
    idf: Float32Array.from(kept, ([, count]) => 1 + Math.log((1 + documents.length) / (1 + count))),
  };
}

/** The vector of a text: (1 + ln tf) · idf, length 1 in each group, groups weighted, length 1 as a whole. */
export function vectorize(text: string, language: Language, vocabulary: Vocabulary): SparseVector {
  return vectorizeFeatures(extractFeatures(text, language), vocabulary);
}

/** The same for features that have been extracted already, as in training. */
export function vectorizeFeatures(groups: readonly string[][], vocabulary: Vocabulary): SparseVector {
  const indices: number[] = [];
  const values: number[] = [];
  groups.forEach((names, group) => {
    const counts = new Map<number, number>();
    for (const name of names) {
      const index = vocabulary.index.get(name);
      if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1);
    }
    const weighted = [...counts].map(
      ([index, count]) => [index, (1 + Math.log(count)) * (vocabulary.idf[index] ?? 0)] as const,
    );
    const scale = (GROUPS[group]?.weight ?? 1) / (length(weighted.map(([, value]) => value)) || 1);
    for (const [index, value] of weighted) {
      indices.push(index);
      values.push(value * scale);
    }
  });
  const whole = length(values) || 1;
  return { indices: Uint32Array.from(indices), values: Float32Array.from(values, (value) => value / whole) };
}

function length(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
