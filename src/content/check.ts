import type { AnyStateNode } from 'xstate';
import { initialContext } from '../../dialogs/chart/context.ts';
import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { examplesOf } from '../../dialogs/knowledge/answers.ts';
import { type Knowledge, valuesOf } from '../../dialogs/knowledge/values.ts';
import { keysOf } from '../../intents/examples.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { checkAcademies, checkSources, domainsOf, unsafeIn } from './check-facts.ts';
import { shapeOf as findShape, type TextShape } from './check-text.ts';
import type { Issue } from './issue.ts';
import { placeOfText } from './place.ts';
import type { Fault } from './reasons.ts';
import { remembering } from './remember.ts';

const shapeOf = remembering(findShape);
/** Words of a message on a phone; the texts that tell all of something may have more, and pages are no messages. */
const MAX_WORDS = 60;
const LONG = /^(site|ticket|teams|desk|sign_in|packet|command)\.|^(privacy|help|handoff\.packet)$/;
/** Characters on a button. */
const MAX_TITLE = 32;
/** Values on buttons are minutes. */
const FIGURE = /\{\w+\}/g;
/** The title of an answer names what was asked, and the answer says no to it; the pages name the authorities of the law. */
const SAFE = /^answer\..*\.title$|^site\./;
/** These word in each language what it has to say. */
const OWN_CONDITIONS = /^(answer|choice|command)\./;
/** Values that texts outside of a conversation, or beside its own values, may name; by the first part of their key. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  chat: ['longest', 'over', 'count', 'name', 'text', 'choices', 'code', 'until'],
  content_room: [
    ...['count', 'name', 'time', 'reason', 'number', 'version', 'minutes', 'kind', 'level', 'shown'],
    ...['lines', 'before', 'after', 'margin', 'text', 'got'],
  ],
  desk: ['count', 'name', 'text', 'level', 'academy', 'age', 'minutes', 'usual', 'rise', 'times'],
  document: ['title', 'month'],
  sign_in: ['name'],
  embed: ['count'],
  facts: ['academy', 'count', 'lines', 'desk', 'fact', 'value', 'sources', 'month'],
  site: 'publisher origin failures untested date rate holds applicable level level_reason director host conversations cases inbox receipts dpo'.split(
    ' ',
  ),
  source: ['sources'],
  stale: ['checked_on'],
  ticket: ['reference_code', 'kind', 'person_locale', 'packet', 'case_url', 'subject'],
};

/** Everything that is wrong with facts and texts, file by file; nothing where they may be published. */
export function checkContent(knowledge: Knowledge): Issue[] {
  return [
    ...checkTexts(knowledge),
    ...checkQuestions(knowledge),
    ...checkAcademies(knowledge),
    ...checkSources(knowledge),
    ...checkExamples(knowledge),
  ];
}

/** What a language is compared with: the first one with all others, and each of them with the first. */
export function counterparts<T>(languages: readonly T[], index: number): readonly T[] {
  return index === 0 ? languages.slice(1) : languages.slice(0, 1);
}

function checkTexts(knowledge: Knowledge): Issue[] {
  const { texts } = knowledge;
  const domains = domainsOf(knowledge);
  const known = knownValues(knowledge);
  const issueAt = (locale: Language, key: string) => (fault: Fault, about: string) => ({
    ...placeOfText(locale, key),
    ...{ fault, key, about },
  });
  return LANGUAGES.flatMap((locale, index) => {
    const others = counterparts(LANGUAGES, index);
    return texts.keys(locale).flatMap((key) => {
      const source = texts.source(locale, key);
      const issue = issueAt(locale, key);
      const shape = shapeOf(source, locale);
      const allowed = VALUES[key.split('.')[0] ?? ''] ?? [];
      const unknown = [...shape.wants].filter((name) => !known.has(name) && !allowed.includes(name));
      const unsafe = SAFE.test(key) ? [] : unsafeIn(source, domains);
      return [
        ...others.flatMap((other) =>
          texts.has(other, key) ? differing(key, shape, other) : [issueAt(other, key)('untranslated', key)],
        ),
        ...unknown.map((name) => issue('argument', name)),
        ...unsafe.map(({ kind, quote }) => issue(kind, quote)),
        ...(shape.words > MAX_WORDS && !LONG.test(key) ? [issue('long', String(shape.words))] : []),
        ...(/^choice\./.test(key) && source.replace(FIGURE, '15').length > MAX_TITLE
          ? [issue('title', source)]
          : []),
      ];
    });
  });

  /** Conditions that only this language has; those that only the other one has are found there. */
  function differing(key: string, shape: TextShape, other: Language): Issue[] {
    if (OWN_CONDITIONS.test(key) || (shape.conditions.size === 0 && shape.wants.size === 0)) return [];
    const there = shapeOf(texts.source(other, key), other);
    return [
      ...[...shape.conditions].filter((one) => !there.conditions.has(one)),
      ...[...shape.wants].filter((one) => !there.wants.has(one)),
    ].map((one) => issueAt(other, key)('shape', one));
  }
}

/** The charts ask only what both languages can say. */
function checkQuestions(knowledge: Knowledge): Issue[] {
  const walk = (node: AnyStateNode): string[] => {
    const meta = node.meta as DialogMeta | undefined;
    return [
      ...(meta ? [meta.say, ...(meta.again ? [meta.again] : [])] : []),
      ...Object.values(node.states).flatMap(walk),
    ];
  };
  return [...new Set(walk(buildMachine(knowledge).root))].flatMap((key) =>
    LANGUAGES.filter((locale) => !knowledge.texts.has(locale, key)).map((locale) => ({
      ...placeOfText(locale, key),
      ...{ fault: 'question' as const, key, about: key },
    })),
  );
}

/** A question has one answer. */
function checkExamples({ answers }: Knowledge): Issue[] {
  const known = new Map<string, string>();
  return examplesOf(answers).flatMap(({ label, text, language }) => {
    const key = keysOf(text)[0] ?? '';
    const other = known.get(key) ?? label;
    known.set(key, other);
    if (other === label) return [];
    const file = `answers/${label.replace('answer.', '')}.yaml`;
    const path = ['examples', language];
    return [{ file, path, fault: 'example' as const, key: path.join('.'), about: `${text} (${other})` }];
  });
}

/** The values of every conversation. What they say does not matter, so that a text that is broken hides no other. */
function knownValues(knowledge: Knowledge): ReadonlySet<string> {
  const texts = { ...knowledge.texts, render: () => '', source: () => '' };
  return new Set(Object.keys(valuesOf(initialContext(null), { ...knowledge, texts }, 'fr', 0)));
}
