// The desk's page: draws the state, and follows address, keyboard and window.
import { isUnread, titleWith } from './announce.js';
import { markSeen, open } from './cases.js';
import { onKey } from './keys.js';
import { render } from './lit.js';
import { refused } from './refused.js';
import { begin, connect, noteOffline, startClock } from './session.js';
import { drawWith, state, update } from './state.js';
import { afterDraw, beforeDraw } from './views/after-draw.js';
import { page } from './views/page.js';

const root = document.getElementById('desk');
root.replaceChildren();

drawWith(() => {
  beforeDraw();
  render(page(), root);
  afterDraw();
  const waiting = state.cases?.filter((one) => one.state === 'waiting' || isUnread(one)).length ?? 0;
  document.title = titleWith(waiting);
});

/** `#case=ID`: so that going back, and links in tickets, work. */
function followAddress() {
  open(new URLSearchParams(location.hash.slice(1)).get('case')).catch(refused);
}

window.addEventListener('hashchange', followAddress);
// Signed in again in another tab: this one goes on too.
window.addEventListener('focus', () => (state.phase === 'signed-out' ? begin() : markSeen()));
window.addEventListener('offline', () => noteOffline());
window.addEventListener('online', connect);
window.addEventListener('resize', () => update());
document.addEventListener('keydown', onKey);

startClock();
await begin();
followAddress();
