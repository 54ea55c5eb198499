// Where the focus goes when the keyboard leads it.
import { state, update } from '../state.js';

/** The case in whose writing box the agent is to go on. */
let wanted = null;

/**
 * Has the focus put into the writing box of the open case, behind what stands there, by the drawing that brings the box: whoever
 * types on at once loses no key, and none of them counts as a shortcut.
 */
export function focusWriting() {
  wanted = state.openId;
  update();
}

/** Does that after a drawing, unless the agent is elsewhere by now. */
export function followWish() {
  if (wanted === null) return;
  if (wanted !== state.openId || state.dialog) wanted = null;
  const box = /** @type {HTMLTextAreaElement | null} */ (document.getElementById('writing'));
  if (wanted === null || !box) return;
  wanted = null;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

/** Moves the focus up or down in the list of cases, from the open one where none has it. */
export function moveInList(by) {
  const links = linksIn(document);
  if (links.length === 0) return;
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const from = at >= 0 ? at : links.findIndex((link) => link.getAttribute('aria-current') === 'true');
  const to = from < 0 ? 0 : Math.min(links.length - 1, Math.max(0, from + by));
  links[to].focus();
}

/** Arrow keys, Home and End in the list. */
export function onListKey(event) {
  const links = linksIn(event.currentTarget);
  const moves = {
    ArrowDown: () => moveInList(1),
    ArrowUp: () => moveInList(-1),
    Home: () => links[0]?.focus(),
  };
  const move = { ...moves, End: () => links.at(-1)?.focus() }[event.key];
  if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  move();
}

/** @returns {HTMLElement[]} */
function linksIn(part) {
  return [...part.querySelectorAll('.cases a')];
}

/** Moves the focus to the first of some elements that can be seen. */
export function focusFirst(...selectors) {
  for (const selector of selectors) {
    /** @type {HTMLElement[]} */
    const found = [...document.querySelectorAll(selector)];
    const element = found.find((one) => one.checkVisibility());
    if (!element) continue;
    element.focus();
    return;
  }
}
