import { z } from 'zod';
import type { RedactedText } from '../redaction/redacted-text.ts';
import type { ActivityRow, ConversationRow } from '../store/queries/index.ts';
import type { PersonActivity, Reply } from './types.ts';

/** An activity in the log of a conversation, before its channel renders it. */
export type LoggedActivity =
  | { readonly from: 'user'; readonly activity: PersonActivity }
  | { readonly from: 'bot'; readonly reply: Reply; readonly replyTo: string | null }
  | { readonly from: 'agent'; readonly name: string; readonly text: RedactedText };

/**
 * What goes to a channel by the outbox: what was said, with what the bot said before it in the same turn, or the announcement
 * of a case, which nobody reads and no log holds.
 */
export type Outgoing =
  | (LoggedActivity & {
      readonly before?: readonly Reply[];
      /** Id of the choice that was pressed, if it is the answer to that. */
      readonly pressed?: string;
    })
  | { readonly from: 'desk'; readonly caseId: string };

/** All that the bot says in a turn, as one message under the number of the last reply; none where it says nothing. */
export function outgoingOf(
  answers: readonly Extract<LoggedActivity, { from: 'bot' }>[],
  entries: readonly ActivityRow[],
  pressed?: string,
): { readonly seq: number; readonly body: string }[] {
  const [last, entry] = [answers.at(-1), entries.at(-1)];
  if (!last || !entry) return [];
  const before = answers.slice(0, -1).map(({ reply }) => reply);
  const asLogged = before.length === 0 && pressed === undefined;
  const whole = { ...last, before, ...(pressed !== undefined && { pressed }) } satisfies Outgoing;
  return [{ seq: entry.seq, body: asLogged ? entry.body : JSON.stringify(whole) }];
}

/** The rows under which activities go into the log, behind what is there. `at` in milliseconds since 1970. */
export function logEntries(
  row: ConversationRow,
  bodies: readonly LoggedActivity[],
  at: number,
): ActivityRow[] {
  return bodies.map((body, index) => {
    const seq = row.lastSeq + 1 + index;
    return {
      conversationId: row.id,
      seq,
      id: activityId(row, seq),
      body: JSON.stringify(body),
      createdAt: at,
    };
  });
}

/** Activity ids sort as they were said. */
export function activityId({ id }: ConversationRow, seq: number): string {
  return `${id}|${String(seq).padStart(7, '0')}`;
}

/** The number of an activity in the log of its conversation. */
export function seqOf(id: string): number {
  return Number(id.slice(id.lastIndexOf('|') + 1));
}

const loggedSchema = z.union([
  z.looseObject({ from: z.literal('user'), activity: z.looseObject({}) }),
  z.looseObject({
    from: z.literal('bot'),
    reply: z.looseObject({ text: z.string(), choices: z.array(z.looseObject({})) }),
  }),
  z.looseObject({ from: z.literal('agent'), name: z.string(), text: z.string() }),
]);

/** An activity out of the log; none where its row is damaged, which is no reason to lose the rest of the conversation. */
export function readLogged(body: string): LoggedActivity | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return loggedSchema.safeParse(value).success ? (value as LoggedActivity) : undefined;
  } catch {
    return undefined;
  }
}
