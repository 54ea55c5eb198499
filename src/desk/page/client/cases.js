// The lists, and the case that is open: fetched anew whenever the stream tells of a change.
import { announce, announceChanges } from './announce.js';
import { get } from './api.js';
import { settle } from './outgoing.js';
import { missed, refused } from './refused.js';
import { say } from './say.js';
import { openCase, state, update } from './state.js';

/** Milliseconds for which the person is shown as writing after each sign of it. */
const TYPING = 6000;
/** Milliseconds between attempts to fetch what is new, while it fails. */
const AGAIN = 3000;

/** Fetches the lists; the ended ones only where they are shown. */
export const refreshLists = oneAtATime(async () => {
  const { cases } = await get('/cases', { ended: 'false' });
  if (state.openId && document.hasFocus()) markSeen(cases.find(({ id }) => id === state.openId));
  announceChanges(state.cases, cases);
  update({ cases });
  if (state.list === 'ended') update({ ended: (await get('/cases', { ended: 'true' })).cases });
});

/** Shows one of the lists: 'queue' | 'mine' | 'ended'. */
export function showList(list) {
  update({ list });
  if (list === 'ended') refreshLists().catch(refused);
}

/** Opens a case, or none. */
export async function open(id) {
  if (id === state.openId) return;
  update({
    openId: id,
    detail: null,
    activities: [],
    last: 0,
    typingUntil: 0,
    mode: 'message',
    pane: 'talk',
  });
  update({ notice: null, dialog: null });
  if (id) await refreshOpen();
}

/** Fetches the open case and what was said in it since. */
export const refreshOpen = oneAtATime(async () => {
  const id = state.openId;
  if (!id) return;
  const { case: detail } = await get(`/cases/${encodeURIComponent(id)}`).catch((error) => forget(id, error));
  if (id !== state.openId) return;
  update({ detail });
  for (;;) {
    const { activities, last } = await get(`/cases/${encodeURIComponent(id)}/activities`, {
      after: state.last,
    });
    if (id !== state.openId) return;
    if (activities.length === 0) break;
    append(activities, last);
  }
  if (document.hasFocus()) markSeen(detail);
});

/** A case that is gone is shown no longer: the person has erased what was said. Throws the error on. */
function forget(id, error) {
  if (error?.code === 'case.unknown' && id === state.openId)
    update({ detail: null, activities: [], last: 0 });
  throw error;
}

function append(activities, last) {
  const heard = state.last > 0 ? activities.filter(({ from }) => from === 'person') : [];
  if (heard.length > 0)
    announce(heard.map(({ text }) => say('announce.said', { text })).join('\n'), false, openCase()?.locale);
  if (activities.some(({ from }) => from === 'person')) update({ typingUntil: 0 });
  update({ activities: [...state.activities, ...activities], last });
  settle();
}

/** The stream says that a case changed. */
export function changed(id) {
  catchUp(id === state.openId);
}

let trying;
let openToo = false;
/** Fetches what is new, without being asked: while that fails the page says so, and tries again. */
export function catchUp(withOpen = true) {
  clearTimeout(trying);
  openToo ||= withOpen;
  const both = openToo;
  Promise.all([refreshLists(), both && refreshOpen()]).then(
    () => {
      if (both) openToo = false;
      update({ behind: false });
    },
    (error) => {
      if (!missed(error) || state.phase !== 'ready') return;
      openToo ||= both;
      update({ behind: true });
      clearTimeout(trying);
      trying = setTimeout(catchUp, AGAIN);
    },
  );
}

/** The stream says that the person of a case writes. */
export function typing(id) {
  if (id !== state.openId) return;
  // Once, not at each sign of it.
  if (state.typingUntil < Date.now()) announce(say('writes'));
  update({ typingUntil: Date.now() + TYPING });
  setTimeout(update, TYPING + 50);
}

/** Somebody looks at the open case: its last message is no news any more. */
export function markSeen(one = openCase()) {
  if (!one) return;
  const at = Math.max(one.last?.at ?? 0, state.activities.at(-1)?.at ?? 0);
  if (at <= (state.seen.get(one.id) ?? 0)) return;
  state.seen.set(one.id, at);
  update();
}

/** Calls that come while one is under way share one more after it, so that answers never overtake each other. */
function oneAtATime(work) {
  let running;
  let next;
  return function run() {
    if (!running) {
      running = work().finally(() => {
        running = undefined;
      });
      return running;
    }
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined;
        return run();
      });
    return next;
  };
}
