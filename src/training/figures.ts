import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Example } from '../../intents/engine/train.ts';
import { isLabel } from '../../intents/labels.ts';
import type { MessageReader } from '../../intents/reader.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import { createUnderstand } from '../../intents/understand.ts';
import { createLineReader, isRight, type PlacedLine, placeLines } from './placed-lines.ts';

/** How a line was read; lines of one measurement come in the same order, whatever the reader. */
export interface LineOutcome {
  readonly text: string;
  /** The kind of line and of place, or the language where it is read by itself. */
  readonly group: string;
  /** What it was read as. */
  readonly got: string;
  readonly right: boolean;
}

/** Share of the lines of each group that are read rightly, 0 to 1, to a thousandth. */
export function figuresOf(
  lines: readonly PlacedLine[],
  read: (line: PlacedLine) => string,
): Record<string, number> {
  const groups = [...Map.groupBy(lines, ({ group }) => group)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(groups.map(([group, some]) => [group, shareOf(some, read)]));
}

/** Share of the lines that are read rightly, 0 to 1, to a thousandth. */
export function shareOf(lines: readonly PlacedLine[], read: (line: PlacedLine) => string): number {
  const right = lines.filter((line) => isRight(read(line), line)).length;
  return Math.round((1000 * right) / lines.length) / 1000;
}

/** Reads lines whose label is known as the first words of a conversation, and in the states in which they would be said. */
export function measure(
  lines: readonly Example[],
  knowledge: Knowledge,
  reader: MessageReader,
  homes: Homes,
): LineOutcome[] {
  const understand = createUnderstand(reader, homes);
  const alone = lines
    .filter(({ label }) => isLabel(label))
    .map(({ text, label, language }): LineOutcome => {
      const got = understand(text).label;
      return { text, group: `unseen ${language}`, got, right: got === label };
    });
  const read = createLineReader(reader, homes);
  const placed = placeLines(lines, knowledge, reader, homes).map((line): LineOutcome => {
    const got = read(line);
    return { text: line.reading.whole.text, group: line.group, got, right: isRight(got, line) };
  });
  return [...alone, ...placed];
}
