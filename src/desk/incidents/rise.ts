/**
 * What rises above its usual. A trouble is compared with its own hour of the same weekday, and that with how everything else goes: in
 * September everything rises, and a trouble that was up all day yesterday is of the season, too. What is left is weighed by how
 * likely it is to come about by itself, so that three people where there is usually nobody are no incident. A school that comes
 * together has one trouble; an outage has several at once, each of which may be no more than what a school would bring: the
 * troubles of a system are weighed together. The figures were chosen on simulated traffic (`npm run bench:incidents`).
 */
import { SYSTEMS, type System } from '../../../dialogs/case/incident.ts';
import type { Trouble } from '../../../intents/labels.ts';
import { chanceOfAtLeast, chanceTogether, TELLING } from './chance.ts';

/** Fewer people are no incident, however rare the trouble. */
const FEWEST = 8;
/**
 * A rise of one trouble is suggested where it comes about by itself less often than this at one look, divided by what all else is up:
 * in a season each trouble rises by a factor of its own, which is not known. One of a system is where …
 */
const CHANCE = 1e-6;
const CHANCE_OF_SYSTEM = 5e-4;
/** … as many people come with each of two troubles. */
const SECOND = 3;
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
  /** People of the last hour, the last minutes among them. */
  readonly lately: number;
  /** People of the day that ended an hour ago. */
  readonly day: number;
  /** People of the same hour of the weeks before, all together. */
  readonly pastHours: number;
  /** People of the hours that ended at the same time in the weeks before, all together. */
  readonly pastLately: number;
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
    if (sum(own, 'now') < FEWEST) return [];
    const alone = own.filter(({ now }) => now >= FEWEST).flatMap((tally) => riseOfOne(tally, counted));
    const systems = (Object.keys(SYSTEMS) as System[])
      .filter((system) => !alone.some(({ trouble }) => isOf(system, trouble)))
      .flatMap((system) => riseOfSystem(system, own, counted));
    const [likeliest] = systems.sort((a, b) => a.arithmetic.chance - b.arithmetic.chance);
    return likeliest ? [...alone, likeliest] : alone;
  });
}

function riseOfOne(tally: Tally, counted: Tallies): Rise[] {
  const rise = riseBeside([tally], counted);
  const { count, usual, chance } = weigh(tally, counted, rise);
  if (chance >= CHANCE / rise) return [];
  const arithmetic = { count, minutes: counted.minutes, usual, rise, chance };
  return [{ academy: tally.academy, trouble: tally.trouble, arithmetic }];
}

/** Of a system those of its troubles count that stand out; all have their part in how often that comes by chance. */
function riseOfSystem(system: System, own: readonly Tally[], counted: Tallies): Rise[] {
  const members = own.filter(({ trouble }) => isOf(system, trouble));
  if (members.filter(({ now }) => now >= SECOND).length < 2) return [];
  const rise = riseBeside(members, counted);
  const weighed = members.map((tally) => weigh(tally, counted, rise));
  const telling = weighed
    .filter(({ chance, count }) => chance <= TELLING && count >= SECOND)
    .sort((a, b) => b.count - a.count);
  const [leading, second] = telling;
  const count = telling.reduce((total, one) => total + one.count, 0);
  const usual = telling.reduce((total, one) => total + one.usual, 0);
  const chance = chanceTogether(weighed.map((one) => one.chance));
  if (!leading || !second || count < FEWEST || chance >= CHANCE_OF_SYSTEM / rise) return [];
  const arithmetic = { system, count, minutes: counted.minutes, usual, rise, chance };
  return [{ academy: leading.tally.academy, trouble: leading.tally.trouble, arithmetic }];
}

/** A trouble by itself, where all else is up by `rise`. */
function weigh(tally: Tally, { tallies, weeks, minutes }: Tallies, rise: number) {
  // Of a rare trouble its hour says little: what came all day counts as much, as people come by the hour everywhere.
  const byDay = (tally.pastDays * (sum(tallies, 'pastHours') + 1)) / (sum(tallies, 'pastDays') + 24);
  // One more than was seen: what never came so far is rare, and not impossible.
  const seen = (tally.pastHours + byDay + 1) / 2;
  const usual = (seen * minutes) / (weeks * 60);
  const chance = chanceOfAtLeast(tally.now, usual * rise, Math.min(tally.pastDays + 1, SUREST));
  return { tally, count: tally.now, usual, chance };
}

/** By what all else is up, here or everywhere, in these minutes or this hour, or these troubles or the academy since yesterday. */
function riseBeside(members: readonly Tally[], counted: Tallies): number {
  const { tallies, weeks } = counted;
  const here = ({ academy }: Tally) => academy === members[0]?.academy;
  const others = tallies.filter((other) => members.every((tally) => isApart(other, tally)));
  const around = [others, others.filter(here)].flatMap((some) => [
    nowAbove(some, counted),
    latelyAbove(some, weeks),
  ]);
  return Math.max(1, ...around, dayAbove(members, weeks), dayAbove(tallies.filter(here), weeks));
}

function nowAbove(tallies: readonly Tally[], { weeks, minutes }: Tallies): number {
  return ratio(sum(tallies, 'now'), (sum(tallies, 'pastHours') * minutes) / (weeks * 60));
}

function latelyAbove(tallies: readonly Tally[], weeks: number): number {
  return ratio(sum(tallies, 'lately'), sum(tallies, 'pastLately') / weeks);
}

function dayAbove(tallies: readonly Tally[], weeks: number): number {
  return ratio(sum(tallies, 'day'), sum(tallies, 'pastDays') / weeks);
}

function ratio(people: number, usual: number): number {
  return (people + CALM) / (usual + CALM);
}

function sum(
  tallies: readonly Tally[],
  what: 'now' | 'lately' | 'day' | 'pastHours' | 'pastLately' | 'pastDays',
): number {
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
