// What stands on the portal before the chat is opened: the button, and what is out of order.
import { colour } from './colour.js';
import { AWAY, remember, remembered } from './memory.js';
import { hasNoLauncher, STYLE, set } from './settings.js';
import { isFull, newMessages, state, texts } from './state.js';

export const host = document.createElement('div');
host.id = 'permanence-assistance';
host.setAttribute('data-turbo-permanent', '');
export const root = host.attachShadow({ mode: 'open' });
addStyle();
export const button = document.createElement('button');
button.type = 'button';
button.className = 'launcher';
button.setAttribute('aria-haspopup', 'dialog');
button.hidden = hasNoLauncher;
/** What is read out. */
export const status = document.createElement('div');
status.className = 'unseen';
status.setAttribute('role', 'status');
const notice = document.createElement('div');
notice.className = 'notice';
notice.setAttribute('role', 'region');
notice.hidden = true;
const dismiss = document.createElement('button');
dismiss.type = 'button';
dismiss.addEventListener('click', () => {
  remember(AWAY, state.notices);
  label();
  button.focus();
});
notice.append(document.createElement('p'), dismiss);
root.append(notice, button, status);

/** Shows all in the present language, and as it is now. */
export function label() {
  const { title = '', open: ask = '', close: shut = '', incident = '', away = '' } = texts();
  const { panel, frame } = state;
  for (const part of [host, button, panel, frame]) if (part) part.lang = state.locale;
  button.textContent = state.isOpen ? shut : state.unread > 0 ? `${ask} (${newMessages()})` : ask;
  button.setAttribute('aria-expanded', String(state.isOpen));
  // In the chat they stand above the conversation.
  notice.hidden = state.isOpen || !state.notices || state.notices === remembered(AWAY);
  if (notice.firstChild) notice.firstChild.textContent = `${incident} ${state.notices}`;
  notice.setAttribute('aria-label', title);
  dismiss.setAttribute('aria-label', away);
  panel?.setAttribute('aria-label', title);
  if (frame) frame.title = title;
  // Over the whole of a small screen, the rest of the page is not there.
  panel?.setAttribute('aria-modal', String(state.isOpen && isFull()));
  host.classList.toggle('open', state.isOpen);
}

/** Tells who does not see it what has come above the button. */
export function tellNotices() {
  if (!notice.hidden) status.textContent = notice.firstChild?.textContent ?? '';
}

function addStyle() {
  host.style.setProperty('--colour', colour());
  host.classList.add(set.position === 'left' ? 'left' : 'right', set.theme === 'dsfr' ? 'dsfr' : 'own');
  try {
    // Made by script, so that a portal's Content-Security-Policy has nothing against it.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = STYLE;
    root.append(style);
  }
}
