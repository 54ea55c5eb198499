import type { Server } from 'restify';
import { z } from 'zod';
import type { Packet } from '../../../dialogs/case/packet.ts';
import { academyOf } from '../../../dialogs/knowledge/academy.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { findLanguage } from '../../../intents/find-language.ts';
import { isTrouble, TROUBLES } from '../../../intents/labels.ts';
import type { Language } from '../../../intents/text.ts';
import { cleanText } from '../../http/clean-text.ts';
import { readJson } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import { identifier } from '../../http/identifier.ts';
import type { Store } from '../../store/open.ts';
import { takersOf } from '../availability/eligible-agents.ts';
import { cannedReplies } from '../cases/canned-replies.ts';
import type { PacketRow } from '../cases/summary.ts';
import { type Actor, type Cases, OUTCOMES } from '../cases/types.ts';
import type { Role } from '../sign-in/roles.ts';
import type { Guard, Visit } from './guard.ts';
import { idInPath, queryOf } from './request.ts';

/** Characters of a message or note. */
const MAX_TEXT = 4000;
const ACT: readonly Role[] = ['agent', 'lead'];

const text = z.string().transform(cleanText).pipe(z.string().trim().min(1).max(MAX_TEXT));
const fence = z.int();
const short = identifier(100);
const messageSchema = z.strictObject({ fence, text, key: short });
const noteSchema = z.strictObject({ text });
const transferSchema = z
  .strictObject({ fence, agent: short.optional(), group: short.optional(), note: text.optional() })
  .refine(({ agent, group }) => (agent === undefined) !== (group === undefined), {
    message: 'name either an agent or a group',
  });
const returnSchema = z.strictObject({ fence, flow: z.enum(TROUBLES).optional() });
const closeSchema = z.strictObject({ fence, outcome: z.enum(OUTCOMES), comment: text.optional() });

export interface CaseEndpointsParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly cases: Cases;
  readonly knowledge: Knowledge;
  /** The packet as rows to show, in the agent's language. */
  readonly packetRows: (packet: Packet, locale: Language) => readonly PacketRow[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The cases: lists, one with its conversation, and what an agent does with it. */
export function addCases(server: Server, parts: CaseEndpointsParts): void {
  const { guard, cases, knowledge, packetRows, now } = parts;
  const named = <Case extends Named>(one: Case, locale: Language) => ({
    ...one,
    ...namesOf(one, knowledge, locale),
  });

  server.get(
    '/desk/api/cases',
    guard(async ({ request, actor, locale }) => {
      const ended = queryOf(request).get('ended') === 'true';
      const list = await cases.list(actor, { ended });
      return { status: 200, body: { cases: list.map((one) => named(one, locale)) } };
    }),
  );

  server.get(
    '/desk/api/cases/:id',
    guard(async ({ request, actor, locale }) => {
      const one = await cases.get(actor, idInPath(request));
      return {
        status: 200,
        body: { case: { ...named(one, locale), packet: packetRows(one.packet, locale) } },
      };
    }),
  );

  server.get(
    '/desk/api/cases/:id/activities',
    guard(async ({ request, actor }) => {
      const after = queryOf(request).get('after') ?? '0';
      if (!/^\d{1,9}$/.test(after)) throw new HttpError(400, 'bad_request', 'after: expected a number.');
      return { status: 200, body: await cases.activities(actor, idInPath(request), Number(after)) };
    }),
  );

  server.get(
    '/desk/api/cases/:id/replies',
    guard(async ({ request, actor }) => {
      const one = await cases.get(actor, idInPath(request));
      const asked = queryOf(request).get('locale');
      const locale = findLanguage(asked) ?? one.locale;
      return { status: 200, body: { replies: cannedReplies(knowledge, one, locale, now()) } };
    }),
  );

  const change = (path: string, command: (visit: Visit, id: string) => Promise<object | undefined>) =>
    server.post(
      `/desk/api/cases/:id/${path}`,
      guard(async (visit) => {
        const body = await command(visit, idInPath(visit.request));
        return body ? { status: 200, body } : { status: 204 };
      }, ACT),
    );

  change('accept', ({ actor }, id) => cases.accept(actor, id));
  change('messages', ({ actor, request }, id) => cases.send(actor, id, readJson(request, messageSchema)));
  change('typing', ({ actor }, id) => nothing(cases.typing(actor, id)));
  change('notes', ({ actor, request }, id) =>
    nothing(cases.note(actor, id, readJson(request, noteSchema).text)),
  );
  change('transfer', async ({ actor, request }, id) => {
    const { agent, ...rest } = defined(readJson(request, transferSchema));
    return nothing(
      cases.transfer(actor, id, { ...rest, ...(agent && { agent: await taker(parts, actor, id, agent) }) }),
    );
  });
  change('return', ({ actor, request }, id) =>
    nothing(cases.handBack(actor, id, defined(readJson(request, returnSchema)))),
  );
  change('close', ({ actor, request }, id) =>
    nothing(cases.close(actor, id, defined(readJson(request, closeSchema)))),
  );
}

interface Named {
  readonly academy: string | null;
  readonly trouble: string | null;
}

/** What the academy and the trouble of a case are called. */
function namesOf({ academy, trouble }: Named, { academies, texts }: Knowledge, locale: Language) {
  return {
    academyName: academy === null ? null : academyOf(academies, academy).title[locale],
    troubleName: trouble && isTrouble(trouble) ? texts.render(locale, `trouble.${trouble}`, {}) : null,
  };
}

/** A colleague who may take a case. Throws `HttpError` 400. */
async function taker(
  { cases, store }: CaseEndpointsParts,
  actor: Actor,
  id: string,
  agentId: string,
): Promise<{ id: string; name: string }> {
  const { academy } = await cases.get(actor, id);
  const found = (await takersOf(store.db, academy)).find((one) => one.id === agentId);
  if (!found) throw new HttpError(400, 'agent_unknown', 'agent: expected an id of /desk/api/agents.');
  return { id: found.id, name: found.name };
}

async function nothing(done: Promise<void>): Promise<undefined> {
  await done;
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** The same without what is undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T>;
}
