import { isDeepStrictEqual } from 'node:util';
import type { Change } from './changes.ts';
import type { ContentFiles } from './files.ts';

/** What makes some content out of other content: of each place that differs only the innermost. */
export function differences(before: ContentFiles, after: ContentFiles): Change[] {
  const files = [...new Set([...before.keys(), ...after.keys()])].sort();
  return files.flatMap((file) => differing(file, [], before.get(file), after.get(file)));
}

function differing(file: string, path: readonly string[], before: unknown, after: unknown): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isTree(before) && isTree(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => differing(file, [...path, key], before[key], after[key]));
  }
  return [{ file, path: [...path], value: (after ?? null) as Change['value'] & {} }];
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
