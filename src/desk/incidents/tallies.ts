import { TIME_ZONE } from '../../../dialogs/knowledge/clock.ts';
import { isTrouble } from '../../../intents/labels.ts';
import type { Reader } from '../../store/queries/index.ts';
import * as queries from '../../store/queries/index.ts';
import { SLOT } from '../../turn/count-trouble.ts';
import type { Tallies, Tally } from './rise.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
/** Weeks that the usual is taken from. */
export const WEEKS = 8;
/** Slots that count as now, the one that is not over among them: a quarter of an hour at least. */
const RECENT = 4;
/** Slots of an hour and of a day. */
const HOURLY = HOUR / SLOT;
const DAILY = 24 * HOURLY;

const NOBODY = { now: 0, lately: 0, day: 0, pastHours: 0, pastLately: 0, pastDays: 0 };
type Counted = keyof typeof NOBODY;

/** Slots from one up to, and without, another. */
type Span = readonly [from: number, to: number];

/** The last slots up to one and with it, the hour around them, the hour that ends with them, and the day that ended an hour before them. */
export function spansOf(slot: number): Readonly<Record<'recent' | 'hour' | 'lately' | 'day', Span>> {
  const recent: Span = [slot + 1 - RECENT, slot + 1];
  const margin = (HOURLY - RECENT) / 2;
  return {
    recent,
    hour: [Math.floor(recent[0] - margin), Math.floor(recent[1] + margin)],
    lately: [slot + 1 - HOURLY, slot + 1],
    day: [recent[0] - HOURLY - DAILY, recent[0] - HOURLY],
  };
}

/** Minutes that are over of the slots that count as now, at a moment (milliseconds since 1970). */
export function minutesOf(at: number): number {
  return ((RECENT - 1) * SLOT + (at % SLOT)) / 60_000;
}

/** Reads what was counted at a moment and in the weeks before. `at` in milliseconds since 1970. */
export async function readTallies(db: Reader, at: number): Promise<Tallies> {
  const first = await queries.firstTroubleSlot(db);
  const weeks = first === undefined ? 0 : Math.min(WEEKS, Math.floor((at - first * SLOT) / WEEK));
  const found = new Map<string, { -readonly [Key in keyof Tally]: Tally[Key] }>();
  const add = async ([from, to]: Span, what: Counted) => {
    for (const { academy, trouble, people } of await queries.sumTroubleCounts(db, from, to)) {
      if (!isTrouble(trouble)) continue;
      const none = { academy, trouble, ...NOBODY };
      const tally = found.get(`${academy} ${trouble}`) ?? none;
      tally[what] += people;
      found.set(`${academy} ${trouble}`, tally);
    }
  };
  const present = spansOf(Math.floor(at / SLOT));
  await add(present.recent, 'now');
  await add(present.lately, 'lately');
  await add(present.day, 'day');
  for (let week = 1; week <= weeks; week++) {
    const past = spansOf(Math.floor(weeksBefore(at, week) / SLOT));
    await add(past.hour, 'pastHours');
    await add(past.lately, 'pastLately');
    await add(past.day, 'pastDays');
  }
  return { tallies: [...found.values()], weeks, minutes: minutesOf(at) };
}

const hours = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hourCycle: 'h23', timeZone: TIME_ZONE });

/** The same time by the clock on the wall, weeks before: people keep to it when the clocks change. */
export function weeksBefore(at: number, weeks: number): number {
  const past = at - weeks * WEEK;
  const off = Number(hours.format(at)) - Number(hours.format(past));
  return past + (off - 24 * Math.round(off / 24)) * HOUR;
}
