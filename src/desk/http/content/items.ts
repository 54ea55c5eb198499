import { academySchema } from '../../../../dialogs/knowledge/academy.ts';
import type { Knowledge } from '../../../../dialogs/knowledge/values.ts';
import { LANGUAGES } from '../../../../intents/text.ts';
import { type Change, valueAt } from '../../../content/changes.ts';
import type { ContentFiles } from '../../../content/files.ts';
import { placeOfText } from '../../../content/place.ts';
import { ownerOfChange } from '../../../publishing/scope.ts';
import type { Actor } from '../../cases/types.ts';
import { inScope } from '../../sign-in/roles.ts';

export const ITEM_KINDS = ['fact', 'text', 'canned', 'answer', 'source', 'hours', 'holidays'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Something that a form is about. */
export interface ItemName {
  readonly kind: ItemKind;
  /** `paris.lockout`, `account_locked.stop`, `lockout_why` … */
  readonly name: string;
}

/** An item with the places that its form is about, and what stands there; null where nothing does. */
export interface Item extends ItemName {
  readonly places: readonly (Pick<Change, 'file' | 'path'> & { readonly value: unknown })[];
}

/** An item as it stands in some content. */
export function itemIn(files: ContentFiles, { kind, name }: ItemName): Item {
  const places = placesOf(files, kind, name);
  return { kind, name, places: places.map((place) => ({ ...place, value: valueAt(files, place) ?? null })) };
}

function placesOf(files: ContentFiles, kind: ItemKind, name: string): Pick<Change, 'file' | 'path'>[] {
  const [first = '', second = ''] = name.split('.');
  switch (kind) {
    case 'fact':
      return [{ file: `academies/${first}.yaml`, path: ['facts', second] }];
    case 'hours':
      return [{ file: `hours/academies/${name}.yaml`, path: [] }];
    case 'holidays':
      return [{ file: 'hours/school-holidays.yaml', path: [] }];
    case 'source':
      return [{ file: 'sources.yaml', path: [name] }];
    case 'answer':
      return [{ file: `answers/${name}.yaml`, path: [] }];
    default:
      return LANGUAGES.map((locale) => {
        const isFile = (file: string) => files.has(`locales/${locale}/${file}.yaml`);
        const { file, path } = placeOfText(locale, name, isFile);
        return { file, path: path.map(String) };
      });
  }
}

/** The item that a change belongs to. */
export function itemOf({ file, path }: Change): ItemName {
  const [folder = '', ...rest] = file.replace(/\.\w+$/, '').split('/');
  const last = rest.at(-1) ?? '';
  if (folder === 'academies') return { kind: 'fact', name: `${last}.${path[1]}` };
  if (folder === 'hours')
    return rest.length > 1 ? { kind: 'hours', name: last } : { kind: 'holidays', name: 'holidays' };
  if (folder === 'sources') return { kind: 'source', name: path[0] ?? '' };
  if (folder === 'answers') return { kind: 'answer', name: last };
  const key = [...(last === 'talk' ? [] : [last]), ...path].join('.');
  return { kind: last === 'canned' ? 'canned' : 'text', name: key };
}

/** The names of all items of a kind that somebody may change. */
export function itemNames(kind: ItemKind, knowledge: Knowledge, files: ContentFiles, actor: Actor): string[] {
  const { academies, sources, answers, texts } = knowledge;
  const own = [...academies.keys()].filter((id) => inScope(actor.academies, id));
  switch (kind) {
    case 'fact':
      return own.flatMap((id) => Object.keys(academySchema.shape.facts.shape).map((fact) => `${id}.${fact}`));
    case 'hours':
      return own;
    case 'holidays':
      return ['holidays'];
    case 'source':
      return Object.keys(sources);
    case 'answer':
      return [...answers.keys()];
    default:
      return texts
        .keys('fr')
        .filter((key) => key.startsWith('canned.') === (kind === 'canned'))
        .filter((key) => !/^(answer\.|document\.(?!checked$))/.test(key))
        .filter((key) => placesOf(files, kind, key).every((place) => ownerOfChange(place) !== undefined));
  }
}
