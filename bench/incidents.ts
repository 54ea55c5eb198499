/**
 * When a rise is suggested as an incident, and when not: `npm run bench:incidents`. Eight ordinary weeks are followed by what is
 * asked about, in three academies and a small one. Options: --seeds 10 (of each row; ten outages in each).
 */
import { parseArgs } from 'node:util';
import type { Trouble } from '../intents/labels.ts';
import { answerHelp } from '../src/commands/help.ts';
import { type Rise, risenTroubles } from '../src/desk/incidents/rise.ts';
import { SLOT } from '../src/turn/count-trouble.ts';
import {
  ACADEMIES,
  type Academy,
  type Change,
  createTraffic,
  DAY,
  type Traffic,
} from '../test/helpers/traffic.ts';
import { markdownTable, median } from './load/statistics.ts';

answerHelp();
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '10' } } });
const seeds = Array.from({ length: Number(values.seeds) }, (_, seed) => seed + 1);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What people say when the portal is down. */
const SHOWS: Partial<Record<Trouble, number>> = { portal_slow: 0.6, session_expired: 0.4 };
/** A Monday: what follows eight weeks later is September in the first, an ordinary month in the second. */
const SUMMER = Date.UTC(2026, 6, 6) - 2 * 60 * MINUTE;
const AUTUMN = Date.UTC(2026, 8, 7) - 2 * 60 * MINUTE;
const OUTAGES: readonly (readonly [Academy, number])[] = [
  ['paris', 0.5],
  ['paris', 1],
  ['paris', 2],
  ['paris', 4],
  ['corse', 1],
  ['corse', 2],
];
const PAST = 8 * 7 * DAY;

/** All that is suggested from one time to another, looked at each minute as the service does. */
function* looks(traffic: Traffic, from: number, to: number): Generator<{ at: number; risen: Rise[] }> {
  for (let at = from + MINUTE; at <= to; at += MINUTE) {
    yield { at, risen: risenTroubles(traffic.tallies(at)) };
  }
}

/** Suggestions that a lead would have seen: one for as long as it goes on, and two hours. */
function suggestionsOf(traffic: Traffic, from: number, to: number): string[] {
  const last = new Map<string, number>();
  const seen: string[] = [];
  for (const { at, risen } of looks(traffic, from, to)) {
    for (const { academy, trouble } of risen) {
      const key = `${academy} ${trouble}`;
      if (at - (last.get(key) ?? 0) > 120 * MINUTE) seen.push(key);
      last.set(key, at);
    }
  }
  return seen;
}

/** An outage of the portal on each working day of two weeks, from seven to sixteen o'clock; `perMinute` people come of it. */
function outages(academy: Academy, perMinute: number) {
  const starts = Array.from({ length: 10 }, (_, index) => {
    const day = index < 5 ? index : index + 2;
    return AUTUMN + PAST + day * DAY + (7 * 60 + index * 61 + 3) * MINUTE;
  });
  const struck: Change = (where, trouble, at) =>
    where === academy && starts.some((start) => at + SLOT > start && at < start + HOUR)
      ? perMinute * (SHOWS[trouble] ?? 0)
      : 0;
  const minutes = seeds.flatMap((seed) => {
    const traffic = createTraffic(seed, AUTUMN, 10, undefined, struck);
    return starts.map((start) => {
      for (const { at, risen } of looks(traffic, start, start + HOUR))
        if (risen.some((rise) => rise.academy === academy)) return (at - start) / MINUTE;
      return Number.POSITIVE_INFINITY;
    });
  });
  const within = minutes.filter((one) => one <= 15).length;
  return {
    what: `outage in ${academy}, ${perMinute} people a minute`,
    suggested: `${within} of ${minutes.length} within 15 minutes`,
    detail: `median ${Math.round(median(minutes))} minutes`,
  };
}

/** Weeks in which nothing is out of order. */
function quiet(what: string, from: number, weeks: number, change?: Change) {
  const suggested = seeds.flatMap((seed) =>
    suggestionsOf(createTraffic(seed, from, 8 + weeks, change), from + PAST, from + PAST + weeks * 7 * DAY),
  );
  const aRun = (academy: string) =>
    `${academy} ${(suggested.filter((key) => key.startsWith(academy)).length / seeds.length).toFixed(2)}`;
  return {
    what,
    suggested: `${suggested.length} in ${seeds.length} runs`,
    detail: `a run: ${['', ...Object.keys(ACADEMIES)].map(aRun).join(', ').trim()}`,
  };
}

/** Hardly anybody for two weeks. */
const holidays: Change = (_, __, at) => (at > AUTUMN + PAST - 14 * DAY && at < AUTUMN + PAST ? 0.1 : 1);

/** From the first of September at eight everything rises, each trouble by another factor. */
const september =
  (lowest: number, highest: number): Change =>
  (_, trouble, at) => {
    if (at < SUMMER + PAST + DAY) return 0.3;
    const spread = [...trouble].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 7;
    return lowest + ((highest - lowest) * spread) / 6;
  };

process.stdout.write(
  markdownTable([
    ...OUTAGES.map(([academy, perMinute]) => outages(academy, perMinute)),
    quiet('ordinary month (28 days), 4 academies', AUTUMN, 4),
    quiet('September, everything × 5', SUMMER, 4, september(1.5, 1.5)),
    quiet('September, troubles × 3 to × 10', SUMMER, 4, september(0.9, 3)),
    quiet('week after two weeks of holidays', AUTUMN, 1, holidays),
  ]),
);
