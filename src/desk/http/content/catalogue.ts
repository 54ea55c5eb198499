import type { Server } from 'restify';
import { z } from 'zod';
import { academySchema, UNKNOWN_ACADEMY } from '../../../../dialogs/knowledge/academy.ts';
import { answerSchema } from '../../../../dialogs/knowledge/answers.ts';
import { hoursSchema, schoolHolidaysSchema } from '../../../../dialogs/knowledge/hours/schema.ts';
import { sourceSchema } from '../../../../dialogs/knowledge/sources.ts';
import { LANGUAGES } from '../../../../intents/text.ts';
import { applyChanges, valueAt } from '../../../content/changes.ts';
import type { ContentFiles } from '../../../content/files.ts';
import { placeOfText } from '../../../content/place.ts';
import type { LiveContent } from '../../../publishing/live.ts';
import { ownerOfChange } from '../../../publishing/scope.ts';
import { overridesOf, readVersions } from '../../../publishing/versions.ts';
import type { Store } from '../../../store/open.ts';
import { inScope } from '../../sign-in/roles.ts';
import type { Guard, Visit } from '../guard.ts';
import { queryOf } from '../request.ts';
import { EDITORS } from './room.ts';

/** Things that a search shows; who wants others says more. */
const FOUND = 40;

/** Something that can be edited: its name, and the places that its form is about, with what stands there. */
interface Item {
  readonly kind: Kind;
  readonly name: string;
  readonly places: readonly {
    readonly file: string;
    readonly path: readonly string[];
    readonly value: unknown;
  }[];
}

const KINDS = ['fact', 'text', 'canned', 'answer', 'source', 'hours', 'holidays'] as const;
type Kind = (typeof KINDS)[number];

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
/** What forms are made of. */
const SCHEMAS = {
  facts: schemaOf(academySchema.shape.facts),
  answer: schemaOf(answerSchema),
  source: schemaOf(sourceSchema),
  hours: schemaOf(hoursSchema),
  holidays: schemaOf(schoolHolidaysSchema),
};

export interface CatalogueParts {
  readonly guard: Guard;
  readonly store: Store;
  readonly content: LiveContent;
}

/** What can be edited, as it is published now, and the shapes of it. */
export function addCatalogue(server: Server, { guard, store, content }: CatalogueParts): void {
  server.get(
    '/desk/api/content/schemas',
    guard(() => ({ status: 200, body: SCHEMAS }), EDITORS),
  );

  server.get(
    '/desk/api/content/items',
    guard(async ({ request, actor }) => {
      const query = queryOf(request);
      const kind = KINDS.find((one) => one === query.get('kind')) ?? 'fact';
      const wanted = fold(query.get('q') ?? '');
      const files = applyChanges(content.origin().files, overridesOf(await readVersions(store.db)));
      const items = itemsOf(kind, files, actor)
        .filter((item) => fold(JSON.stringify(item)).includes(wanted))
        .sort((a, b) => Number(fold(b.name).includes(wanted)) - Number(fold(a.name).includes(wanted)));
      return { status: 200, body: { items: items.slice(0, FOUND), more: Math.max(0, items.length - FOUND) } };
    }, EDITORS),
  );

  function itemsOf(kind: Kind, files: ContentFiles, actor: Visit['actor']): Item[] {
    const { academies, sources, answers, texts } = content.current().knowledge;
    const place = (file: string, ...path: string[]) => ({
      file,
      path,
      value: valueAt(files, { file, path }) ?? null,
    });
    const own = [...academies.values()].filter(({ id }) => inScope(actor.academies, id));
    switch (kind) {
      case 'fact':
        return own.flatMap(({ id }) =>
          Object.keys(academySchema.shape.facts.shape).map((fact) => ({
            ...{ kind, name: `${id}.${fact}`, places: [place(`academies/${id}.yaml`, 'facts', fact)] },
          })),
        );
      case 'hours':
        return own
          .filter(({ id }) => id !== UNKNOWN_ACADEMY || actor.academies === '*')
          .map(({ id }) => ({ kind, name: id, places: [place(`hours/academies/${id}.yaml`)] }));
      case 'holidays':
        return [{ kind, name: 'holidays', places: [place('hours/school-holidays.yaml')] }];
      case 'source':
        return Object.keys(sources).map((id) => ({ kind, name: id, places: [place('sources.yaml', id)] }));
      case 'answer':
        return [...answers.keys()].map((id) => ({ kind, name: id, places: [place(`answers/${id}.yaml`)] }));
      default: {
        const canned = kind === 'canned';
        return texts
          .keys('fr')
          .filter((key) => /^canned\./.test(key) === canned && !/^(answer|document)\.(?!checked)/.test(key))
          .map((key) => ({
            ...{ kind, name: key },
            places: LANGUAGES.map((locale) => {
              const { file, path } = placeOfText(locale, key, (name) =>
                files.has(`locales/${locale}/${name}.yaml`),
              );
              return place(file, ...path.map(String));
            }),
          }))
          .filter(({ places }) => places.every((one) => ownerOfChange(one) !== undefined));
      }
    }
  }
}

/** So that a search need not know accents and capitals. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
