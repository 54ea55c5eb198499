/** Days are written as in ISO 8601 (`2026-11-21`), so that they compare as text; times are minutes since midnight. */
export type Day = string;

/** All academies served are on this clock. */
const TIME_ZONE = 'Europe/Paris';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

export interface Moment {
  readonly day: Day;
  readonly minutes: number;
}

/** What clocks in France show at a time in milliseconds since 1970. */
export function frenchTime(at: number): Moment {
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/** When clocks in France show a day and time, milliseconds since 1970; the later one where the clocks jump ahead. */
export function instantOf({ day, minutes }: Moment): number {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE;
  // France is one or two hours ahead of UTC.
  const [winter, summer] = [asIfUtc - 60 * MINUTE, asIfUtc - 120 * MINUTE];
  const shows = frenchTime(summer);
  return shows.day === day && shows.minutes === minutes ? summer : winter;
}

/** The day a number of days later. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Whether a day is a public holiday in mainland France (Code du travail, art. L3133-1). */
export function isPublicHoliday(day: Day): boolean {
  const year = Number(day.slice(0, 4));
  const easter = easterSunday(year);
  // Easter Monday, Ascension, Whit Monday.
  const movable = [1, 39, 50].map((offset) => addDays(easter, offset));
  return FIXED.includes(day.slice(5)) || movable.includes(day);
}

const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** The Gregorian reckoning (Meeus, Jones and Butcher). */
function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  const month = String(Math.floor(f / 31)).padStart(2, '0');
  return `${year}-${month}-${String((f % 31) + 1).padStart(2, '0')}`;
}
