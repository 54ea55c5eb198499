import { type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { GoneError } from '../delivery/errors.ts';
import type { Send } from '../delivery/outbox.ts';
import type { TicketOutcome } from '../desk/tickets/outcome.ts';
import type { TicketSystem } from '../desk/tickets/port.ts';
import type { Store } from '../store/open.ts';
import { inTraceOf } from '../store/trace-parent.ts';
import type { Turns } from '../turn/run-turn.ts';
import type { Step } from '../turn/types.ts';

/*
 * A turn as one trace: the request (src/http/request-span.ts), the turn, its transaction and step, each delivery, and the ticket that comes
 * of it, whichever instance makes them.
 * Spans carry names of fixed lists, as metrics do: never a text or an id of a conversation.
 */
const tracer = trace.getTracer('permanence');

export type NoteOutcome = (outcome: TicketOutcome) => Promise<void>;

/** The same turns, each in a span: under that of the request, or of its own where a timer fires. */
export function traceTurns(turns: Turns): Turns {
  return {
    ...turns,
    run: (request) =>
      within('turn', { 'permanence.channel': request.channel, 'permanence.event': request.event.type }, () =>
        turns.run(request),
      ),
    fire: (timer) => within('turn', { 'permanence.event': 'timer' }, () => turns.fire(timer)),
  };
}

/** The same step, with what was understood. */
export function traceStep(step: Step): Step {
  return {
    ...step,
    step: (...given) =>
      tracer.startActiveSpan('step', (span) => {
        try {
          const result = step.step(...given);
          if (result.acts) span.setAttribute('permanence.intent', result.acts[0]?.label ?? 'none');
          return result;
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      }),
  };
}

/** The same store; of transactions only those of something that is traced, not of what looks for work every second. */
export function traceStore(store: Store): Store {
  return {
    ...store,
    transact: (work) =>
      trace.getActiveSpan() ? within('transaction', {}, () => store.transact(work)) : store.transact(work),
  };
}

/** The same way out: each try goes on with the trace of the turn that said it. */
export function traceSend(send: Send): Send {
  return (reply) => {
    const options = { kind: SpanKind.CLIENT, attributes: { 'permanence.attempt': reply.attempts + 1 } };
    return inTraceOf(reply.trace, () =>
      tracer.startActiveSpan('deliver', options, (span) => ended(span, () => send(reply))),
    );
  };
}

/** The same ticket system: each try goes on with the trace of the turn that asked for the ticket. */
export function traceTickets(system: TicketSystem): TicketSystem {
  const options = { kind: SpanKind.CLIENT };
  return {
    open: (ticket) =>
      inTraceOf(ticket.trace ?? null, () =>
        tracer.startActiveSpan('ticket', options, (span) => ended(span, () => system.open(ticket))),
      ),
  };
}

/** The same note of how a ticket ended, in the same trace: what the person is told of it is the end of what they began. */
export function traceOutcomes(note: NoteOutcome): NoteOutcome {
  return (outcome) =>
    inTraceOf(outcome.trace ?? null, () =>
      within('ticket outcome', { 'permanence.opened': String(outcome.reference !== null) }, () =>
        note(outcome),
      ),
    );
}

function within<T>(name: string, attributes: Record<string, string>, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, (span) => ended(span, work));
}

/** Of an error only its code: its message may quote what somebody said. */
async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    span.setAttribute('error.type', code);
    if (!(error instanceof GoneError)) span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
