// Words, numbers and times in the agent's language.
import { state } from './state.js';
import { TEXTS } from './texts.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** All academies served are on this clock. */
const timeZone = 'Europe/Paris';
/** How numbers and times are written, where the language alone does not say it. */
const REGIONS = { fr: 'fr-FR', en: 'en-GB' };

/** The languages that there are texts in; the first is for everybody whose own is not among them. */
export const LANGUAGES = Object.keys(TEXTS);

/** The name of a language in itself: Français, English. */
export function languageName(language) {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** The text of a key, places filled in; the key itself where there is none, so that a gap is seen and nothing breaks. */
export function say(key, values = {}) {
  const text = TEXTS[state.locale]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** A number as the language writes it, with at most so many decimals. */
export function number(value, decimals) {
  const format = { maximumFractionDigits: decimals };
  return new Intl.NumberFormat(REGIONS[state.locale] ?? state.locale, format).format(value);
}

/** Whether there is a text. */
export function hasText(key) {
  return TEXTS[state.locale]?.[key] !== undefined;
}

/** A text with a number, as the language counts: `key.one` or `key.other`. */
export function count(key, number) {
  const form = new Intl.PluralRules(state.locale).select(number) === 'one' ? 'one' : 'other';
  return say(`${key}.${form}`, { count: number });
}

/** How long ago, short enough for a list. */
export function age(at) {
  const passed = Math.max(0, state.now - at);
  if (passed < MINUTE) return say('age.now');
  if (passed < HOUR) return say('age.minutes', { count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return say('age.hours', { count: Math.floor(passed / HOUR) });
  return say('age.days', { count: Math.floor(passed / DAY) });
}

/** How long ago, in a sentence. */
export function since(at) {
  return state.now - at < MINUTE ? say('age.now') : say('opened_ago', { age: age(at) });
}

/** Hour and minute. */
export function clock(at) {
  return format({ hour: '2-digit', minute: '2-digit' }, at);
}

/** The day of a message. */
export function day(at) {
  return format({ weekday: 'long', day: 'numeric', month: 'long' }, at);
}

/** Day and time, for the history. */
export function moment(at) {
  return format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }, at);
}

function format(options, at) {
  return new Intl.DateTimeFormat(REGIONS[state.locale] ?? state.locale, { ...options, timeZone }).format(at);
}
