import { addDays, type Day, frenchTime, instantOf, isPublicHoliday, weekdayOf } from './calendar.ts';
import { type HoursFile, type SchoolHolidays, WEEKDAYS } from './schema.ts';

/** Days that are searched for the next opening: past a summer. */
const HORIZON = 120;

export interface Hours {
  /** Whether the academy's desk is open at a time (milliseconds since 1970). */
  isOpen(academy: string | null, at: number): boolean;
  /** When it opens next after a time, milliseconds since 1970; null where that is not within some months. */
  nextOpening(academy: string | null, at: number): number | null;
  /** Whether nobody at the academy has set these hours, so that none may be promised to a person. */
  areAssumed(academy: string | null): boolean;
}

type Span = { readonly from: number; readonly to: number };

/** Opening hours out of their files. An academy without a file has the hours of the file `other`; without that it is never open. */
export function createHours(files: readonly HoursFile[], holidays: SchoolHolidays): Hours {
  const byAcademy = new Map(files.map((file) => [file.academy, file]));
  const fileOf = (academy: string | null) => byAcademy.get(academy ?? 'other') ?? byAcademy.get('other');

  function spansOn(file: HoursFile, day: Day): readonly Span[] {
    if (file.closedOn.includes(day)) return [];
    if (file.publicHolidays === 'closed' && isPublicHoliday(day)) return [];
    const { zone } = file;
    const inHolidays =
      zone !== undefined &&
      holidays.some(({ zones, from, until }) => zones.includes(zone) && from <= day && day < until);
    const week = inHolidays && file.schoolHolidays !== 'as_usual' ? file.schoolHolidays : file.week;
    const weekday = WEEKDAYS[weekdayOf(day) - 1];
    if (week === 'closed' || !weekday) return [];
    return [...(week[weekday] ?? [])].sort((a, b) => a.from - b.from);
  }

  return {
    isOpen: (academy, at) => {
      const file = fileOf(academy);
      const { day, minutes } = frenchTime(at);
      return file ? spansOn(file, day).some(({ from, to }) => from <= minutes && minutes < to) : false;
    },
    areAssumed: (academy) => fileOf(academy)?.assumption ?? true,
    nextOpening: (academy, at) => {
      const file = fileOf(academy);
      if (!file) return null;
      const today = frenchTime(at).day;
      for (let offset = 0; offset <= HORIZON; offset++) {
        const day = addDays(today, offset);
        for (const { from } of spansOn(file, day)) {
          const opens = instantOf({ day, minutes: from });
          if (opens > at) return opens;
        }
      }
      return null;
    },
  };
}
