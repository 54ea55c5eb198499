// Of the portal's own origin, for as long as the tab lives; it may be forbidden, which does no harm.

export const OPEN = 'permanence.open';
/** The notices that were put away. */
export const AWAY = 'permanence.away';

/** @param {string} name */
export function remembered(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return '';
  }
}

/** Keeps a value, or forgets it where it is empty. @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    if (value) sessionStorage.setItem(name, value);
    else sessionStorage.removeItem(name);
  } catch {}
}
