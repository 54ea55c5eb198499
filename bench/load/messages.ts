import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { type Channel, inTime, untilTaken } from './channel.ts';
import type { Connector } from './connector.ts';
import { DIALOGUES } from './dialogues.ts';

/** Milliseconds of silence after which a bot is taken to have said all. */
const SILENCE = 400;
const CONNECTIONS = 256;
/** Dialogues that are rehearsed at once. */
const REHEARSED = 100;
/** More replies than that in a conversation would measure the pause that Teams asks for. */
const MOST_REPLIES = 7;

/**
 * A bot behind `/api/messages`. How many replies each turn of each dialogue has is found out beforehand, one turn at a
 * time, so that under load a turn is over when its last reply is there.
 */
export async function openMessages(url: string, connector: Connector): Promise<Channel> {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  const counts = new Map<readonly string[], number[]>();
  const different = [...new Set(DIALOGUES)];
  for (let at = 0; at < different.length; at += REHEARSED) {
    const some = different.slice(at, at + REHEARSED);
    await Promise.all(some.map(async (dialogue) => counts.set(dialogue, await rehearse(dialogue))));
  }
  const expected = DIALOGUES.map((dialogue) => counts.get(dialogue) ?? []);

  async function rehearse(dialogue: readonly string[]): Promise<number[]> {
    const conversation = randomUUID();
    const counts: number[] = [];
    for (const text of dialogue) {
      const before = connector.count(conversation);
      await postMessage(pool, connector.url, conversation, text);
      await inTime(connector.reaches(conversation, before + 1), `a reply to "${text}"`);
      let heard = 0;
      while (heard !== connector.count(conversation)) {
        heard = connector.count(conversation);
        await pause(SILENCE);
      }
      counts.push(heard);
    }
    connector.forget(conversation);
    if ((counts.at(-1) ?? 0) > MOST_REPLIES)
      throw new Error(`shorten the dialogue "${dialogue[0]}": ${counts}`);
    return counts;
  }

  return {
    open: async (dialogue) => {
      const conversation = randomUUID();
      return {
        say: async (text, turn) => {
          const started = performance.now();
          const complete = connector
            .reaches(conversation, expected[dialogue]?.[turn] ?? 1)
            .then(() => performance.now() - started);
          await postMessage(pool, connector.url, conversation, text);
          const answered = performance.now() - started;
          return { answered, replied: await inTime(complete, `the replies to "${text}"`) };
        },
        close: () => connector.forget(conversation),
      };
    },
    close: () => pool.close(),
  };
}

/**
 * Single messages to conversations that are stored already; `pick` names one of them. The time until the first reply,
 * since nobody knows how many there are.
 */
export function openStoredMessages(url: string, connector: Connector, pick: () => string): Channel {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  return {
    open: async () => ({
      say: async (text) => {
        const conversation = pick();
        const started = performance.now();
        const heard = connector
          .reaches(conversation, connector.count(conversation) + 1)
          .then(() => performance.now() - started);
        await postMessage(pool, connector.url, conversation, text);
        const answered = performance.now() - started;
        return { answered, replied: await inTime(heard, `a reply to "${text}"`) };
      },
      close: () => {},
    }),
    close: () => pool.close(),
  };
}

async function postMessage(pool: Pool, serviceUrl: string, conversation: string, text: string) {
  const activity = JSON.stringify({
    type: 'message',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: conversation, conversationType: 'personal' },
    from: { id: 'user', name: 'Claude Martin' },
    recipient: { id: 'bot', name: 'bot' },
    locale: 'fr-FR',
    text,
  });
  const { statusCode } = await untilTaken(async () => {
    const answer = await pool.request({
      path: '/api/messages',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: activity,
    });
    await answer.body.dump();
    return answer;
  });
  if (statusCode >= 300) throw new Error(`/api/messages answered ${statusCode}`);
}
