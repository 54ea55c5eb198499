import type { Hours } from '../../dialogs/knowledge/hours/hours.ts';
import type { Texts } from '../../dialogs/knowledge/texts.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import type { Content } from './content.ts';

/** Knowledge and hours that are always those of the present content, so that who was handed them once need not ask again. */
export function facadeOf(content: () => Content): { readonly knowledge: Knowledge; readonly hours: Hours } {
  const texts = (): Texts => content().knowledge.texts;
  const { keptDays } = content().knowledge;
  return {
    knowledge: {
      academies: liveMap(() => content().knowledge.academies),
      answers: liveMap(() => content().knowledge.answers),
      ...(keptDays !== undefined && { keptDays }),
      get sources() {
        return content().knowledge.sources;
      },
      get followUps() {
        return content().knowledge.followUps;
      },
      texts: {
        render: (...given) => texts().render(...given),
        phrases: (...given) => texts().phrases(...given),
        has: (...given) => texts().has(...given),
        source: (...given) => texts().source(...given),
        arguments: (...given) => texts().arguments(...given),
        keys: (...given) => texts().keys(...given),
      },
    },
    hours: {
      isOpen: (...given) => content().hours.isOpen(...given),
      nextOpening: (...given) => content().hours.nextOpening(...given),
      areAssumed: (...given) => content().hours.areAssumed(...given),
    },
  };
}

function liveMap<Key, Value>(map: () => ReadonlyMap<Key, Value>): ReadonlyMap<Key, Value> {
  return {
    get size() {
      return map().size;
    },
    get: (key) => map().get(key),
    has: (key) => map().has(key),
    keys: () => map().keys(),
    values: () => map().values(),
    entries: () => map().entries(),
    forEach: (visit) => map().forEach(visit),
    [Symbol.iterator]: () => map()[Symbol.iterator](),
  };
}
