import { type Desk, NOBODY } from '../dialogs/case/desk.ts';
import { initialContext } from '../dialogs/chart/context.ts';
import type { Values } from '../dialogs/knowledge/texts.ts';
import { type Knowledge, valuesOf } from '../dialogs/knowledge/values.ts';
import type { Language } from '../intents/text.ts';
import { shapeOf } from '../src/content/check-text.ts';

/** A Monday in November, nine in the morning in Paris. */
const NOW = Date.UTC(2026, 10, 23, 8, 0);
const OPENS_AT = NOW + 86_400_000;
const AGENT = { agents: 1, open: true, staffed: true, waiting: 2, estimate: { from: 4, to: 8 } };

/** Every desk that people can stand before, with tickets and without. */
const DESKS = {
  'nobody, no tickets': NOBODY,
  'an agent is there': { ...NOBODY, ...AGENT },
  'an agent is there, tickets': { ...NOBODY, ...AGENT, tickets: true },
  'open, agents away': { ...NOBODY, open: true, staffed: true },
  'desk closed': { ...NOBODY, staffed: true, opensAt: OPENS_AT },
  'desk closed, tickets': { ...NOBODY, staffed: true, tickets: true, opensAt: OPENS_AT },
  'tickets only': { ...NOBODY, tickets: true },
} as const satisfies Readonly<Record<string, Desk>>;
/** A desk by its name in the pages; empty where it makes no difference. */
export type DeskName = keyof typeof DESKS | '';
/** Values that differ from desk to desk. */
const OF_DESKS = /^(people|offer|desk)/;
/** Values that people bring with them; a text is worded for each that it tells apart. */
const OF_PEOPLE = /^(urgent|trouble|slot_\w+): (.+)$/;
/** An empty value in a text. */
export const HOLE = /\[[a-z]|\bnone\b|\bundefined\b|\bnull\b|[{}]|\(\s*\)|: *[.,;]/;

/** A text as somebody reads it. `desk` and `person` are empty where they make no difference. */
export interface Wording {
  readonly text: string;
  readonly academy: string;
  readonly desk: DeskName;
  /** What they have told, as `urgent: yes`. */
  readonly person: string;
}

/** A text in all its forms: for every academy, desk and person that it tells apart. `fixed` stands over other values. */
export function wordingsOf(
  knowledge: Knowledge,
  locale: Language,
  key: string,
  fixed: Values = {},
): Wording[] {
  const { academies, texts } = knowledge;
  const { wants, conditions } = shapeOf(texts.source(locale, key), locale);
  const varied = [...wants].some((name) => OF_DESKS.test(name) && !(name in fixed));
  const desks = Object.entries(varied ? DESKS : { '': NOBODY }) as [DeskName, Desk][];
  return [...academies.keys()].flatMap((academy) =>
    desks.flatMap(([desk, state]) =>
      peopleOf(conditions).map((told) => {
        const values = valuesOf(somebodyOf(academy), knowledge, locale, NOW, state);
        const text = texts.render(locale, key, {
          sources: '…',
          checked_on: '…',
          ...values,
          ...told,
          ...fixed,
        });
        const person = Object.entries(told).map(([name, value]) => `${name.replace('slot_', '')}: ${value}`);
        return { text, academy, desk, person: person.join(', ') };
      }),
    ),
  );
}

/** All that can be told of what a text selects on, in whatever places it does so. */
function peopleOf(conditions: ReadonlySet<string>): Values[] {
  const told = new Map<string, Set<string>>();
  for (const condition of conditions) {
    const [, name, options] = OF_PEOPLE.exec(condition) ?? [];
    if (name && options) told.set(name, new Set([...(told.get(name) ?? []), ...options.split(',')]));
  }
  return [...told].reduce<Values[]>(
    (people, [name, values]) =>
      people.flatMap((person) => [...values].map((value) => ({ ...person, [name]: value }))),
    [{}],
  );
}

/** Somebody in the middle of a conversation. */
function somebodyOf(academy: string) {
  const { topic, ...rest } = initialContext(academy);
  return {
    ...rest,
    guessedAcademy: 'lyon',
    reference: 'P-7K3M9',
    agent: { by: 'Camille', outcome: 'solved' as const },
    topic: {
      ...topic,
      trouble: 'password_expired' as const,
      paused: 'account_locked' as const,
      waitUntil: NOW + 600_000,
    },
  };
}
