import { NOBODY } from '../../dialogs/case/desk.ts';
import type { Language } from '../../intents/text.ts';
import type { Change } from '../content/changes.ts';
import type { ContentSource } from '../content/files.ts';
import { redact } from '../redaction/redact.ts';
import { buildStep } from '../turn/build-step.ts';
import { beginConversation, type StoredConversation } from '../turn/stored-conversation.ts';
import type { Reply, Step } from '../turn/types.ts';
import { buildContent } from './content.ts';
import { inTurn } from './in-turn.ts';
import type { FittingReaders } from './live-step.ts';

/** What an editor says in a preview: nothing to begin with, words, or a button. */
export interface Saying {
  readonly text?: string | undefined;
  readonly choice?: string | undefined;
}

export interface Previewed {
  readonly stored: StoredConversation;
  readonly replies: readonly Pick<Reply, 'text' | 'choices' | 'message'>[];
}

/** A turn of a conversation that is nobody's, over content with some changes: nothing is stored, counted or passed on. */
export type Preview = (
  changes: readonly Change[],
  begun: { readonly locale: Language; readonly academy: string },
  stored: StoredConversation | null,
  said: Saying,
) => Promise<Previewed>;

/** Builds previews; `now` in milliseconds since 1970. */
export function createPreview(
  origin: () => ContentSource,
  readers: FittingReaders,
  now: () => number,
): Preview {
  // The conversation of one editor over one state of a draft is many turns.
  let last: { readonly key: string; readonly step: Step } | undefined;
  readers.onChange(() => {
    last = undefined;
  });
  const stepOver = async (changes: readonly Change[]) => {
    const key = JSON.stringify(changes);
    if (last?.key === key) return last.step;
    return inTurn(() => {
      const content = buildContent(origin(), changes, 0);
      const step = buildStep(content.knowledge, readers.fitting(content));
      last = { key, step };
      return step;
    });
  };
  return async (changes, { locale, academy }, stored, { text, choice }) => {
    const { text: clean, found } = redact(text ?? '');
    const event =
      stored === null
        ? { type: 'joined' as const }
        : { type: 'message' as const, text: clean, found, ...(choice && { choice }) };
    const begun = stored ?? beginConversation(locale, academy);
    const { step } = await stepOver(changes);
    const { effects, ...next } = step(begun, event, now(), NOBODY);
    const replies = effects.filter((effect) => effect.type === 'reply');
    return {
      stored: next.stored,
      replies: replies.map(({ text, choices, message }) => ({ text, choices, message })),
    };
  };
}
