// What this browser keeps: an agent's taste for good, and what is half done for as long as the tab lives. It may be forbidden
// by the browser, which does no harm.
const PREFIX = 'permanence.desk.';

/** What was kept under a name, or undefined. */
export const recall = (name) => read(() => localStorage, name);

/** Keeps a value under a name. */
export const keep = (name, value) => write(() => localStorage, name, value);

/** What this tab kept under a name, or undefined. */
export const recallForTab = (name) => read(() => sessionStorage, name);

/** Keeps a value under a name while the tab lives; undefined forgets it. */
export const keepForTab = (name, value) => write(() => sessionStorage, name, value);

// Even to name the storage can throw, so it is named inside the try.
function read(storage, name) {
  try {
    return JSON.parse(storage().getItem(PREFIX + name)) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(storage, name, value) {
  try {
    if (value === undefined) storage().removeItem(PREFIX + name);
    else storage().setItem(PREFIX + name, JSON.stringify(value));
  } catch {}
}
