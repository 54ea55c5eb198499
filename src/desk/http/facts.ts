import type { Server } from 'restify';
import { z } from 'zod';
import type { Facts } from '../../../dialogs/knowledge/academy.ts';
import { monthInWords } from '../../../dialogs/knowledge/clock.ts';
import type { Knowledge } from '../../../dialogs/knowledge/values.ts';
import { readJson } from '../../http/endpoint.ts';
import { HttpError } from '../../http/errors.ts';
import { PublishError } from '../../publishing/errors.ts';
import { type PublishParts, publish } from '../../publishing/publish.ts';
import { documentsOf, dueFacts, factInWords, factKey, stillTrue } from '../freshness/due-facts.ts';
import { inScope } from '../sign-in/roles.ts';
import type { Guard } from './guard.ts';

const checkedSchema = z.strictObject({ academy: z.string().max(100), fact: z.string().max(100) });

export interface FactsParts {
  readonly guard: Guard;
  readonly knowledge: Knowledge;
  readonly publishing: PublishParts & { newest(): number; refresh(): Promise<void> };
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Facts that are due for checking: who sees the desk sees them, leads say that one is still true. */
export function addFacts(server: Server, { guard, knowledge, publishing, now }: FactsParts): void {
  const { academies, texts } = knowledge;

  server.get(
    '/desk/api/facts',
    guard(({ actor, locale }) => {
      const facts = dueFacts(academies, now())
        .filter(({ academy }) => inScope(actor.academies, academy))
        .map((fact) => ({
          ...{ academy: fact.academy, fact: fact.fact, stale: fact.stale },
          academyName: academies.get(fact.academy)?.title[locale],
          title: texts.render(locale, factKey(fact.fact), {}),
          value: factInWords(academies, fact, locale),
          checked: monthInWords(fact.checkedOn, locale),
          documents: documentsOf(knowledge.sources, fact, locale),
        }));
      return { status: 200, body: { facts } };
    }),
  );

  server.post(
    '/desk/api/facts/check',
    guard(
      async ({ actor, request, locale }) => {
        const { academy, fact } = readJson(request, checkedSchema);
        const known = dueFacts(academies, now()).find((due) => due.academy === academy && due.fact === fact);
        if (!known || !inScope(actor.academies, academy))
          throw new HttpError(404, 'fact_unknown', 'No such fact is due for checking.');
        await check(academy, known.fact, {
          by: { id: actor.id, name: actor.name },
          reason: texts.render(locale, 'facts.still_true', {
            fact: texts.render(locale, factKey(known.fact), {}),
          }),
        });
        return { status: 204 };
      },
      ['lead'],
    ),
  );

  async function check(
    academy: string,
    fact: keyof Facts,
    publication: { by: { id: string; name: string }; reason: string },
  ): Promise<void> {
    const at = now();
    try {
      await publish(publishing, stillTrue(academies, academy, fact, at), publishing.newest(), {
        ...{ ...publication, at },
      });
    } catch (error) {
      if (!(error instanceof PublishError)) throw error;
      throw new HttpError(409, 'overtaken', 'Somebody has changed this fact just now: look again.');
    }
    await publishing.refresh();
  }
}
