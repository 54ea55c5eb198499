// What this tab keeps over a reload: which conversation it is in, and nothing that was said. On a shared computer nothing is
// left when it is closed. Where the browser forbids its storage, the tab's own history entry does, and neither is needed.
const NAME = 'permanence.conversation';

/** @typedef {{ id: string, token: string, academy?: string }} Kept */

/** @returns {Kept | undefined} */
export function recall() {
  try {
    const kept = sessionStorage.getItem(NAME);
    if (kept) return JSON.parse(kept);
  } catch {}
  return history.state?.[NAME];
}

/** @param {Kept | undefined} kept Undefined forgets it. */
export function keep(kept) {
  try {
    if (kept) sessionStorage.setItem(NAME, JSON.stringify(kept));
    else sessionStorage.removeItem(NAME);
  } catch {}
  try {
    history.replaceState({ ...history.state, [NAME]: kept }, '');
  } catch {}
}
