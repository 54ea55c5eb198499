// The launcher on the academy's portal: a button, and the chat in a frame. Before it is opened nothing is loaded, asked or kept: what is
// out of order comes in this script, unless the portal wants it asked for (`data-notices="live"`).
// It works as a plain, deferred, inlined or module script, is there once however often it is loaded, and stands again where a
// portal exchanges the content of its page. The portal drives it by `window.Permanence`. It is sent as one script (assets.ts).
import { address, clearFrame, fit, greetFrame, openFrame, post } from './frame.js';
import { button, host, label, status } from './launcher.js';
import { OPEN, remember, remembered } from './memory.js';
import { lookAgain, showNotices, watchNotices } from './notices.js';
import { localeOf, origin } from './settings.js';
import { isFull, newMessages, state } from './state.js';

/** What had the focus before the chat was opened. @type {Element | null} */
let opener = null;

button.addEventListener('click', toggle);
window.addEventListener('message', hear);
window.addEventListener('permanence:notices', showNotices);
window.addEventListener('popstate', () => state.isOpen && isFull() && close());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented && state.isOpen) close();
});
Object.defineProperty(window, 'Permanence', {
  value: Object.freeze({ open, close, toggle, setLocale, setAcademy, identify, reset, on, off }),
});
window.visualViewport?.addEventListener('resize', fit);
watchNotices();
if (document.body) stand();
else document.addEventListener('DOMContentLoaded', stand);

/** Puts the launcher on the page, and again whenever the portal has exchanged its content. */
function stand() {
  if (!host.isConnected) document.body.append(host);
  new MutationObserver(() => {
    if (host.isConnected || !document.body) return;
    document.body.append(host);
    // A frame that was taken out of the page loads anew.
    state.ready = false;
  }).observe(document.documentElement, { childList: true, subtree: true });
  tell('ready');
  if (remembered(OPEN) === '1') open({ focus: false });
}

/** Opens the chat. @param {{ focus?: boolean } | Event} [options] */
function open(options) {
  if (state.isOpen) return;
  opener = document.activeElement;
  const panel = state.panel ?? openFrame();
  state.isOpen = true;
  panel.hidden = false;
  remember(OPEN, '1');
  if (isFull()) history.pushState({ ...history.state, permanence: true }, '');
  label();
  // The person pressed something to get here, unless the page before this one had the chat open.
  if (!(options && 'focus' in options && options.focus === false)) state.frame?.focus();
  post('shown', { shown: true, full: isFull() });
  tell('open');
}

/** Closes it; the conversation goes on. */
function close() {
  if (!state.isOpen || !state.panel) return;
  state.isOpen = false;
  state.panel.hidden = true;
  remember(OPEN, '');
  if (history.state?.permanence) history.back();
  label();
  post('shown', { shown: false });
  const back = button.hidden ? /** @type {HTMLElement | null} */ (opener) : button;
  back?.focus();
  tell('close');
}

function toggle() {
  if (state.isOpen) close();
  else open();
}

/** Changes the language: 'fr' or 'en'. @param {string} locale */
function setLocale(locale) {
  state.locale = localeOf(locale);
  lookAgain();
  label();
  post('locale', { locale: state.locale });
}

/** Changes the academy; an open conversation of another one is left. @param {string} academy */
function setAcademy(academy) {
  if (academy === state.academy) return;
  state.academy = academy;
  lookAgain();
  if (state.frame) state.frame.src = address();
}

/** Says who the person is, by a JWT that the portal's own server has signed. @param {string} token */
function identify(token) {
  state.identity = token;
  post('identity', { token });
}

/** Forgets the person, at their sign-out: the next one begins anew. */
function reset() {
  close();
  state.panel?.remove();
  Object.assign(state, { identity: '', unread: 0, panel: undefined, frame: undefined });
  label();
  clearFrame();
}

/** Listens to 'ready', 'open', 'close', 'unread' or 'message'. @param {string} type @param {(event: any) => void} listener */
function on(type, listener) {
  window.addEventListener(`permanence:${type}`, listener);
}

/** Listens no more. @param {string} type @param {(event: any) => void} listener */
function off(type, listener) {
  window.removeEventListener(`permanence:${type}`, listener);
}

/** @param {string} type @param {object} [detail] */
function tell(type, detail = {}) {
  window.dispatchEvent(new CustomEvent(`permanence:${type}`, { detail }));
}

/** What the chat says. @param {MessageEvent} event */
function hear({ source, origin: theirs, data }) {
  if (!state.frame || source !== state.frame.contentWindow || theirs !== origin) return;
  if (data.permanence === 'ready') greetFrame();
  if (data.permanence === 'close') close();
  if (data.permanence === 'message') tell('message', { count: data.count });
  if (data.permanence !== 'unread') return;
  state.unread = data.count;
  label();
  status.textContent = data.count > 0 ? newMessages() : '';
  tell('unread', { count: data.count });
}
