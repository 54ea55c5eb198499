// Messages and private notes on their way. A text is never lost: what did not arrive can be sent again under its key.
import { post } from './api.js';
import { refreshLists, refreshOpen } from './cases.js';
import { draftOf, keepDraft, putBack } from './drafts.js';
import { settle } from './outgoing.js';
import { refused } from './refused.js';
import { openCase, state, update } from './state.js';

/** Milliseconds between two signs that the agent writes. */
const TYPING_EVERY = 3000;
/** Milliseconds for which such a sign is held back: one that overtakes a message sent at once would stand after it. */
const HELD_BACK = 400;

/** What is being written in the open case. */
export function draft() {
  return draftOf(state.openId, state.mode);
}

/** Keeps what is being written. */
export function setDraft(text) {
  keepDraft(state.openId, state.mode, text);
  update();
}

/** Sends what is written, as a message or as a note. */
export async function submit() {
  const text = draft().trim();
  const one = openCase();
  if (!text || !one) return;
  clearTimeout(sign);
  told = 0;
  setDraft('');
  if (state.mode === 'note') return sendNote(one.id, text);
  const message = {
    caseId: one.id,
    key: crypto.randomUUID(),
    fence: one.fence,
    text,
    at: Date.now(),
    after: state.last,
    failed: false,
  };
  update({ outgoing: [...state.outgoing, message] });
  await send(message);
}

/** Sends a message that did not arrive again. Its key makes sure that it does not arrive twice. */
export async function retry(message) {
  message.failed = false;
  update();
  await send(message);
}

/** Takes a message that did not arrive back into the writing box, to go on there. */
export function takeBack(message) {
  makeDraft(message);
  update({ mode: 'message' });
}

/** Who writes a note by then goes on with it. */
function makeDraft(message) {
  update({ outgoing: state.outgoing.filter((other) => other !== message) });
  putBack(message.caseId, 'message', message.text);
}

async function send(message) {
  const { caseId, key, fence, text } = message;
  try {
    const { seq } = await post(`/cases/${encodeURIComponent(caseId)}/messages`, { key, fence, text });
    message.seq = seq;
    // First the log, then off with the message on its way: it does not vanish in between.
    if (caseId === state.openId) await refreshOpen().catch(() => {});
    update({ outgoing: state.outgoing.filter((other) => other !== message) });
    refreshLists().catch(() => {});
  } catch (error) {
    // The answer was lost, and the message was not.
    if (error.status === 0 && !state.outgoing.includes(message)) return;
    // Without a session the page goes away, and a message on its way with it; a draft stays.
    if ([401, 403, 404, 409].includes(error.status)) makeDraft(message);
    else message.failed = true;
    refused(error);
    settle();
    if (error.status === 409) await Promise.all([refreshOpen(), refreshLists()]).catch(() => {});
  }
}

async function sendNote(id, text) {
  try {
    await post(`/cases/${encodeURIComponent(id)}/notes`, { text });
    await refreshOpen().catch(() => {});
  } catch (error) {
    putBack(id, 'note', text);
    refused(error);
  }
}

let told = 0;
let sign;
/** Lets the person see that the agent writes. */
export function showTyping() {
  const now = Date.now();
  if (state.mode !== 'message' || now - told < TYPING_EVERY || !state.openId) return;
  told = now;
  const path = `/cases/${encodeURIComponent(state.openId)}/typing`;
  sign = setTimeout(() => post(path).catch(() => {}), HELD_BACK);
}
