// What a template cannot say: the scroll of the conversation, the modal dialog, a focus whose element is gone.
import { state } from '../state.js';
import { focusWriting } from './composer.js';

/** Pixels of what can be pressed that show that there is something, where the last words leave room for it. */
const PEEK = 24;
/** Pixels from the end within which the conversation counts as read to its end. */
const NEAR = 80;

/** Whether the person reads at the end; who scrolls back is left in peace. */
let following = true;
let size = '';
let shown = '';
/** @type {Element | null} */
let had = null;

/** Notes what a drawing may change. */
export function beforeDraw() {
  had = document.activeElement;
}

/** Puts it right. */
export function afterDraw() {
  followLog();
  followDialog();
  // What had the focus is gone: the keyboard goes on where the work goes on.
  if (had && !had.isConnected && document.activeElement === document.body) focusWriting();
}

function followLog() {
  const log = /** @type {HTMLElement | null} */ (document.querySelector('.log'));
  if (!log) return;
  log.onscroll ??= () => {
    // A window that has changed moves the end away without anybody having scrolled.
    if (sizeOf(log) === size) following = log.scrollTop >= restOf(log) - NEAR;
  };
  const now = [state.messages.length, ...state.outgoing.map((one) => one.state)].join(' ');
  const grown = now !== shown;
  const resized = sizeOf(log) !== size;
  const own = state.outgoing.length > 0;
  shown = now;
  size = sizeOf(log);
  if ((grown || resized) && (following || own)) log.scrollTop = restOf(log);
}

/**
 * Where to scroll to: the last words can be read, and before them as much as there is room for; what can be pressed comes
 * after the words, as far as it fits.
 * @param {HTMLElement} log
 */
function restOf(log) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (log.querySelectorAll('.message'));
  const last = all[all.length - 1];
  if (!last) return 0;
  const end = log.scrollHeight - log.clientHeight;
  // The whole of what was said since the person spoke, if it fits; else its end.
  const top = offsetOf(firstOfLast(all), log);
  const bottom = offsetOf(last, log) + last.offsetHeight;
  const peek = last.offsetHeight + PEEK < log.clientHeight ? PEEK : 0;
  const words = Math.max(0, bottom - log.clientHeight + peek);
  return Math.min(end, Math.max(words, Math.min(top, end)));
}

/** @param {NodeListOf<HTMLElement>} all */
function firstOfLast(all) {
  let index = all.length - 1;
  while (index > 0 && !all[index]?.classList.contains('user')) index -= 1;
  return /** @type {HTMLElement} */ (all[index]);
}

/** @param {HTMLElement} element @param {HTMLElement} log */
function offsetOf(element, log) {
  return element.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop;
}

/** @param {HTMLElement} log */
function sizeOf(log) {
  return `${log.clientWidth} ${log.clientHeight}`;
}

function followDialog() {
  const dialog = document.querySelector('dialog');
  if (!dialog) return;
  if (state.dialog && !dialog.open) dialog.showModal();
  if (!state.dialog && dialog.open) dialog.close();
  if (!state.dialog || dialog.contains(document.activeElement)) return;
  // Another one stands in its place, and what had the focus went with the first.
  const first = /** @type {HTMLElement | null} */ (
    dialog.querySelector('input') ?? dialog.querySelector('h2')
  );
  first?.focus();
}
