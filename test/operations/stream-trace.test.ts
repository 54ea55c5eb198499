import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import pino from 'pino';
import type { WebSocket } from 'ws';
import { createPush, NOTHING_TOLD } from '../../src/channels/webchat/stream/push.ts';
import { openStore } from '../../src/store/open.ts';
import { appendActivities } from '../../src/store/queries/conversations.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { eventually } from '../helpers/eventually.ts';
import { keepOpen } from '../helpers/keep-open.ts';

const log = pino({ level: 'silent' });

describe('what a stream delivers', () => {
  const keep = keepOpen();
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  before(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(provider);
  });
  after(() => {
    trace.disable();
    context.disable();
  });

  /** Somebody who reads a conversation, with each frame that they were sent. */
  async function read(conversationId: string) {
    const store = keep(await openStore(`file:${temporaryFolder()}/streams.db`, log));
    const frames: string[] = [];
    const send = (frame: string, sent: () => void) => {
      // A conversation that is not stored is said to be over, too.
      if (frame.includes('Marie')) frames.push(frame);
      sent();
    };
    const socket = { readyState: 1, OPEN: 1, bufferedAmount: 0, send } as unknown as WebSocket;
    const reader = {
      ...{ socket, conversationId, watermark: 0, wantsOwner: false, standing: NOTHING_TOLD },
      ...{ busy: false, again: false, alive: true },
    };
    const push = createPush({ store, log, incidents: { active: () => [], onChange: () => () => {} } });
    const body = JSON.stringify({ from: 'agent', name: 'Marie', text: 'Vous êtes là ?' });
    const write = (seq: number) =>
      store.transact((trx) =>
        appendActivities(trx, [{ conversationId, seq, id: `${conversationId}|${seq}`, body, createdAt: 0 }]),
      );
    return {
      frames,
      write,
      push: () => push(reader),
      still: () => eventually(() => !reader.busy || undefined),
    };
  }

  const inTurn = (work: () => void) =>
    trace.getTracer('test').startActiveSpan('turn', (span) => {
      work();
      span.end();
      return span.spanContext().spanId;
    });
  const deliveries = (turn: string) =>
    exporter
      .getFinishedSpans()
      .filter(({ name, parentSpanContext }) => name === 'deliver' && parentSpanContext?.spanId === turn);

  it('is of the turn that said it, also where a reading that was begun before finds it', async () => {
    const { frames, write, push, still } = await read('before');
    await write(1);
    context.with(ROOT_CONTEXT, push);
    const turn = inTurn(push);
    await still();
    expect(frames).to.have.length(1);
    expect(deliveries(turn)).to.have.length(1);
  });

  it('is of no turn where nobody traced says it, though a turn before had nothing to say', async () => {
    const { frames, write, push, still } = await read('after');
    const turn = inTurn(push);
    await still();
    await write(1);
    push();
    await still();
    expect(frames).to.have.length(1);
    expect(deliveries(turn)).to.have.length(0);
  });
});
