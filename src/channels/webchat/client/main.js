// The chat page: draws the state, and follows the window, the network and the portal around it.
import { announceMessages } from './announce.js';
import { forget, startRenewals } from './conversation.js';
import { render } from './lit.js';
import { messageOf } from './log.js';
import { recall } from './memory.js';
import { listenToPortal, tellPortal } from './portal.js';
import { identify, open, wake } from './session.js';
import { settings } from './settings.js';
import { drawWith, state, update } from './state.js';
import { noteRead, title } from './unread.js';
import { afterDraw, beforeDraw } from './views/after-draw.js';
import { focusWriting } from './views/composer.js';
import { followKeyboard } from './views/keyboard.js';
import { page } from './views/page.js';

const root = /** @type {HTMLElement} */ (document.getElementById('chat'));
root.replaceChildren();

drawWith(() => {
  beforeDraw();
  render(page(), root);
  afterDraw();
  document.title = title();
});

/** Somebody is here again: what came is read, and a line that fell silent is looked after. */
function back() {
  if (document.visibilityState !== 'visible') return;
  noteRead();
  wake();
}

document.addEventListener('visibilitychange', back);
window.addEventListener('pageshow', ({ persisted }) => persisted && back());
window.addEventListener('focus', noteRead);
window.addEventListener('online', wake);
window.addEventListener('offline', wake);
window.addEventListener('resize', () => update());
followKeyboard();
document.addEventListener('keydown', (event) => {
  // Inside a dialog the key closes that.
  if (event.key === 'Escape' && !state.dialog && !event.isComposing) tellPortal('close');
});

listenToPortal({
  shown: () => {
    noteRead();
    // What was hidden until now takes the focus from its first frame on.
    if (state.shown) requestAnimationFrame(focusWriting);
  },
  locale: (locale) => {
    document.documentElement.lang = locale;
    update({ locale });
  },
  identity: identify,
});

// What the bot says first is on the page before the line is open.
const greeting = settings.greeting.map(messageOf);
update({ messages: greeting });
if (!recall() && !settings.reset) announceMessages(greeting);
startRenewals();
if (settings.reset) forget();
else await open();
