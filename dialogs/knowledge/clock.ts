import type { Language } from '../../intents/text.ts';

const MINUTE = 60_000;
/** All academies served are on this clock. */
export const TIME_ZONE = 'Europe/Paris';
const clockOptions = { hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE } as const;
/** Made once: making one costs more than the rest of a turn's wording. */
const clocks = {
  fr: new Intl.DateTimeFormat('fr-FR', clockOptions),
  en: new Intl.DateTimeFormat('en-GB', clockOptions),
} satisfies Record<Language, Intl.DateTimeFormat>;
const dayOptions = { weekday: 'long', day: 'numeric', month: 'long', timeZone: TIME_ZONE } as const;
const days = {
  fr: new Intl.DateTimeFormat('fr-FR', dayOptions),
  en: new Intl.DateTimeFormat('en-GB', dayOptions),
} satisfies Record<Language, Intl.DateTimeFormat>;

const monthOptions = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
const months = {
  fr: new Intl.DateTimeFormat('fr-FR', monthOptions),
  en: new Intl.DateTimeFormat('en-GB', monthOptions),
} satisfies Record<Language, Intl.DateTimeFormat>;

const monthNames = new Map<string, string>();
/** Times and months that are remembered in words. */
const MAX_TIMES = 1000;

/** `2026-11` as “novembre 2026”. */
export function monthInWords(month: string, locale: Language): string {
  const key = `${locale} ${month}`;
  const known = monthNames.get(key);
  if (known) return known;
  const name = months[locale].format(Date.parse(`${month}-01`));
  if (monthNames.size >= MAX_TIMES) monthNames.clear();
  monthNames.set(key, name);
  return name;
}

/** The times of a turn are few, and a minute is said many times. */
const times = new Map<string, string>();

export function clock(at: number, locale: Language): string {
  const minute = `${locale} ${Math.floor(at / MINUTE)}`;
  const known = times.get(minute);
  if (known) return known;
  if (times.size >= MAX_TIMES) times.clear();
  const time = wordTime(clocks[locale].format(at), locale);
  times.set(minute, time);
  return time;
}

/** French writes 8 h 30 and 8 h. */
function wordTime(time: string, locale: Language): string {
  if (locale !== 'fr') return time;
  const [hour = '', minute = ''] = time.split(':');
  return minute === '00' ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minute}`;
}

/** “lundi 30 novembre à 8 h”. `at` in milliseconds since 1970. */
export function dayAndClock(at: number, locale: Language): string {
  return `${days[locale].format(at)} ${locale === 'fr' ? 'à' : 'at'} ${clock(at, locale)}`;
}
