import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { findConversation } from '../src/store/queries/index.ts';
import { createClock, startApp, type TestApp } from './helpers/app.ts';
import { karim, ON_DUTY } from './helpers/desk.ts';
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
  /** The bot says nothing at all. */
  silent: z.literal(true).optional(),
  /** What the agent at the desk does: accepts, hands back, closes, or says something. */
  agent: z
    .union([z.enum(['accepts', 'hands back', 'closes']), z.strictObject({ says: z.string() })])
    .optional(),
  /** The ticket system has opened the ticket, under this reference. */
  ticket: z.string().optional(),
});
const conversation = z.strictObject({
  title: z.string(),
  academy: z.string().optional(),
  /** Numbers of the systems that it covers; docs/systems.md lists them. */
  systems: z.array(z.int()).optional(),
  locale: z.enum(['fr', 'en']).optional(),
  /** Who is there; nobody works at the desk of an installation unless it is said here. */
  desk: z.enum(['on duty', 'closed']).optional(),
  talk: z.array(exchange).min(1),
});

/** Eight in the morning is before the desk opens. */
const OPENS = Date.UTC(2026, 10, 23, 8, 30);
const requestTicket = async () => {};
const DESKS = {
  nobody: undefined,
  'on duty': { duty: () => ON_DUTY, requestTicket },
  closed: { duty: () => ({ ...ON_DUTY, agents: 0, open: false, opensAt: OPENS }), requestTicket },
};

const folder = join(import.meta.dirname, 'conversations');

describe('conversations', () => {
  const clock = createClock();
  const apps = new Map<string, TestApp>();
  before(async () => {
    for (const [name, desk] of Object.entries(DESKS)) apps.set(name, await startApp({}, clock, desk));
  });
  after(() => Promise.all([...apps.values()].map((app) => app.close())));

  for (const file of readdirSync(folder).sort()) {
    for (const document of parse(readFileSync(join(folder, file), 'utf8')) as unknown[]) {
      const { title, academy, locale, desk, talk } = conversation.parse(document);
      it(`${file}: ${title}`, async () => {
        const app = apps.get(desk ?? 'nobody') as TestApp;
        const client = await DirectLineClient.begin(app.url, {
          ...(academy && { academy }),
          ...(locale && { locale }),
        });
        for (const { user, wait, agent, ticket, bot, not, offers, silent } of talk) {
          if (user !== undefined) expect((await client.say(user)).status).to.equal(200);
          if (agent !== undefined) await atTheDesk(app, client.conversationId, agent);
          if (ticket !== undefined) await openTicket(app, client.conversationId, ticket);
          if (wait !== undefined) clock.advance(wait * MINUTE);
          const heard =
            wait === undefined
              ? await client.hear()
              : await eventually(async () => {
                  const activities = await client.hear();
                  return activities.length > 0 ? activities : undefined;
                });
          const said = plainSpaces(heard.map(({ text }) => text).join('\n'));
          let from = 0;
          for (const part of [bot ?? []].flat()) {
            const at = said.indexOf(plainSpaces(part), from);
            expect(
              at,
              `after "${user ?? wait ?? JSON.stringify(agent)}": "${part}" in:\n${said}`,
            ).to.be.at.least(0);
            from = at + part.length;
          }
          for (const part of [not ?? []].flat()) expect(said, `after "${user}"`).not.to.include(part);
          if (silent) expect(said, `after "${user}"`).to.equal('');
          if (offers) expect(choicesOf(heard).map(plainSpaces)).to.include.members(offers);
        }
      });
    }
  }
});

/** Conversation files are typed with ordinary spaces; French texts have others that do not break. */
function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}

/** What an agent does with the last case of a conversation. */
async function atTheDesk(
  { cases, store }: TestApp,
  conversationId: string,
  act: NonNullable<z.infer<typeof exchange>['agent']>,
): Promise<void> {
  const { caseId, fence } = await rowOf(store, conversationId);
  if (act === 'accepts') await cases.accept(karim, caseId);
  else if (act === 'hands back') await cases.handBack(karim, caseId, { fence });
  else if (act === 'closes') await cases.close(karim, caseId, { fence, outcome: 'solved' });
  else await cases.send(karim, caseId, { fence, text: act.says, key: act.says });
}

async function openTicket({ noteTicketOutcome, store }: TestApp, conversationId: string, reference: string) {
  const { caseId } = await rowOf(store, conversationId);
  await noteTicketOutcome({ caseId, conversationId, reference });
}

async function rowOf(store: TestApp['store'], conversationId: string) {
  const row = await findConversation(store.db, conversationId);
  if (!row?.caseId) throw new Error('there is no case');
  return { caseId: row.caseId, fence: row.fence };
}
