import { kindOf, OUT_OF_SCOPE, TALK } from '../../intents/labels.ts';
import type { Homes } from '../../intents/taxonomy.ts';
import { hasSpoken, isUnderWay, NOTHING_GIVEN, priorsOf, type Setting, WARNED_OF } from './candidates.ts';
import { labelsOfChoice, readable } from './heard-as.ts';

/** The prior of each label in a setting; see `priorsOf`. Not to be written into: the same setting is given the same array again. */
export type Priors = (setting: Omit<Setting, 'homes'>) => Float32Array;

/** Settings whose priors are kept. A conversation comes back to the same few dozen questions; a megabyte. */
const MOST_KEPT = 500;

/** What is the same for most labels: nothing asked for, no trouble, no topic. */
const NOWHERE = { meta: undefined, offers: [], trouble: null, topic: null } as const;

/**
 * Builds `priorsOf` for labels that stay the same. A setting singles out a few of them: those alone are worked out, the others
 * are copied from a setting that singles out none, of which there are eight. The last settings are kept: they are made of the content's
 * names alone, and of nothing that people wrote.
 */
export function createPriors(labels: readonly string[], homes: Homes): Priors {
  const indexes = new Map(labels.map((label, index) => [label, index]));
  const answers = Map.groupBy(
    labels.filter((label) => kindOf(label) === 'answer'),
    (label) => homes.get(label),
  );
  const bases = new Map<string, Float32Array>();
  const kept = new Map<string, Float32Array>();

  function baseOf(inFlow: boolean, urgent: boolean, spoken: boolean): Float32Array {
    const key = `${inFlow} ${urgent} ${spoken}`;
    const base = bases.get(key) ?? priorsOf(labels, { ...NOWHERE, inFlow, urgent, spoken, homes });
    bases.set(key, base);
    return base;
  }

  return (setting) => {
    const key = keyOf(setting);
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const priors = workOut(setting);
    kept.set(key, priors);
    return priors;
  };

  function workOut(setting: Omit<Setting, 'homes'>): Float32Array {
    const { meta, offers, trouble, paused, topic, linked, inFlow, urgent } = setting;
    const warned = WARNED_OF.get(topic ?? '');
    const singled = new Set([
      ...(warned ? [warned] : []),
      ...readable(offers, meta).flatMap((id) => labelsOfChoice(id, meta?.say)),
      ...(linked ?? []),
      ...(topic === null ? [] : [OUT_OF_SCOPE]),
      ...(trouble === null ? [] : [trouble]),
      NOTHING_GIVEN,
      ...(paused ? [paused] : []),
      ...TALK.filter((label) => isUnderWay(label, setting)),
      // Answers that are at home nowhere are near a topic that is not, either.
      ...(answers.get(trouble ?? undefined) ?? []),
      ...(answers.get(homes.get(`answer.${topic}`)) ?? []),
      ...(answers.get(undefined) ?? []),
    ]);
    const names = [...singled].filter((label) => indexes.has(label));
    const priors = baseOf(inFlow, urgent, hasSpoken(setting)).slice();
    priorsOf(names, { ...setting, homes }).forEach((prior, at) => {
      priors[indexes.get(names[at] ?? '') ?? 0] = prior;
    });
    return priors;
  }
}

/** All that priors depend on, as a text. */
function keyOf(setting: Omit<Setting, 'homes'>): string {
  const { meta, offers, trouble, paused, topic, linked, inFlow, urgent } = setting;
  let key = `${meta?.say} ${meta?.expects} ${meta?.person} ${trouble} ${paused} ${topic} ${inFlow} ${urgent} ${hasSpoken(setting)}`;
  for (const { id } of offers) key += ` ${id}`;
  key += ' |';
  for (const label of linked ?? []) key += ` ${label}`;
  return key;
}
