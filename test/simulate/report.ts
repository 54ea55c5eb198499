import type { Played } from './converse.ts';

/** Share served, as percent with one decimal, and of how many. */
export interface Served {
  readonly served: number;
  readonly of: number;
}

/** The figures of a run. */
export interface Report {
  readonly conversations: number;
  /** Percent of the people who got all that they came for, safely. */
  readonly served: number;
  readonly misreadsPer100TypedTurns: number;
  readonly typedTurns: number;
  readonly repeats: number;
  readonly unsafe: number;
  readonly turnsPerConversation: number;
  readonly by: Readonly<Record<string, Readonly<Record<string, Served>>>>;
  /** Why people were not served, and how often. */
  readonly failures: Readonly<Record<string, number>>;
}

/** Counts conversations. */
export function reportOf(played: readonly Played[]): Report {
  const turns = played.flatMap((conversation) => conversation.turns);
  const typed = turns.filter(({ pressed }) => !pressed);
  return {
    conversations: played.length,
    served: percent(played.filter(({ served }) => served).length, played.length),
    misreadsPer100TypedTurns: percent(typed.filter(({ misread }) => misread.length > 0).length, typed.length),
    typedTurns: typed.length,
    repeats: turns.filter(({ repeated }) => repeated).length,
    unsafe: turns.reduce((sum, { unsafe }) => sum + unsafe.length, 0),
    turnsPerConversation: Math.round((10 * turns.length) / Math.max(1, played.length)) / 10,
    by: {
      goal: servedBy(played, ({ person }) => person.goal),
      trouble: servedBy(played, ({ person: { agenda } }) =>
        agenda[0]?.kind === 'trouble' ? agenda[0].trouble : undefined,
      ),
      language: servedBy(played, ({ person }) => person.locale),
      academy: servedBy(played, ({ person }) => person.workplace.id),
      style: servedBy(played, ({ person }) => person.style),
      voice: servedBy(played, ({ person }) => person.voice),
    },
    failures: countBy(played.flatMap(({ failure }) => (failure === null ? [] : [failure]))),
  };
}

function servedBy(played: readonly Played[], keyOf: (conversation: Played) => string | undefined) {
  const groups = Object.groupBy(played, (conversation) => keyOf(conversation) ?? '-');
  return Object.fromEntries(
    Object.entries(groups)
      .filter(([key]) => key !== '-')
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, list = []]) => [
        key,
        { served: percent(list.filter(({ served }) => served).length, list.length), of: list.length },
      ]),
  );
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;
}

/** A conversation as a person reads it, with what went wrong marked. */
export function transcriptOf({ person, turns, failure }: Played): string {
  const { goal, locale, voice, style, workplace, agenda, digression } = person;
  const wants = [...agenda, ...(digression ? [digression.what] : [])].map((item) =>
    Object.values(item).join(' '),
  );
  return [
    `=== ${goal} · ${locale} ${voice} ${style} · ${workplace.name} · wants: ${wants.join('; ')}`,
    ...turns.flatMap(({ said, pressed, view, misread, repeated, unsafe }) => [
      pressed ? `> [${said}]` : `> ${said}`,
      ...view.replies.map(({ text, choices }) => {
        const titles = choices.map(({ title }) => title).join(' | ');
        return `    ${text.replaceAll('\n', '\n    ')}${titles ? `  {${titles}}` : ''}`;
      }),
      ...misread.map((what) => `  !! misread: ${what} — read as ${readAs(view)}, now in ${view.state}`),
      ...(repeated ? ['  !! the very same again'] : []),
      ...unsafe.map((what) => `  !! UNSAFE: ${what}`),
    ]),
    failure ? `--- not served: ${failure}` : '--- served',
  ].join('\n');
}

function readAs({ acts }: Played['turns'][number]['view']): string {
  return acts.map(({ label, confidence }) => `${label} ${confidence.toFixed(2)}`).join(', ') || 'nothing';
}

/** The conversations that went worst, worst first. */
export function worstOf(played: readonly Played[], count: number): Played[] {
  return played
    .map((conversation) => ({ conversation, badness: badnessOf(conversation) }))
    .filter(({ badness }) => badness > 0)
    .sort((a, b) => b.badness - a.badness)
    .slice(0, count)
    .map(({ conversation }) => conversation);
}

function badnessOf({ turns, served }: Played): number {
  const wrong = turns.reduce(
    (sum, { misread, repeated, unsafe }) => sum + misread.length + (repeated ? 1 : 0) + 100 * unsafe.length,
    0,
  );
  return wrong + (served ? 0 : 10);
}
