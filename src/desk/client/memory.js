// What this browser keeps of an agent's taste. It may be forbidden by the browser, which does no harm.
const PREFIX = 'permanence.desk.';

/** What was kept under a name, or undefined. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value under a name. */
export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {}
}
