import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { type BotActivity, DirectLineClient } from '../../test/helpers/direct-line.ts';

/** Milliseconds between two messages of a person, and before a message or a stream is tried again: as the chat page does, quicker. */
const PAUSE = 300;
const AGAIN = 200;

/** What people have met with since the last time. */
export interface Seen {
  messages: number;
  /** Answers 503: tried again, and nothing is lost. */
  putOff: number;
  /** Requests that got no answer at all. */
  cutOff: number;
  /** Other answers than 200 and 503. */
  refused: number;
  streamsReopened: number;
  /** Milliseconds from the first try of a message to the bot's words on the stream. */
  waits: number[];
}

export interface People {
  take(): Seen;
  /** Ends talking; gives what is not in the log, or there or on a stream more than once. */
  end(): Promise<{ lost: number; doubled: number; missed: number }>;
}

/** People who talk with the bot at an address, each in a conversation of their own, and follow it by its stream. */
export async function startPeople(url: string, count: number): Promise<People> {
  let seen = nothing();
  let talking = true;
  const all = await Promise.all(Array.from({ length: count }, () => startPerson()));

  async function startPerson() {
    const client = await DirectLineClient.begin(url, { academy: 'lyon', locale: 'fr' });
    const shown: string[] = [];
    const said: string[] = [];
    const answered = new Set<string>();
    let watermark = '';
    let socket: WebSocket | undefined;
    const open = () => {
      const base = `${url.replace('http', 'ws')}/v3/directline/conversations/${client.conversationId}`;
      socket = new WebSocket(`${base}/stream?watermark=${watermark}&t=${client.token}`);
      socket.on('message', (data) => {
        const set: { activities: BotActivity[]; watermark: string } = JSON.parse(String(data));
        watermark = set.watermark;
        for (const { id, from, replyToId } of set.activities) {
          shown.push(id);
          if (from.role === 'bot' && replyToId) answered.add(replyToId);
        }
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        if (!talking) return;
        seen.streamsReopened++;
        setTimeout(open, AGAIN);
      });
    };
    open();
    const talk = async () => {
      while (talking) {
        const began = performance.now();
        const id = randomUUID();
        said.push(id);
        const activityId = await say(client, id);
        while (activityId && talking && !answered.has(activityId)) await wait(5);
        if (!talking) return;
        seen.messages++;
        seen.waits.push(performance.now() - began);
        await wait(PAUSE);
      }
    };
    return { client, said, shown, talked: talk(), close: () => socket?.terminate() };
  }

  /** Tries until it is taken: the same message with the same id, so that it is not said twice. */
  async function say(client: DirectLineClient, id: string): Promise<string | undefined> {
    for (;;) {
      const answer = await client.say('Compte bloqué', id).catch(() => undefined);
      if (answer?.status === 200) return answer.body.id;
      if (!answer) seen.cutOff++;
      else if (answer.status === 503) seen.putOff++;
      else seen.refused++;
      await wait(AGAIN);
    }
  }

  return {
    take: () => {
      const was = seen;
      seen = nothing();
      return was;
    },
    end: async () => {
      talking = false;
      await Promise.all(all.map(({ talked }) => talked));
      await wait(1000);
      const sums = { lost: 0, doubled: 0, missed: 0 };
      for (const { client, said, shown, close } of all) {
        close();
        const log = await client.wholeLog();
        const kept = log
          .filter(({ from }) => from.role === 'user')
          .map((one) => one.channelData.clientActivityID);
        sums.lost += said.filter((id) => !kept.includes(id)).length;
        sums.doubled += kept.length - new Set(kept).size + (shown.length - new Set(shown).size);
        sums.missed += log.filter(({ id }) => !shown.includes(id)).length;
      }
      return sums;
    },
  };
}

function nothing(): Seen {
  return { messages: 0, putOff: 0, cutOff: 0, refused: 0, streamsReopened: 0, waits: [] };
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
