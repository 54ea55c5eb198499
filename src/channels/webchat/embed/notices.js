import { label, tellNotices } from './launcher.js';
import { isLive, nonce, origin, sent } from './settings.js';
import { state } from './state.js';

/** Milliseconds between looks for what is out of order, while the page is looked at. */
const LOOK = 60_000;

/** Shows what came with the script, for the academy and in the language of now; or begins to ask, where the portal wants that. */
export function watchNotices() {
  lookAgain();
  if (isLive) setInterval(askNotices, LOOK);
}

/** Language or academy are others. */
export function lookAgain() {
  if (isLive) return askNotices();
  const { academy, locale } = state;
  state.notices = sent
    .filter(({ academies }) => academies === '*' || (academy && academies.includes(academy)))
    .map(({ text }) => text[locale])
    .join(' ');
  label();
}

/** Asks what is out of order: a script, which the portal's policy lets in where it lets this one in. Nothing of the person is sent. */
function askNotices() {
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
  const before = state.notices;
  state.notices = found.map(({ text }) => text).join(' ');
  label();
  // It came while the page is being read.
  if (state.notices !== before) tellNotices();
}
