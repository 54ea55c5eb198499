// Other tabs of the same browser: a new one asks which conversation is under way, so that all show the same. Nothing is kept
// anywhere for that, and where it is not to be had each tab has a conversation of its own.

/** Milliseconds for another tab to answer. */
const PATIENCE = 150;

/** @type {BroadcastChannel | undefined} */
let channel;
try {
  channel = new BroadcastChannel('permanence.conversation');
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

/** The conversation of another tab. @returns {Promise<import('./memory.js').Kept | undefined>} */
export function askTabs() {
  const open = channel;
  if (!open) return Promise.resolve(undefined);
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
    setTimeout(end, PATIENCE);
  });
}
