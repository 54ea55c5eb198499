import { announcedIn, mayBeAnnounced, redactAnnounced } from '../redaction/announced.ts';
import type { Redaction } from '../redaction/redact.ts';
import type { RedactedText } from '../redaction/redacted-text.ts';
import type { ConversationRow, Reader } from '../store/queries/index.ts';
import * as queries from '../store/queries/index.ts';
import type { LoggedActivity } from './log-entries.ts';
import type { TurnInput } from './types.ts';

/** Who announces a secret gives it at once, or not at all; in milliseconds. */
const MAX_PAUSE = 10 * 60_000;
/** Activities in which a person's last words are looked for: the bot and an agent may have spoken since. */
const REACH = 12;

/**
 * The input with the secret hidden that the person's message before announced: "mon mot de passe est", and "chocolat". What was
 * announced is not stored: the log tells it, so that an edit or a deletion of those words counts as well.
 */
export async function hideAnnounced<Input extends TurnInput>(
  db: Reader,
  row: ConversationRow,
  input: Input,
  at: number,
): Promise<Input> {
  const { event, echo } = input;
  if (event.type !== 'message' || event.choice !== undefined) return input;
  if (endsPlainly(row)) return input;
  const { text, found: more } = await redactAfter(db, row, row.lastSeq, event.text, at);
  if (more.length === 0) return input;
  const found = [...new Set([...event.found, ...more])];
  return { ...input, event: { ...event, text, found }, ...(echo && { echo: { ...echo, text } }) };
}

/**
 * What is known of the log once a turn has taken it to a number, for the next turn to go by instead of reading it. Known is what holds
 * for this very end of the log: whoever adds to it and does not say so, an older version of the service too, has it read.
 */
export function plainSeqAfter(row: ConversationRow, echo: TurnInput['echo'], lastSeq: number): number | null {
  const said = echo?.text;
  const plain = said === undefined ? endsPlainly(row) : announcedIn(said) === undefined;
  return plain ? lastSeq : null;
}

function endsPlainly({ plainSeq, lastSeq }: ConversationRow): boolean {
  return plainSeq === lastSeq;
}

/** A text without the secret that the person's last words up to a number of the log announce. */
export async function redactAfter(
  db: Reader,
  { id }: ConversationRow,
  seq: number,
  text: RedactedText,
  at: number,
): Promise<Redaction> {
  const asItIs = { text, found: [] };
  if (!mayBeAnnounced(text)) return asItIs;
  // Most messages say nothing that could be a secret, and what comes before most of them announces none. The look at the words
  // costs more than one into the log, unless that is in another process.
  const couldBe = () => redactAnnounced(text, 'password').found.length > 0;
  if (queries.asksAnotherProcess(db) && !couldBe()) return asItIs;
  const said = await queries.lastSaid(db, id, seq, REACH);
  if (!said || at - said.createdAt > MAX_PAUSE) return asItIs;
  const { activity } = JSON.parse(said.body) as Extract<LoggedActivity, { from: 'user' }>;
  const words = activity.text;
  const kind = words === undefined ? undefined : announcedIn(words);
  return kind === undefined || !couldBe() ? asItIs : redactAnnounced(text, kind);
}
