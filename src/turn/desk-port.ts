import type { Desk } from '../../dialogs/case/desk.ts';
import type { ConversationRow, TimerRow, Trx } from '../store/queries/index.ts';
import type { Commit, Happening } from './commit.ts';
import type { Effect } from './effects.ts';

/** What turns need of the desk, which fulfils it: all in the turn's transaction, which holds the conversation. */
export interface DeskPort {
  /** The desk as a conversation sees it now. */
  circumstances(trx: Trx, row: ConversationRow): Promise<Desk>;
  /** Does what a turn wants of the desk; gives the conversation, which the turn writes down, with its case. */
  act(
    trx: Trx,
    row: ConversationRow,
    wish: Extract<Effect, { type: 'desk' }>,
    at: number,
  ): Promise<ConversationRow>;
  /** Takes what happens while an agent owns the conversation and the bot is silent. */
  hear(trx: Trx, row: ConversationRow, happening: Happening, at: number): Promise<ConversationRow>;
  /** Whether a timer is the desk's. */
  owns(timer: TimerRow): boolean;
  /** Takes a timer of the desk that is due. */
  fire(
    commit: Commit,
    trx: Trx,
    row: ConversationRow,
    event: { readonly type: string },
    at: number,
  ): Promise<ConversationRow>;
}
