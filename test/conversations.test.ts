import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { createClock, startApp, type TestApp } from './helpers/app.ts';
import { choicesOf, DirectLineClient } from './helpers/direct-line.ts';
import { eventually } from './helpers/eventually.ts';

const MINUTE = 60_000;

/** One exchange of a conversation file: something happens, then the bot says and offers. */
const exchange = z.strictObject({
  user: z.string().optional(),
  /** Minutes that pass; the bot may speak by itself. */
  wait: z.number().optional(),
  /** Each has to be in what the bot says, in this order. */
  bot: z.union([z.string(), z.array(z.string())]).optional(),
  /** None may be in it. */
  not: z.union([z.string(), z.array(z.string())]).optional(),
  offers: z.array(z.string()).optional(),
});
const conversation = z.strictObject({
  title: z.string(),
  academy: z.string().optional(),
  /** Numbers of the systems that it covers; docs/systems.md lists them. */
  systems: z.array(z.int()).optional(),
  locale: z.enum(['fr', 'en']).optional(),
  talk: z.array(exchange).min(1),
});

const folder = join(import.meta.dirname, 'conversations');

describe('conversations', () => {
  const clock = createClock();
  let app: TestApp;
  before(async () => {
    app = await startApp({}, clock);
  });
  after(() => app.close());

  for (const file of readdirSync(folder).sort()) {
    for (const document of parse(readFileSync(join(folder, file), 'utf8')) as unknown[]) {
      const { title, academy, locale, talk } = conversation.parse(document);
      it(`${file}: ${title}`, async () => {
        const client = await DirectLineClient.begin(app.url, {
          ...(academy && { academy }),
          ...(locale && { locale }),
        });
        for (const { user, wait, bot, not, offers } of talk) {
          if (user !== undefined) expect((await client.say(user)).status).to.equal(200);
          if (wait !== undefined) clock.advance(wait * MINUTE);
          const heard =
            wait === undefined
              ? await client.hear()
              : await eventually(async () => {
                  const activities = await client.hear();
                  return activities.length > 0 ? activities : undefined;
                });
          const said = heard.map(({ text }) => text).join('\n');
          let from = 0;
          for (const part of [bot ?? []].flat()) {
            const at = said.indexOf(part, from);
            expect(at, `after "${user ?? wait}": "${part}" in:\n${said}`).to.be.at.least(0);
            from = at + part.length;
          }
          for (const part of [not ?? []].flat()) expect(said, `after "${user}"`).not.to.include(part);
          if (offers) expect(choicesOf(heard)).to.include.members(offers);
        }
      });
    }
  }
});
