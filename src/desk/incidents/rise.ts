/**
 * What rises above its usual. A trouble, and all troubles of one system together, are compared with their own hour of the same weekday, and
 * that with how everything else goes: in September everything rises, and a trouble that was up all day yesterday is of the season, too. What is
 * left is weighed by how likely it is to come about by itself, so that three people where there is usually nobody are no incident. A school
 * that comes together has one trouble; an outage has several, so that less of each is enough. The figures were chosen on simulated traffic
 * (`npm run bench:incidents`).
 */
import { SYSTEMS, type System } from '../../../dialogs/case/incident.ts';
import type { Trouble } from '../../../intents/labels.ts';
import { chanceOfAtLeast } from './chance.ts';

/** Fewer people are no incident, however rare the trouble. */
const FEWEST = 8;
/** A rise of one trouble is suggested where it comes about by itself less often than this at one look, and one of a system where … */
const CHANCE = 1e-7;
const CHANCE_OF_SYSTEM = 1e-5;
/** … as many people come with each of two troubles. */
const SECOND = 4;
/** People who come because of the same cause in one school, on average: they count as one. */
const TOGETHER = 1.5;
/** People added on both sides of a comparison, so that small numbers say little. */
const CALM = 3;
/** How sure the usual can get: no two Mondays are alike, by about a third. */
const SUREST = 8;

/** How often a trouble was taken up in an academy. */
export interface Tally {
  readonly academy: string;
  readonly trouble: Trouble;
  /** People of the last minutes. */
  readonly now: number;
  /** People of the day that ended an hour ago. */
  readonly day: number;
  /** People of the same hour of the weeks before, all together. */
  readonly pastHours: number;
  /** People of the same days of the weeks before, all together. */
  readonly pastDays: number;
}

/** What was counted, of all academies and troubles. */
export interface Tallies {
  readonly tallies: readonly Tally[];
  /** Weeks that the past goes back; without any nothing is unusual. */
  readonly weeks: number;
  /** Minutes in which those of `now` came. */
  readonly minutes: number;
}

/** The figures behind a suggestion: people in some minutes, and what is usual in as many at this hour of this weekday. */
export interface Arithmetic {
  /** The system whose troubles are counted together; none where it is one trouble. */
  readonly system?: System;
  readonly count: number;
  readonly minutes: number;
  readonly usual: number;
  /** By what all else is up now, here or everywhere, or was since yesterday: whichever is most, and at least 1. */
  readonly rise: number;
  /** That so many come by themselves, 0 to 1. */
  readonly chance: number;
}

/** A trouble that is above its usual, or that most people of a system's troubles have. */
export interface Rise {
  readonly academy: string;
  readonly trouble: Trouble;
  readonly arithmetic: Arithmetic;
}

/** The troubles above their usual; of an academy at most one system, where none of its troubles is by itself. */
export function risenTroubles(counted: Tallies): Rise[] {
  if (counted.weeks < 1) return [];
  return [...Map.groupBy(counted.tallies, ({ academy }) => academy).values()].flatMap((own) => {
    const alone = own
      .filter((tally) => tally.now >= FEWEST)
      .flatMap((tally) => riseOf([tally], counted, CHANCE));
    const systems = (Object.keys(SYSTEMS) as System[]).flatMap((system) => {
      const members = own.filter(({ trouble }) => isOf(system, trouble));
      const several = members.filter(({ now }) => now >= SECOND).length > 1 && sum(members, 'now') >= FEWEST;
      if (!several || alone.some(({ trouble }) => isOf(system, trouble))) return [];
      return riseOf(members, counted, CHANCE_OF_SYSTEM, system);
    });
    const [likeliest] = systems.sort((a, b) => a.arithmetic.chance - b.arithmetic.chance);
    return likeliest ? [...alone, likeliest] : alone;
  });
}

function riseOf(members: readonly Tally[], counted: Tallies, limit: number, system?: System): Rise[] {
  const [leading] = members.toSorted((a, b) => b.now - a.now);
  if (!leading) return [];
  const { tallies, weeks, minutes } = counted;
  // One more than was seen: what never came so far is rare, and not impossible.
  const seen = sum(members, 'pastHours') + 1;
  const usual = (seen * minutes) / (weeks * 60);
  const here = (other: Tally) => other.academy === leading.academy;
  const others = tallies.filter((other) => members.every((tally) => isApart(other, tally)));
  const rise = Math.max(
    1,
    nowAbove(others.filter(here), counted),
    nowAbove(others, counted),
    dayAbove(members, weeks),
    dayAbove(tallies.filter(here), weeks),
  );
  const count = sum(members, 'now');
  const expected = (usual * rise) / TOGETHER;
  const chance = chanceOfAtLeast(Math.floor(count / TOGETHER), expected, Math.min(seen, SUREST));
  if (chance >= limit) return [];
  const arithmetic = { ...(system && { system }), count, minutes, usual, rise, chance };
  return [{ academy: leading.academy, trouble: leading.trouble, arithmetic }];
}

function nowAbove(tallies: readonly Tally[], { weeks, minutes }: Tallies): number {
  return ratio(sum(tallies, 'now'), (sum(tallies, 'pastHours') * minutes) / (weeks * 60));
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

function isOf(system: System, trouble: Trouble): boolean {
  return (SYSTEMS[system] as readonly Trouble[]).includes(trouble);
}

/** Whether no one system can be behind both: an outage shows in several troubles at once, which must not excuse each other. */
function isApart({ trouble }: Tally, { trouble: other }: Tally): boolean {
  const together = (troubles: readonly Trouble[]) => troubles.includes(trouble) && troubles.includes(other);
  return trouble !== other && !Object.values(SYSTEMS).some(together);
}
