import type { Desk } from '../../dialogs/case/desk.ts';
import type { Packet } from '../../dialogs/case/packet.ts';
import type { EventData, EventType } from '../../dialogs/chart/events.ts';
import type { DeskCommand } from '../../dialogs/chart/meta.ts';
import type { Act } from '../../dialogs/interpret/types.ts';
import type { Trouble } from '../../intents/labels.ts';
import type { Language } from '../../intents/text.ts';
import type { RedactedText } from '../redaction/redacted-text.ts';
import type { SecretKind } from '../redaction/secret-kind.ts';
import type { ConversationRow, TimerRow, Trx } from '../store/queries/index.ts';
import type { Troubled } from './count-trouble.ts';
import type { StoredConversation } from './stored-conversation.ts';

/** Something happened at the desk; `back` takes the person to where they left the bot, or on to the flow of a trouble. */
export interface DeskEvent {
  readonly type: 'desk';
  readonly event: Pick<EventData, 'agent' | 'reference'> & { readonly type: EventType };
  readonly back?: true;
  readonly flow?: Trouble;
}

/** What can happen to a conversation. */
export type TurnEvent =
  | { readonly type: 'joined' }
  | {
      readonly type: 'message';
      readonly text: RedactedText;
      readonly choice?: string;
      readonly asked?: string;
      readonly found: readonly SecretKind[];
    }
  /** The person sent something that has no words; `what` names the text that says so (`wordless.<what>`). */
  | { readonly type: 'wordless'; readonly what: 'image' | 'sound' | 'forwarded' | 'file' }
  /** The academy that a person's address names, as a guess. */
  | { readonly type: 'address'; readonly academy: string }
  | { readonly type: 'timer'; readonly event: { readonly type: string } }
  | DeskEvent;

/** What a person sent, as its channel keeps it: the words redacted, of a pressed button the id of its choice. */
export interface PersonActivity {
  readonly type: string;
  readonly text?: RedactedText;
  readonly textFormat?: 'plain';
  readonly from?: { readonly id: string; readonly role: 'user' };
  readonly value?: { readonly choice: string };
  readonly channelData?: Readonly<Record<string, unknown>>;
}

/** What happens to a conversation whose row is locked. */
export interface TurnInput {
  readonly event: TurnEvent;
  /** The person's activity as it goes into the log. */
  readonly echo?: PersonActivity;
  /** Where the channel takes replies. */
  readonly reference?: string;
  /** Who stands behind the conversation, where that is known: the address that the message came from. Not kept. */
  readonly caller?: string;
}

/** What a channel asks for: a turn of a conversation, which begins with it where there is none. */
export interface TurnRequest extends TurnInput {
  readonly conversationId: string;
  readonly channel: ConversationRow['channel'];
  /** Tells deliveries of the same activity apart from others of the conversation. */
  readonly key: string;
  /** What is known of a conversation that begins with this turn. */
  readonly start: { readonly locale: Language; readonly academy: string | null };
}

/** What a turn does to the world outside; stored in the turn's transaction, carried out after it. */
export type Effect = Reply | TimerEffect | DeskRequest;

/** What the bot says, as channels see it. */
export interface Reply {
  readonly type: 'reply';
  readonly text: string;
  /** Key of the text, for logs and tests. */
  readonly message: string;
  readonly locale: Language;
  readonly choices: readonly { readonly id: string; readonly title: string }[];
  /** The question under which the choices stand; an old button is told apart by it. */
  readonly asked?: string;
  /** The documents that the text rests on, and the month in which each was checked (`2026-11`). */
  readonly sources?: readonly { readonly name: string; readonly checkedOn: string }[];
}

/** A timer to set or to stop; `dueAt` in milliseconds since 1970. */
export type TimerEffect =
  | {
      readonly type: 'timer.set';
      readonly id: string;
      readonly dueAt: number;
      readonly event: { readonly type: string };
    }
  | { readonly type: 'timer.cancel'; readonly id: string };

/** What the person wants of the desk, with what the desk has to know for it; the transcript comes from the log. */
export interface DeskRequest {
  readonly type: 'desk';
  readonly command: DeskCommand;
  readonly packet: Omit<Packet, 'transcript'>;
}

/** What comes of a step: the conversation as it is then, and what it causes. */
export interface StepResult {
  readonly stored: StoredConversation;
  readonly effects: readonly Effect[];
  /** What the person has come to have trouble with; absent where that has not changed. */
  readonly troubled?: Troubled;
  /** The language of the person's words, and what they were read as where they stand; absent for buttons and timers. */
  readonly language?: Language;
  readonly acts?: readonly Act[];
  readonly candidates?: readonly Act[];
}

/** The pure middle of a turn. */
export interface Step {
  /** A stored conversation and an event in, the next stored conversation and its effects out. `now` in milliseconds since 1970. */
  step(stored: StoredConversation, event: TurnEvent, now: number, desk?: Desk): StepResult;
  /** What a person is told when a step fails. */
  apology(locale: Language): Reply;
}

/** Writes down what comes of an input, in the transaction that holds the row; gives the row as it is now. `at` in milliseconds since 1970. */
export type Commit = (
  trx: Trx,
  row: ConversationRow,
  input: TurnInput,
  at: number,
) => Promise<ConversationRow>;

/** What turns need of the desk, which fulfils it: all in the turn's transaction, which holds the conversation. */
export interface DeskPort {
  /** The desk as a conversation sees it now; `caller` is who stands behind it. */
  availability(trx: Trx, row: ConversationRow, caller?: string): Promise<Desk>;
  /** Does what a turn wants of the desk; gives the conversation, which the turn writes down, with its case. */
  execute(
    trx: Trx,
    row: ConversationRow,
    request: DeskRequest,
    at: number,
    caller?: string,
  ): Promise<ConversationRow>;
  /** Takes what happens while an agent owns the conversation and the bot is silent. */
  recordWhileAgentOwns(
    trx: Trx,
    row: ConversationRow,
    input: TurnInput,
    at: number,
  ): Promise<ConversationRow>;
  /** Whether a timer is the desk's. */
  ownsTimer(timer: TimerRow): boolean;
  /** Takes a timer of the desk that is due; gives the conversation, and what the bot has to be told of it, if anything. */
  fireTimer(
    trx: Trx,
    row: ConversationRow,
    event: { readonly type: string },
    at: number,
  ): Promise<{ readonly row: ConversationRow; readonly event?: DeskEvent }>;
}
