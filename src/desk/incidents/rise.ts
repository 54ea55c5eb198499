/**
 * What rises above its usual. A trouble is compared with its own hour of the same weekday, and that with how everything else
 * goes: in September everything rises, and a trouble that was up all day yesterday is of the season, too. What is left is
 * weighed by how likely it is to come about by itself, so that three people where there is usually nobody are no incident.
 * The figures were chosen on simulated traffic (`npm run bench:incidents`).
 */
import { SYSTEMS } from '../../../dialogs/case/incident.ts';
import type { Trouble } from '../../../intents/labels.ts';
import { chanceOfAtLeast } from './chance.ts';

/** Fewer people in a quarter of an hour are no incident, however rare the trouble. */
const FEWEST = 8;
/** A rise is suggested where it comes about by itself less often than this, at one look at one trouble. */
const CHANCE = 1e-6;
/** People who come because of the same cause in one school, on average: they count as one. */
const TOGETHER = 1.5;
/** Quarters of an hour in the hour that the usual is taken from. */
const QUARTERS = 4;
/** People added on both sides of a comparison, so that small numbers say little. */
const CALM = 3;
/** How sure the usual can get: no two Mondays are alike, by about a third. */
const SUREST = 8;

/** How often a trouble was taken up in an academy. */
export interface Tally {
  readonly academy: string;
  readonly trouble: Trouble;
  /** People of the last quarter of an hour. */
  readonly now: number;
  /** People of the day that ended an hour ago. */
  readonly day: number;
  /** People of the same hour of the weeks before, all together. */
  readonly pastHours: number;
  /** People of the same days of the weeks before, all together. */
  readonly pastDays: number;
}

/** The figures behind a suggestion: people in a quarter of an hour, and what is usual at this hour of this weekday. */
export interface Arithmetic {
  readonly count: number;
  readonly usual: number;
  /** By what all else is up now, here or everywhere, or was since yesterday: whichever is most, and at least 1. */
  readonly rise: number;
  /** That so many come by themselves, 0 to 1. */
  readonly chance: number;
}

/** A trouble that is above its usual. */
export interface Rise {
  readonly academy: string;
  readonly trouble: Trouble;
  readonly arithmetic: Arithmetic;
}

/** The troubles above their usual; `weeks` is how many the past goes back, and without any nothing is unusual. */
export function risenTroubles(tallies: readonly Tally[], weeks: number): Rise[] {
  if (weeks < 1) return [];
  return tallies.flatMap((tally) => {
    if (tally.now < FEWEST) return [];
    const arithmetic = weigh(tally, tallies, weeks);
    return arithmetic.chance < CHANCE ? [{ academy: tally.academy, trouble: tally.trouble, arithmetic }] : [];
  });
}

function weigh(tally: Tally, tallies: readonly Tally[], weeks: number): Arithmetic {
  // One more than was seen: what never came so far is rare, and not impossible.
  const seen = tally.pastHours + 1;
  const usual = seen / (weeks * QUARTERS);
  const here = (other: Tally) => other.academy === tally.academy;
  const others = tallies.filter((other) => isApart(other, tally));
  const rise = Math.max(
    1,
    nowAbove(others.filter(here), weeks),
    nowAbove(others, weeks),
    dayAbove([tally], weeks),
    dayAbove(tallies.filter(here), weeks),
  );
  const expected = (usual * rise) / TOGETHER;
  const chance = chanceOfAtLeast(Math.floor(tally.now / TOGETHER), expected, Math.min(seen, SUREST));
  return { count: tally.now, usual, rise, chance };
}

function nowAbove(tallies: readonly Tally[], weeks: number): number {
  return ratio(sum(tallies, 'now'), sum(tallies, 'pastHours') / (weeks * QUARTERS));
}

function dayAbove(tallies: readonly Tally[], weeks: number): number {
  return ratio(sum(tallies, 'day'), sum(tallies, 'pastDays') / weeks);
}

function ratio(people: number, usual: number): number {
  return (people + CALM) / (usual + CALM);
}

function sum(tallies: readonly Tally[], what: 'now' | 'day' | 'pastHours' | 'pastDays'): number {
  return tallies.reduce((total, tally) => total + tally[what], 0);
}

/** Whether no one system can be behind both: an outage shows in several troubles at once, which must not excuse each other. */
function isApart({ trouble }: Tally, { trouble: other }: Tally): boolean {
  const together = (troubles: readonly Trouble[]) => troubles.includes(trouble) && troubles.includes(other);
  return trouble !== other && !Object.values(SYSTEMS).some(together);
}
