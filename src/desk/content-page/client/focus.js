// Where the keyboard goes on when what it was on is gone.

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';

/** @type {Element[]} */
let order = [];
/** @type {Element | null} */
let had = null;

/** Notes where the focus is before a drawing. */
export function beforeDraw() {
  had = document.activeElement;
  order = [...document.querySelectorAll(FOCUSABLE)];
}

/** Where what had the focus is gone: to what came in its place, else to what stands before it, else to the heading. */
export function afterDraw() {
  if (!had || had.isConnected || document.activeElement !== document.body) return;
  const inPlace =
    had.id && document.querySelector(`:is(input, select, textarea)[id^="${CSS.escape(had.id)}-"]`);
  const before = order
    .slice(0, Math.max(0, order.indexOf(had)))
    .findLast((one) => one.isConnected && one.closest('main'));
  const next = inPlace || before || document.querySelector('main h1, main h2');
  /** @type {HTMLElement | null} */ (next)?.focus();
}

/** Puts the focus on the first of these that there is, once what was changed is drawn. @param {string} selector */
export function focusSoon(selector) {
  queueMicrotask(() => /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus());
}
