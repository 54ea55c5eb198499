/**
 * The Bot Framework's own hand-off events, for channels behind which an agent hub listens (`HANDOFF_EVENTS`). The bot announces
 * a case with `handoff.initiate`; the hub answers with `handoff.status`. Pure: nothing is sent or stored here.
 */
import {
  type Activity,
  ActivityTypes,
  type ConversationReference,
  HandoffEventNames,
  TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import { cleanText } from '../../http/clean-text.ts';
import { HttpError } from '../../http/errors.ts';
import { type RedactedText, redact } from '../../redaction/redact.ts';
import { clip } from '../../redaction/redacted-text.ts';

import { joinIds } from './activity.ts';

/** What was said, as it stands redacted in the log. */
export interface TranscriptLine {
  readonly seq: number;
  readonly from: 'person' | 'bot' | 'agent';
  readonly name?: string;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a hub may need to route a case; the same words that the person has read and sent. */
export interface HandoffContext {
  readonly caseId: string;
  readonly academy: string | null;
  readonly trouble: string | null;
  readonly urgent: boolean;
  readonly locale: 'fr' | 'en';
  /** The packet as text, redacted. */
  readonly summary: string;
}

export interface HandoffInitiation {
  readonly reference: ConversationReference;
  readonly context: HandoffContext;
  readonly transcript: readonly TranscriptLine[];
  /** When the hand-off began, milliseconds since 1970. */
  readonly at: number;
}

/** Bytes of transcript at most, the latest lines: Teams takes activities of 28 KB, the context included. */
const LONGEST_TRANSCRIPT = 20_000;

/** The event that announces a case. Its id is the case's, so that a hub can tell a second delivery from a second case. */
export function toHandoffInitiate({
  reference,
  context,
  transcript,
  at,
}: HandoffInitiation): Partial<Activity> {
  const event: Partial<Activity> = {
    type: ActivityTypes.Event,
    name: HandoffEventNames.InitiateHandoff,
    id: `handoff:${context.caseId}`,
    timestamp: new Date(at),
    value: context,
    relatesTo: reference,
    locale: context.locale,
    attachments: [
      {
        name: 'Transcript',
        contentType: 'application/json',
        content: { activities: latest(transcript.map((line) => toTranscript(line, reference))) },
      },
    ],
    entities: [],
  };
  return TurnContext.applyConversationReference(event, reference);
}

/** Names of people from the channel's directory stay out: the hub sees who it is when it answers. */
function toTranscript({ seq, from, name, text, at }: TranscriptLine, reference: ConversationReference) {
  const account = from === 'person' ? reference.user : reference.bot;
  return {
    type: ActivityTypes.Message,
    id: String(seq),
    timestamp: new Date(at).toISOString(),
    channelId: reference.channelId,
    conversation: { id: reference.conversation.id },
    from: {
      id: account?.id ?? from,
      role: from === 'person' ? 'user' : 'bot',
      ...(from === 'agent' && name !== undefined && { name }),
    },
    text,
    textFormat: 'plain',
  };
}

function latest<Line extends object>(lines: readonly Line[]): Line[] {
  let size = 0;
  const kept = lines.toReversed().filter((line) => {
    size += Buffer.byteLength(JSON.stringify(line)) + 1;
    return size <= LONGEST_TRANSCRIPT;
  });
  return kept.toReversed();
}

/** How a hub says that a hand-off goes. */
export interface HandoffStatus {
  readonly conversationId: string;
  /** The same for each delivery of the same event. */
  readonly key: string;
  /** Id of the account that says so. */
  readonly from: string | null;
  readonly state: 'accepted' | 'failed' | 'completed';
  /** The hub's own words; for the case's history, never for the person. */
  readonly message: RedactedText | null;
}

const LONGEST_MESSAGE = 500;
const statusValue = z.object({
  state: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['accepted', 'failed', 'completed'])),
  message: z.string().nullish(),
});

/** Reads a `handoff.status`; none where an activity is something else. Throws `HttpError` 400 where its value is not valid. */
export function readHandoffStatus(activity: Partial<Activity>): HandoffStatus | undefined {
  const { type, name, value, id, channelId, conversation, from } = activity;
  if (type !== ActivityTypes.Event || name !== HandoffEventNames.HandoffStatus) return undefined;
  // A hub is no person of the channel: what one of those says in its name is refused.
  if (from?.role === 'user') {
    throw new HttpError(403, 'not_a_hub', 'handoff.status is taken from a hub, and not from a person.');
  }
  const parsed = statusValue.safeParse(value);
  if (!parsed.success || !conversation) {
    throw new HttpError(
      400,
      'bad_handoff_status',
      'The value of handoff.status has to be {"state": "accepted", "failed" or "completed", "message"?: "…"}.',
    );
  }
  const { state, message } = parsed.data;
  return {
    conversationId: joinIds(channelId ?? '', conversation.id),
    // Without an id, a state that is reported twice counts once.
    key: `handoff.status:${id ?? state}`,
    from: from?.id ?? null,
    state,
    message: message ? clip(redact(cleanText(message)).text, LONGEST_MESSAGE) : null,
  };
}
