import { createHash } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { type RedactedText, type Redaction, redact } from '../../redaction/redact.ts';
import type { Store } from '../../store/open.ts';
import * as queries from '../../store/queries/index.ts';
import { redactAfter } from '../../turn/announced-secret.ts';
import { forgetPieces, piecesOf } from '../../turn/forget-words.ts';
import { type LoggedActivity, readLogged, seqOf } from '../../turn/log-entries.ts';
import type { Turns } from '../../turn/run-turn.ts';
import { conversationOf, toTurn, typedText } from './activity.ts';

/** Activities after one that are looked at. */
const LATER = 200;

interface FollowParts {
  readonly store: Store;
  readonly turns: Turns;
}

/**
 * Builds what follows edits and deletions: what a person took back is forgotten wherever a copy of it may stand. Their last
 * message, edited, is also answered anew.
 */
export function createFollower({ store, turns }: FollowParts): (activity: Activity) => Promise<void> {
  return async (activity) => {
    const deleted = activity.type === 'messageDelete';
    const { text } = redact(deleted ? '' : typedText(activity));
    const last = await rewrite(activity, deleted, text);
    const turn = last && !deleted && text !== '' ? toTurn({ ...activity, type: 'message' }) : undefined;
    if (!last || turn?.event.type !== 'message') return;
    const { echo: _, event, ...again } = turn;
    const found = [...new Set([...event.found, ...last.found])];
    await turns.run({
      ...again,
      event: { ...event, text: last.text, found },
      key: `edit:${activity.id}:${digest(last.text)}`,
    });
  };

  /** What the message says now, if it changed and was the last thing that the person said. */
  async function rewrite(
    activity: Activity,
    deleted: boolean,
    typed: RedactedText,
  ): Promise<Redaction | undefined> {
    const conversationId = conversationOf(activity);
    const id = await queries.findInbox(store.db, conversationId, `activity:${activity.id}`);
    if (id === null) return undefined;
    return store.transact(async (trx) => {
      const row = await queries.lockConversation(trx, conversationId);
      const said = await queries.findActivity(trx, conversationId, seqOf(id));
      const logged = said && readLogged(said.body);
      if (!row || !said || logged?.from !== 'user') return undefined;
      const redaction = await redactAfter(trx, row, said.seq - 1, typed, said.createdAt);
      const { text } = redaction;
      const before = String(logged.activity.text ?? '');
      if (before === text && !deleted) return undefined;
      const body: LoggedActivity = {
        from: 'user',
        activity: deleted ? { type: 'messageDelete' } : { ...logged.activity, text },
      };
      await queries.rewriteActivity(trx, { ...said, body: JSON.stringify(body) });
      await queries.forgetPlain(trx, conversationId);
      const pieces = piecesOf(before, await queries.readCopies(trx, conversationId));
      await queries.rewriteCopies(trx, conversationId, (copy) => forgetPieces(copy, pieces));
      const later = await queries.readActivities(trx, conversationId, said.seq, LATER);
      const isLast = !later.some(({ body: other }) => readLogged(other)?.from === 'user');
      return isLast ? redaction : undefined;
    });
  }
}

/** Tells one edit from the next without keeping its words in the key. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
