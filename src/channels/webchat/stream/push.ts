import { context, SpanKind, trace } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Store } from '../../../store/open.ts';
import { type ActivitySet, type Incidents, readActivitySet } from '../activity-set.ts';
import type { StreamReader } from './readers.ts';

/** Bytes waiting for a reader; beyond, the reader is gone or too slow and comes back with its watermark. */
const MAX_BUFFERED = 1024 * 1024;

const tracer = trace.getTracer('permanence');
const DELIVERY = { kind: SpanKind.PRODUCER, attributes: { 'permanence.channel': 'webchat' } };

export interface PushParts {
  readonly store: Store;
  readonly incidents: Incidents;
  readonly log: Logger;
}

/** Gives what sends a reader all that is new to it, one reading after the other. */
export function createPush({ store, incidents, log }: PushParts): (reader: StreamReader) => void {
  return push;

  function push(reader: StreamReader): void {
    // Kept with the reader: what a turn wakes it for may be found by a reading that was begun before.
    if (trace.getActiveSpan()) reader.wokenIn = context.active();
    if (reader.busy) {
      reader.again = true;
      return;
    }
    reader.busy = true;
    pushAll(reader)
      .catch((error) => {
        log.error({ err: error, conversation: reader.conversationId }, 'cannot read the log for a stream');
        reader.socket.close(1011);
      })
      .finally(() => {
        reader.busy = false;
        if (reader.again) {
          reader.again = false;
          push(reader);
        }
      });
  }

  async function pushAll(reader: StreamReader): Promise<void> {
    while (reader.socket.readyState === reader.socket.OPEN) {
      const { conversationId, watermark, wantsOwner } = reader;
      const set = await readActivitySet(store.db, conversationId, watermark, wantsOwner, incidents);
      const standing = standingOf(set);
      const { wokenIn } = reader;
      reader.wokenIn = undefined;
      if (set.activities.length === 0 && standing === reader.standing) return;
      if (reader.socket.bufferedAmount > MAX_BUFFERED) return reader.socket.terminate();
      // Under the turn that woke it, where that was here and is traced.
      const delivery = wokenIn && tracer.startSpan('deliver', DELIVERY, wokenIn);
      reader.socket.send(JSON.stringify(set), () => delivery?.end());
      reader.standing = standing;
      // Nothing comes after the end of a conversation.
      if (set.watermark === String(watermark)) return;
      reader.watermark = Number(set.watermark);
    }
  }
}

/** What has been told to somebody who has been told nothing. */
export const NOTHING_TOLD = standingOf({ activities: [], watermark: '' });

/** What a set tells besides what was said, to be compared; the same for all readers that do not ask for it. */
function standingOf({ owner, later, notices }: ActivitySet): string {
  return JSON.stringify([owner, later, notices?.map(({ id }) => id)]);
}
