// Other tabs of the same browser: a new one asks which conversation is under way, so that all show the same. Nothing is kept
// anywhere for that, and where it is not to be had each tab has a conversation of its own.

const NAME = 'permanence.conversation';
/** Milliseconds for another tab to answer: that is there, busy as it may be, and where that cannot be known. */
const PATIENCE = 2000;
const GUESS = 150;

/** @type {BroadcastChannel | undefined} */
let channel;
try {
  channel = new BroadcastChannel(NAME);
} catch {}

/**
 * Tells the others when they ask, until one of them says that the person has signed out.
 * @param {() => import('./memory.js').Kept | undefined} current
 * @param {() => void} signedOut
 */
export function answerTabs(current, signedOut) {
  channel?.addEventListener('message', ({ data }) => {
    const kept = current();
    if (data === 'which?' && kept) channel?.postMessage(kept);
    if (data === 'signed out') signedOut();
  });
}

/** The person has signed out: the others forget, too. */
export function silenceTabs() {
  channel?.postMessage('signed out');
}

/** Ends the lock by which other tabs know that there is a conversation here. @type {(() => void) | undefined} */
let letGo;

/** Lets other tabs know whether there is a conversation in this one. @param {boolean} has */
export function showTabs(has) {
  if (has === Boolean(letGo)) return;
  letGo?.();
  letGo = undefined;
  if (!has) return;
  /** @type {Promise<void>} */
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  // Not there without HTTPS.
  navigator.locks?.request(NAME, { mode: 'shared' }, () => held).catch(() => {});
}

/** Milliseconds worth waiting for another tab. */
async function patience() {
  try {
    const { held = [] } = await navigator.locks.query();
    const others = held.filter(({ name }) => name === NAME).length - (letGo ? 1 : 0);
    return others > 0 ? PATIENCE : 0;
  } catch {
    return GUESS;
  }
}

/** The conversation of another tab. @returns {Promise<import('./memory.js').Kept | undefined>} */
export async function askTabs() {
  const open = channel;
  const wait = open ? await patience() : 0;
  if (!open || wait === 0) return undefined;
  return new Promise((resolve) => {
    /** @param {import('./memory.js').Kept} [kept] */
    const end = (kept) => {
      open.removeEventListener('message', hear);
      resolve(kept);
    };
    /** @param {MessageEvent} event */
    const hear = ({ data }) => data?.token && end(data);
    open.addEventListener('message', hear);
    open.postMessage('which?');
    setTimeout(end, wait);
  });
}
