import type { AnyStateNode } from 'xstate';
import { initialContext } from '../../dialogs/chart/context.ts';
import { buildMachine } from '../../dialogs/chart/machine.ts';
import type { DialogMeta } from '../../dialogs/chart/meta.ts';
import { examplesOf } from '../../dialogs/knowledge/answers.ts';
import { findUnsafe as findUnsafeNow } from '../../dialogs/knowledge/safety.ts';
import { type Knowledge, valuesOf } from '../../dialogs/knowledge/values.ts';
import { keysOf } from '../../intents/examples.ts';
import { LANGUAGES, type Language } from '../../intents/text.ts';
import { shapeOf as findShape, type TextShape } from './check-text.ts';
import { type Place, placeOfText } from './place.ts';
import type { Fault } from './reasons.ts';
import { remembering } from './remember.ts';

/** Something that must not be published: what, where, and the word or number that it is about. */
export interface Issue extends Place {
  readonly fault: Fault;
  readonly key: string;
  readonly about: string;
}

const shapeOf = remembering(findShape);
const findUnsafe = remembering(findUnsafeNow);

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
const OFFICIAL = /^(ac-[a-z-]+\.fr|([a-z0-9-]+\.)*(gouv|education)\.fr)$/;

/** Values that texts outside of a conversation, or beside its own values, may name; by the first part of their key. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  chat: ['longest', 'over', 'count', 'name', 'text', 'choices', 'code', 'until'],
  content_room: [
    ...['count', 'name', 'time', 'reason', 'number', 'version', 'minutes', 'kind', 'level'],
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

function checkTexts(knowledge: Knowledge): Issue[] {
  const { texts } = knowledge;
  const domains = domainsOf(knowledge);
  const known = knownValues(knowledge);
  const issueAt = (locale: Language, key: string) => (fault: Fault, about: string) => ({
    ...placeOfText(locale, key),
    ...{ fault, key, about },
  });
  return LANGUAGES.flatMap((locale, index) => {
    const other = LANGUAGES[1 - index] ?? locale;
    return texts.keys(locale).flatMap((key) => {
      const source = texts.source(locale, key);
      const issue = issueAt(locale, key);
      const shape = shapeOf(source, locale);
      const allowed = VALUES[key.split('.')[0] ?? ''] ?? [];
      const unknown = [...shape.wants].filter((name) => !known.has(name) && !allowed.includes(name));
      const unsafe = SAFE.test(key) ? [] : findUnsafe(source, domains);
      return [
        ...(texts.has(other, key)
          ? differing(key, shape, other)
          : [issueAt(other, key)('untranslated', key)]),
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

function checkAcademies(knowledge: Knowledge): Issue[] {
  const domains = domainsOf(knowledge);
  return [...knowledge.academies.values()].flatMap((academy) => {
    const file = `academies/${academy.id}.yaml`;
    const official = academy.domains.flatMap((domain, index) =>
      OFFICIAL.test(domain)
        ? []
        : [{ file, path: ['domains', index], fault: 'domain' as const, key: 'domains', about: domain }],
    );
    const facts = stringsOf(academy.facts, ['facts']).flatMap(({ path, text }) =>
      findUnsafe(text, domains).map(({ kind, quote }) => ({
        ...{ file, path, fault: kind, key: path.join('.'), about: quote },
      })),
    );
    return [...official, ...facts];
  });
}

/** Facts and answers name documents that are there, and documents stand on pages where people may be sent. */
function checkSources(knowledge: Knowledge): Issue[] {
  const { academies, answers, sources } = knowledge;
  const domains = domainsOf(knowledge);
  const issue = (file: string, path: readonly string[], fault: Fault, about: string) => ({
    ...{ file, path, fault, key: path.join('.'), about },
  });
  const unknown = (file: string, path: readonly string[], ids: readonly string[] = []) =>
    ids.filter((id) => !Object.hasOwn(sources, id)).map((id) => issue(file, path, 'source', id));
  return [
    ...[...academies.values()].flatMap(({ id, facts }) =>
      Object.entries(facts).flatMap(([fact, entry]) =>
        unknown(`academies/${id}.yaml`, ['facts', fact, 'source'], entry?.source),
      ),
    ),
    ...[...answers.values()].flatMap((answer) =>
      unknown(`answers/${answer.id}.yaml`, ['sources'], answer.sources),
    ),
    ...Object.entries(sources).flatMap(([id, { address = '' }]) =>
      findUnsafe(address, domains).map(({ kind, quote }) =>
        issue('sources.yaml', [id, 'address'], kind, quote),
      ),
    ),
  ];
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

function stringsOf(value: unknown, path: readonly string[]): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => stringsOf(inner, [...path, name]));
}

/** Where people may be sent: an official domain of an academy; one that is not is refused by itself. */
function domainsOf({ academies }: Knowledge): string[] {
  return [...academies.values()].flatMap(({ domains }) => domains).filter((domain) => OFFICIAL.test(domain));
}

/** The values of every conversation. What they say does not matter, so that a text that is broken hides no other. */
function knownValues(knowledge: Knowledge): ReadonlySet<string> {
  const texts = { ...knowledge.texts, render: () => '', source: () => '' };
  return new Set(Object.keys(valuesOf(initialContext(null), { ...knowledge, texts }, 'fr', 0)));
}
