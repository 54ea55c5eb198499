/**
 * People with trouble, as a help desk sees them come: by hour and weekday, more on some days than on others, a few together
 * where a school has the same trouble, and the season. Decided by a seed.
 */
import { TIME_ZONE } from '../../dialogs/knowledge/clock.ts';
import { TROUBLES, type Trouble } from '../../intents/labels.ts';
import type { Tallies, Tally } from '../../src/desk/incidents/rise.ts';
import { minutesOf, spansOf, WEEKS, weeksBefore } from '../../src/desk/incidents/tallies.ts';
import { SLOT } from '../../src/turn/count-trouble.ts';
import { createRandom } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MINUTES = SLOT / MINUTE;
export const DAY = 24 * HOUR;
/** People on an ordinary day, by academy: three as large as they are, and a small one. */
export const ACADEMIES = { paris: 260, lyon: 220, 'aix-marseille': 180, corse: 25 } as const;
export type Academy = keyof typeof ACADEMIES;

/** Shares of the troubles; what is not named has 3. */
const SHARES: Partial<Record<Trouble, number>> = {
  password_forgotten: 16,
  password_expired: 14,
  account_locked: 12,
  mfa_reset: 9,
  portal_slow: 5,
  session_expired: 5,
  mail_client_setup: 7,
};
/** Of the day, by hour of the clock on the wall. */
const HOURS = [0, 0, 0, 0, 0, 1, 3, 8, 12, 10, 10, 8, 5, 7, 8, 7, 6, 5, 4, 3, 3, 2, 1, 0];
/** From Sunday. */
const WEEKDAYS = [0.1, 1.3, 1.05, 0.8, 1, 0.95, 0.12];
/** Of those who come, how many bring up to four colleagues along within ten minutes. */
const TOGETHER = 0.03;

/** Something that changes how many come: a factor by academy, trouble and time. */
export type Change = (academy: Academy, trouble: Trouble, at: number) => number;

export interface Traffic {
  /** What had been counted at a moment (milliseconds since 1970), as `readTallies` reads it. */
  tallies(at: number): Tallies;
}

/** Traffic from a Monday on, for some weeks; `extra` are people a minute who come on top. */
export function createTraffic(
  seed: number,
  from: number,
  weeks: number,
  change: Change = () => 1,
  extra: Change = () => 0,
): Traffic {
  const random = createRandom(seed);
  const first = Math.floor(from / SLOT);
  const length = (weeks * 7 * DAY) / SLOT;
  const clock = wallClock(first, length);
  const dayLevels = new Map<string, number>();
  const levelOf = (key: string, spread: number) => {
    const known = dayLevels.get(key) ?? Math.exp(spread * normal(random));
    dayLevels.set(key, known);
    return known;
  };
  const total = TROUBLES.reduce((sum, trouble) => sum + shareOf(trouble), 0);
  const hours = HOURS.reduce((sum, hour) => sum + hour, 0);
  const counts = new Map<string, Int32Array>();
  for (const academy of Object.keys(ACADEMIES) as Academy[]) {
    for (const trouble of TROUBLES) {
      const people = new Int32Array((length + 2) * MINUTES);
      let level = 1;
      for (let index = 0; index < length; index++) {
        const { hour, weekday, day } = clock[index] ?? { hour: 0, weekday: 0, day: 0 };
        const at = (first + index) * SLOT;
        if (day !== clock[index - 1]?.day)
          level = levelOf(`${academy} ${day}`, 0.2) * levelOf(`${academy} ${trouble} ${day}`, 0.25);
        const usual =
          ((ACADEMIES[academy] * shareOf(trouble)) / total) *
          (WEEKDAYS[weekday] ?? 0) *
          ((HOURS[hour] ?? 0) / hours / (HOUR / SLOT)) *
          level;
        const mean = usual * change(academy, trouble, at) + extra(academy, trouble, at) * (SLOT / 60_000);
        const come = poisson(mean, random);
        for (let one = 0; one < come; one++) {
          const minute = index * MINUTES + Math.floor(random() * MINUTES);
          people[minute] = (people[minute] ?? 0) + 1;
          if (random() >= TOGETHER) continue;
          const later = minute + Math.floor(random() * 2 * MINUTES);
          people[later] = (people[later] ?? 0) + 1 + Math.floor(random() * 4);
        }
      }
      counts.set(`${academy} ${trouble}`, runningSums(people));
    }
  }
  const sumOf = (sums: Int32Array, last: number) => {
    const read = (slot: number) => sums[Math.min(Math.max((slot - first) * MINUTES, 0), last)] ?? 0;
    return ([start, end]: readonly [number, number]) => read(end) - read(start);
  };
  // The same for each minute of a slot.
  let past = {
    slot: -1,
    weeks: 0,
    people: new Map<string, Pick<Tally, 'pastHours' | 'pastLately' | 'pastDays'>>(),
  };
  const pastOf = (at: number) => {
    const slot = Math.floor(at / SLOT);
    if (past.slot === slot) return past;
    const weeks = Math.min(WEEKS, Math.floor((at - from) / (7 * DAY)));
    const spans = Array.from({ length: weeks }, (_, week) =>
      spansOf(Math.floor(weeksBefore(at, week + 1) / SLOT)),
    );
    const people = new Map(
      [...counts].map(([key, sums]) => {
        const sum = sumOf(sums, Number.POSITIVE_INFINITY);
        const total = (what: 'hour' | 'lately' | 'day') =>
          spans.reduce((total, span) => total + sum(span[what]), 0);
        return [key, { pastHours: total('hour'), pastLately: total('lately'), pastDays: total('day') }];
      }),
    );
    past = { slot, weeks, people };
    return past;
  };
  return {
    tallies: (at) => {
      const present = spansOf(Math.floor(at / SLOT));
      const last = Math.floor(at / MINUTE) - first * MINUTES;
      const { weeks, people } = pastOf(at);
      const tallies = [...counts].map(([key, sums]): Tally => {
        const [academy = '', trouble] = key.split(' ') as [string, Trouble];
        const sum = sumOf(sums, last);
        const none = { pastHours: 0, pastLately: 0, pastDays: 0 };
        return {
          ...{
            academy,
            trouble,
            now: sum(present.recent),
            lately: sum(present.lately),
            day: sum(present.day),
          },
          ...(people.get(key) ?? none),
        };
      });
      return { tallies, weeks, minutes: minutesOf(at) };
    },
  };
}

function shareOf(trouble: Trouble): number {
  return SHARES[trouble] ?? 3;
}

function wallClock(first: number, length: number) {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{
      hour: 'numeric',
      hourCycle: 'h23',
      timeZone: TIME_ZONE,
      day: 'numeric',
      month: 'numeric',
      year: 'numeric',
    },
  });
  let known = { hour: 0, weekday: 0, day: 0 };
  return Array.from({ length }, (_, index) => {
    const at = (first + index) * SLOT;
    if (index === 0 || at % HOUR === 0) {
      const parts = Object.fromEntries(
        format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
      );
      const day = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day);
      known = { hour: parts.hour ?? 0, weekday: new Date(day).getUTCDay(), day };
    }
    return known;
  });
}

/** What had come before each minute. */
function runningSums(people: Int32Array): Int32Array {
  const sums = new Int32Array(people.length + 1);
  people.forEach((one, at) => {
    sums[at + 1] = (sums[at] ?? 0) + one;
  });
  return sums;
}

function poisson(mean: number, random: () => number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

/** Of the normal distribution (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
