import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { type Channel, inTime, untilTaken } from './channel.ts';

const CONNECTIONS = 256;
const JSON_TYPE = { 'content-type': 'application/json' };

interface Granted {
  readonly token: string;
  readonly conversationId: string;
  readonly streamUrl: string;
}

/**
 * The web chat: a reply is in the log, where the client finds it, when the POST is answered. Of one conversation in
 * `sample` the WebSocket is listened to as well. Opening one is a turn, in which the bot greets.
 */
export function openWebChat(url: string, sample = 10): Channel {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });
  let opened = 0;

  async function post(path: string, token: string | undefined, content: object): Promise<Granted> {
    const { statusCode, answer } = await untilTaken(async () => {
      const { statusCode, body } = await pool.request({
        path,
        method: 'POST',
        headers: { ...JSON_TYPE, ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify(content),
      });
      return { statusCode, answer: await body.text() };
    });
    if (statusCode >= 300) throw new Error(`${path} answered ${statusCode}: ${answer}`);
    return JSON.parse(answer);
  }

  return {
    open: async () => {
      const { token, conversationId } = await post('/webchat/token', undefined, {});
      const joining = performance.now();
      const { streamUrl } = await post('/v3/directline/conversations', token, { user: {} });
      const joined = performance.now() - joining;
      const stream = opened++ % sample === 0 ? await listen(streamUrl) : undefined;
      return {
        opening: { answered: joined, replied: joined },
        say: async (text) => {
          const started = performance.now();
          const frame = stream?.next().then(() => performance.now() - started);
          await post(`/v3/directline/conversations/${conversationId}/activities`, token, {
            type: 'message',
            text,
            channelData: { clientActivityID: randomUUID() },
          });
          const answered = performance.now() - started;
          const streamed = frame && (await inTime(frame, `a frame after "${text}"`));
          return { answered, replied: answered, ...(streamed && { streamed }) };
        },
        close: () => stream?.socket.close(),
      };
    },
    close: () => pool.close(),
  };
}

/** A reader of a stream that has got the greeting. `next` resolves at the next frame in which the bot says something. */
async function listen(streamUrl: string) {
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
  let arrived: (() => void) | undefined;
  const next = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
    });
  socket.on('message', (frame) => {
    const { activities } = JSON.parse(String(frame)) as { activities: { from: { role: string } }[] };
    if (activities.some(({ from }) => from.role === 'bot')) arrived?.();
  });
  await inTime(next(), 'the greeting over the WebSocket');
  return { socket, next };
}
