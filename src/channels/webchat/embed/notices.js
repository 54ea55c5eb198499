import { label } from './launcher.js';
import { nonce, origin } from './settings.js';
import { state } from './state.js';

/** Milliseconds between looks for what is out of order, while the page is looked at. */
const LOOK = 60_000;

/** Begins to look for what is out of order. */
export function watchNotices() {
  askNotices();
  setInterval(askNotices, LOOK);
}

/** Asks what is out of order: a script, which the portal's policy lets in where it lets this one in. Nothing of the person is sent. */
export function askNotices() {
  if (document.hidden) return;
  const ask = document.createElement('script');
  const query = new URLSearchParams({ locale: state.locale });
  if (state.academy) query.set('academy', state.academy);
  ask.src = `${origin}/webchat/notices.js?${query}`;
  ask.nonce = nonce;
  ask.referrerPolicy = 'no-referrer';
  for (const end of ['load', 'error']) ask.addEventListener(end, () => ask.remove());
  document.head.append(ask);
}

/** @param {Event} event */
export function showNotices(event) {
  const found = /** @type {CustomEvent<{ text: string }[]>} */ (event).detail;
  state.notices = found.map(({ text }) => text).join(' ');
  label();
}
