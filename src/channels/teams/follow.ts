import type { Activity } from 'botbuilder';
import { type RedactedText, redact } from '../../redaction/redact.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { type LoggedActivity, readLogged, seqOf } from '../../turn/log-entries.ts';
import type { Turns } from '../../turn/run-turn.ts';
import { conversationOf, toTurn, typedText } from './activity.ts';

/** Activities after one that are looked at. */
const LATER = 200;
/** Where a conversation remembers what was said, word for word. */
const REMEMBERED = ['story', 'message', 'attempt', 'errorMessage'];
/** Characters from which a text is looked for in the bot's own replies too: a hand-off quotes what was said. */
const QUOTABLE = 8;

interface FollowParts {
  readonly store: Store;
  readonly turns: Turns;
}

/**
 * Builds what follows edits and deletions: the log and the conversation forget what a person took back. Their last message,
 * edited, is also answered anew.
 */
export function createFollower({ store, turns }: FollowParts): (activity: Activity) => Promise<void> {
  return async (activity) => {
    const deleted = activity.type === 'messageDelete';
    const { text } = redact(deleted ? '' : typedText(activity));
    const last = await rewrite(activity, deleted, text);
    const turn = last && !deleted && text !== '' ? toTurn({ ...activity, type: 'message' }) : undefined;
    if (!turn) return;
    const { echo: _, ...again } = turn;
    await turns.run({ ...again, key: `edit:${activity.id}:${text}` });
  };

  /** Whether it was the last thing that the person said. */
  async function rewrite(activity: Activity, deleted: boolean, text: RedactedText): Promise<boolean> {
    const conversationId = conversationOf(activity);
    const id = await queries.findInbox(store.db, conversationId, `activity:${activity.id}`);
    if (id === null) return false;
    return store.transact(async (trx) => {
      const row = await queries.lockConversation(trx, conversationId);
      const said = await queries.findActivity(trx, conversationId, seqOf(id));
      const logged = said && readLogged(said.body);
      if (!row || !said || logged?.from !== 'user') return false;
      const before = String(logged.activity.text ?? '');
      if (before === text && !deleted) return false;
      const body: LoggedActivity = {
        from: 'user',
        activity: deleted ? { type: 'messageDelete' } : { ...logged.activity, text },
      };
      await queries.rewriteActivity(trx, { ...said, body: JSON.stringify(body) });
      const later = await queries.readActivities(trx, conversationId, said.seq, LATER);
      for (const entry of later.filter((other) => quotes(other.body, before))) {
        await queries.rewriteActivity(trx, { ...entry, body: unquote(entry.body, before) });
      }
      await queries.updateConversation(trx, {
        ...row,
        snapshot: row.snapshot && forget(row.snapshot, before),
        backStack: forget(row.backStack, before),
        resumePoint: row.resumePoint && forget(row.resumePoint, before),
      });
      return !later.some(({ body: other }) => (JSON.parse(other) as LoggedActivity).from === 'user');
    });
  }
}

/** JSON without the words of a person in the places where a conversation remembers them. */
function forget(json: string, words: string): string {
  if (words === '') return json;
  const value = JSON.stringify(words);
  return REMEMBERED.reduce((text, name) => text.replaceAll(`"${name}":${value}`, `"${name}":""`), json);
}

function quotes(body: string, words: string): boolean {
  return words.length >= QUOTABLE && body.includes(JSON.stringify(words).slice(1, -1));
}

function unquote(body: string, words: string): string {
  return body.replaceAll(JSON.stringify(words).slice(1, -1), '…');
}
