import { randomUUID } from 'node:crypto';
import type { AnyJson } from './json.ts';

export interface BotActivity {
  readonly id: string;
  readonly type: string;
  readonly text: string;
  readonly from: { readonly id: string; readonly role: string };
  readonly replyToId?: string;
  readonly channelData: Record<string, unknown>;
  readonly suggestedActions?: {
    readonly actions: readonly { readonly type: string; readonly title: string }[];
  };
}

export interface Answer {
  readonly status: number;
  readonly body: AnyJson;
}

/** Calls an endpoint with JSON. */
export async function call(url: string, method: string, token?: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}

/** A conversation over Direct Line by polling, as a plain client would hold it. */
export class DirectLineClient {
  readonly base: string;
  readonly token: string;
  readonly conversationId: string;
  #watermark = '';

  constructor(base: string, token: string, conversationId: string) {
    this.base = base;
    this.token = token;
    this.conversationId = conversationId;
  }

  /** Asks for a token and begins a conversation. */
  static async begin(
    url: string,
    options: { academy?: string; locale?: string } = {},
  ): Promise<DirectLineClient> {
    const { body } = await call(`${url}/webchat/token`, 'POST', undefined, options);
    const client = new DirectLineClient(`${url}/v3/directline`, body.token, body.conversationId);
    await call(`${client.base}/conversations`, 'POST', body.token, { user: {} });
    return client;
  }

  get path(): string {
    return `${this.base}/conversations/${this.conversationId}/activities`;
  }

  post(activity: object): Promise<Answer> {
    return call(this.path, 'POST', this.token, activity);
  }

  say(text: string, clientActivityID: string = randomUUID()): Promise<Answer> {
    return this.post({ type: 'message', text, channelData: { clientActivityID } });
  }

  /** All activities, from the start. */
  async all(): Promise<BotActivity[]> {
    return (await call(this.path, 'GET', this.token)).body.activities;
  }

  /** All activities, however many answers they take; of the instance at `base` where one is named. */
  async wholeLog(base = this.base): Promise<BotActivity[]> {
    const all: BotActivity[] = [];
    for (let watermark = ''; ; ) {
      const path = `${base}/conversations/${this.conversationId}/activities?watermark=${watermark}`;
      const { body } = await call(path, 'GET', this.token);
      if (body.activities.length === 0) return all;
      all.push(...body.activities);
      watermark = body.watermark;
    }
  }

  /** What the bot has said since the last time. */
  async hear(): Promise<BotActivity[]> {
    const { body } = await call(`${this.path}?watermark=${this.#watermark}`, 'GET', this.token);
    this.#watermark = body.watermark;
    // Tests are written with plain spaces.
    for (const activity of body.activities) activity.text = activity.text?.replaceAll('\u00a0', ' ');
    return body.activities.filter((activity: BotActivity) => activity.from.role === 'bot');
  }
}

/** Titles of the choices under the last of some activities. */
export function choicesOf(activities: readonly BotActivity[]): string[] {
  return activities.at(-1)?.suggestedActions?.actions.map(({ title }) => title) ?? [];
}
