// How long the editor's session lasts: said in good time, and put off at a press.
import { get, post } from './api.js';
import { act, announce, tell } from './room.js';
import { say } from './say.js';
import { state, update } from './state.js';

/** Milliseconds between two looks at the clock. */
const LOOK = 30_000;
/** Milliseconds before the end of a session in which the page speaks of it. */
export const WARNING = 15 * 60_000;

let warned = false;

/** Looks at the clock from here on: the end is told before it comes, and when it has come. */
export function watchSession() {
  noteEnd(state.me.endsIn);
  setInterval(look, LOOK);
}

/** Goes on for another working day. */
export const prolong = () =>
  act(async () => {
    noteEnd((await post('/me/session')).endsIn);
    tell(say('session.prolonged'));
  });

async function look() {
  if (state.phase !== 'ready') return;
  update({ now: Date.now() });
  const left = state.endsAt - state.now;
  if (left < WARNING && !warned) {
    warned = true;
    announce(say('session.soon'), true);
  }
  // Whether it is over the server knows: another tab may have put it off.
  if (left <= 0) await act(async () => noteEnd((await get('/me')).endsIn));
}

/** @param {number} left Milliseconds that the session has left. */
function noteEnd(left) {
  warned = false;
  update({ now: Date.now(), endsAt: Date.now() + left });
}
