import { z } from 'zod';
import type { ContentFiles } from './files.ts';

/**
 * One change to the content: what stands at a place (`path` in a file; the whole file where it is empty). Without `value` the
 * place is again as the files of the repository have it; `null` takes away what stands there.
 */
export const changeSchema = z.strictObject({
  file: z.string().regex(/^[a-z0-9_/.-]+\.(yaml|txt)$/),
  path: z.array(z.string().min(1)),
  value: z.json().optional(),
});
export type Change = z.infer<typeof changeSchema>;

/** Whether one change is at the place of another or above it. */
export function covers(upper: Change, lower: Change): boolean {
  return upper.file === lower.file && upper.path.every((key, depth) => lower.path[depth] === key);
}

/** Changes and those made after them, as one list: of each place only what counts in the end. */
export function mergeChanges(before: readonly Change[], after: readonly Change[]): Change[] {
  return after.reduce<Change[]>(
    (merged, change) => [
      ...merged.filter((one) => !covers(change, one)),
      ...(change.value === undefined ? [] : [change]),
    ],
    [...before],
  );
}

/** What makes a list of changes out of what `before` and `changes` came to, so that only `before` counts again. */
export function undoing(before: readonly Change[], changes: readonly Change[]): Change[] {
  return changes.flatMap((change) => [
    { file: change.file, path: change.path },
    ...before.filter((one) => covers(change, one)),
  ]);
}

/** The content with some changes; the files themselves stay as they are. */
export function applyChanges(files: ContentFiles, changes: readonly Change[]): ContentFiles {
  const changed = new Map(files);
  for (const { file, path, value } of changes) {
    const content = withValue(changed.get(file), path, value);
    if (content === undefined) changed.delete(file);
    else changed.set(file, content);
  }
  return changed;
}

/** What stands at a place; undefined where nothing does. */
export function valueAt(files: ContentFiles, { file, path }: Pick<Change, 'file' | 'path'>): unknown {
  return path.reduce<unknown>(
    (tree, key) => (isTree(tree) && Object.hasOwn(tree, key) ? tree[key] : undefined),
    files.get(file),
  );
}

function withValue(tree: unknown, path: readonly string[], value: Change['value']): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? undefined;
  const { [key]: inner, ...others } = isTree(tree) ? tree : {};
  const content = withValue(inner, rest, value);
  if (content === undefined) return others;
  // At its own place, so that the order of the file stays.
  return isTree(tree) && Object.hasOwn(tree, key)
    ? { ...tree, [key]: content }
    : { ...others, [key]: content };
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
