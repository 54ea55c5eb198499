import type { Server } from 'restify';
import { z } from 'zod';
import { academySchema } from '../../../../dialogs/knowledge/academy.ts';
import { answerSchema } from '../../../../dialogs/knowledge/answers.ts';
import { hoursSchema, schoolHolidaysSchema } from '../../../../dialogs/knowledge/hours/schema.ts';
import { sourceSchema } from '../../../../dialogs/knowledge/sources.ts';
import type { Drafts } from '../../../publishing/drafts.ts';
import type { LiveContent } from '../../../publishing/live.ts';
import type { Guard } from '../guard.ts';
import { queryOf } from '../request.ts';
import { EDITORS } from './editors.ts';
import { ITEM_KINDS, itemIn, itemNames } from './items.ts';

/** Things that a search shows at a time; `from` counts on. */
const PAGE = 40;

/** How many are shown already; anything else is the beginning. */
const fromSchema = z.coerce.number().int().min(0).catch(0);

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
/** What forms are made of. */
const SCHEMAS = {
  facts: schemaOf(academySchema.shape.facts),
  answer: schemaOf(answerSchema),
  source: schemaOf(sourceSchema),
  // Whose the hours are is said by their place.
  hours: schemaOf(hoursSchema.omit({ academy: true })),
  holidays: schemaOf(schoolHolidaysSchema),
};

export interface CatalogueParts {
  readonly guard: Guard;
  readonly content: LiveContent;
  readonly drafts: Drafts;
}

/** What can be edited, as it is published now, and the shapes of it. */
export function addCatalogue(server: Server, { guard, content, drafts }: CatalogueParts): void {
  server.get(
    '/desk/api/content/schemas',
    guard(() => ({ status: 200, body: SCHEMAS }), EDITORS),
  );

  server.get(
    '/desk/api/content/items',
    guard(async ({ request, actor }) => {
      const query = queryOf(request);
      const kind = ITEM_KINDS.find((one) => one === query.get('kind')) ?? 'fact';
      const wanted = fold(query.get('q') ?? '');
      const from = fromSchema.parse(query.get('from'));
      const files = await drafts.published();
      const items = itemNames(kind, content.current().knowledge, files, actor)
        .map((name) => itemIn(files, { kind, name }))
        .filter((item) => fold(JSON.stringify(item)).includes(wanted))
        .sort((a, b) => Number(fold(b.name).includes(wanted)) - Number(fold(a.name).includes(wanted)));
      return { status: 200, body: { items: items.slice(from, from + PAGE), count: items.length } };
    }, EDITORS),
  );
}

/** So that a search need not know accents and capitals. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
