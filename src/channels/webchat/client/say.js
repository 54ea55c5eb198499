// Words and times in the person's language and on the academy's clock.
import { settings } from './settings.js';
import { state } from './state.js';
import { TEXTS } from './texts.js';

const REGIONS = { fr: 'fr-FR', en: 'en-GB' };
const DAY = 24 * 60 * 60_000;

/**
 * The text of a key, places filled in; the key itself where there is none, so that a gap is seen and nothing breaks.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const text = TEXTS[state.locale]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** A text with a number, as the language counts: `key.one` or `key.other`. @param {string} key @param {number} number */
export function count(key, number) {
  const form = new Intl.PluralRules(state.locale).select(number) === 'one' ? 'one' : 'other';
  return say(`${key}.${form}`, { count: number });
}

/** Hour and minute. @param {number} at */
export function clock(at) {
  return format({ hour: '2-digit', minute: '2-digit' }, at);
}

/** The day of a message, in words where it is near. @param {number} at */
export function day(at) {
  const date = format({ weekday: 'long', day: 'numeric', month: 'long' }, at);
  const now = Date.now();
  if (sameDay(at, now)) return say('today');
  if (sameDay(at, now - DAY)) return say('yesterday');
  return date;
}

/** Whether two moments are of one day. @param {number} one @param {number} other */
export function sameDay(one, other) {
  return key(one) === key(other);
}

/** Day and time, for a copy that is read later. @param {number} at */
export function moment(at) {
  return format({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }, at);
}

/** @param {number} at */
function key(at) {
  return format({ year: 'numeric', month: '2-digit', day: '2-digit' }, at);
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** Making a format costs far more than using it. @param {Intl.DateTimeFormatOptions} options @param {number} at */
function format(options, at) {
  const name = state.locale + Object.keys(options).join();
  const made =
    formats.get(name) ??
    new Intl.DateTimeFormat(REGIONS[state.locale], { ...options, timeZone: settings.timeZone });
  formats.set(name, made);
  return made.format(at);
}
