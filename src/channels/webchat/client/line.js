// How the log gets here. Polling is the first resort: it works behind every proxy, and what it asks for is there at once. A
// WebSocket is tried beside it; from when it has proven itself until it fails, nothing is polled.
import { ApiError } from './api.js';
import { ConversationOver, callConversation, streamAddress } from './conversation.js';
import { keepSocket, stepAt } from './keep-socket.js';

/** Milliseconds between polls: while something is going on, while nothing is, and while nobody looks. */
const BUSY = 1000;
const IDLE = 4000;
const UNSEEN = 15_000;
/** Milliseconds after an act of the person for which something is going on. */
const LIVELY = 15_000;
/** Milliseconds between attempts while nothing gets through. */
const LOST = [2000, 5000, 10_000, 20_000];

/**
 * @typedef {object} Listener
 * @property {(activities: import('./log.js').Activity[]) => void} heard
 * @property {(name: string | null, later: boolean) => void} owned An agent has the conversation, or nobody but the bot; and whether somebody answers later.
 * @property {(notices: import('./state.js').Notice[]) => void} noticed What is out of order.
 * @property {(line: 'good' | 'lost') => void} changed
 * @property {(reason: 'expired' | 'erased') => void} over The conversation is gone.
 */

/** Listens to the conversation until `close`. @param {Listener} listener */
export function openLine({ heard, owned, noticed, changed, over }) {
  let watermark = '';
  let live = false;
  let closed = false;
  let failures = 0;
  let livelyUntil = Date.now() + LIVELY;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;
  /** @type {Promise<void> | undefined} */
  let polling;
  const socket = keepSocket(() => streamAddress(watermark), {
    heard: take,
    proven: () => {
      failures = 0;
      if (!live) changed('good');
      live = true;
      clearTimeout(next);
    },
    ended: () => {
      live = false;
      poll();
    },
  });
  poll().then(socket.connect);
  return { poll, wake, expect, close };

  /** Looks now. Calls at the same time share one look. */
  function poll() {
    clearTimeout(next);
    polling ??= look().finally(() => {
      polling = undefined;
      plan();
    });
    return polling;
  }

  async function look() {
    try {
      for (let more = true; more && !closed; ) {
        const set = await callConversation('GET', `/activities?watermark=${watermark}&owner`);
        more = take(set);
      }
      if (closed) return;
      failures = 0;
      changed('good');
    } catch (error) {
      if (!closed) missed(error);
    }
  }

  /** @param {unknown} error */
  function missed(error) {
    if (error instanceof ConversationOver) return over(error.reason);
    // Asked too often, or for what is not there: it says nothing of the line.
    if (error instanceof ApiError && error.status === 404) return over('erased');
    failures += 1;
    // One that fails may be a hiccup.
    if (failures > 1 || !navigator.onLine) changed('lost');
  }

  /**
   * @param {{ activities?: import('./log.js').Activity[], watermark?: string, owner?: string | null, later?: boolean, notices?: import('./state.js').Notice[] }} set
   * @returns {boolean} Whether there may be more.
   */
  function take({ activities = [], watermark: reached = watermark, owner, later = false, notices }) {
    if (Number(reached) >= Number(watermark)) watermark = reached;
    const end = activities.find(({ type }) => type === 'endOfConversation');
    if (end) {
      over('erased');
      return false;
    }
    if (activities.length > 0) heard(activities);
    if (owner !== undefined) owned(owner, later);
    if (notices) noticed(notices);
    return activities.length >= 100;
  }

  function plan() {
    clearTimeout(next);
    if (closed || live) return;
    next = setTimeout(poll, failures > 0 ? stepAt(LOST, failures - 1) : pace());
  }

  function pace() {
    if (Date.now() < livelyUntil) return BUSY;
    return document.visibilityState === 'hidden' ? UNSEEN : IDLE;
  }

  /** The person is back, or the network is: what is silent may be dead. */
  function wake() {
    if (closed) return;
    socket.wake();
    poll();
  }

  /** The person did something: an answer is near. */
  function expect() {
    livelyUntil = Date.now() + LIVELY;
    if (!live) plan();
  }

  function close() {
    closed = true;
    clearTimeout(next);
    socket.close();
  }
}
