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
  if (event.type !== 'message' || event.choice !== undefined || row.lastSeq === 0) return input;
  const { text, found: more } = await redactAfter(db, row, row.lastSeq, event.text, at);
  if (more.length === 0) return input;
  const found = [...new Set([...event.found, ...more])];
  return { ...input, event: { ...event, text, found }, ...(echo && { echo: { ...echo, text } }) };
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
  // Most messages are too long, or say nothing that could be one, and need no look into the log.
  if (!mayBeAnnounced(text) || redactAnnounced(text, 'password').found.length === 0) return asItIs;
  const rows = await queries.readActivities(db, id, Math.max(0, seq - REACH), REACH);
  const before = rows.filter((row) => row.seq <= seq).reverse();
  for (const { body, createdAt } of before) {
    const logged = JSON.parse(body) as LoggedActivity;
    if (logged.from !== 'user') continue;
    const words = logged.activity.text;
    const kind = words === undefined || at - createdAt > MAX_PAUSE ? undefined : announcedIn(words);
    return kind === undefined ? asItIs : redactAnnounced(text, kind);
  }
  return asItIs;
}
