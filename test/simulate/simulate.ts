import { type Desk, NOBODY } from '../../dialogs/case/desk.ts';
import type { Knowledge } from '../../dialogs/knowledge/values.ts';
import { LANGUAGES } from '../../intents/text.ts';
import type { Step } from '../../src/turn/types.ts';
import { createRandom } from '../helpers/random.ts';
import { converse, type Played } from './converse.ts';
import { pick } from './dice.ts';
import { createPeople } from './person.ts';
import { readPhrasings, VOICES } from './phrasings.ts';

/** Whom people find: nobody, an agent who is there, one who answers later, or a ticket system besides. */
const DESKS: readonly Desk[] = [
  NOBODY,
  { ...NOBODY, agents: 1, open: true, staffed: true },
  { ...NOBODY, staffed: true },
  { ...NOBODY, staffed: true, tickets: true },
];

/**
 * Plays people with hidden facts, goals and patience against the pure step: an agenda-based user simulation after Schatzmann
 * et al. (2007). The seed decides all; each person has a stream of their own, so that one can be played again alone.
 */
export function simulate(
  step: Step,
  { academies, answers }: Knowledge,
  { count, seed }: { count: number; seed: number },
): Played[] {
  const draw = createPeople(academies);
  const phrasings = new Map(
    LANGUAGES.flatMap((locale) =>
      VOICES.map((voice) => [`${locale} ${voice}` as string, readPhrasings(locale, voice)] as const),
    ),
  );
  const world = {
    step,
    answers,
    domains: ['education.gouv.fr', ...[...academies.values()].flatMap(({ domains }) => domains)],
    phrasings: (locale: string, voice: string) => {
      const found = phrasings.get(`${locale} ${voice}`);
      if (!found) throw new Error(`no phrasings for ${locale} ${voice}`);
      return found;
    },
  };
  return Array.from({ length: count }, (_, at) => {
    const random = createRandom(seed * 1_000_003 + at);
    const person = draw(random);
    return converse(person, pick(random, DESKS), world, random);
  });
}
