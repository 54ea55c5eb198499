// The person's messages on their way. A text is never lost: what did not arrive can be sent again under its key, by which the
// service knows it, so that it does not arrive twice.
import { announce } from './announce.js';
import { ApiError } from './api.js';
import { ConversationOver, callConversation } from './conversation.js';
import { say } from './say.js';
import { state, update } from './state.js';

/** Milliseconds before a message that found no line is sent again by itself. */
const AGAIN = [800, 2500];
/** Milliseconds in which a message that arrived has to be in the log; then the page looks for it. */
const ECHO = 1500;
/** Milliseconds between two signs that the person writes, for an agent. */
const TYPING_EVERY = 3000;

let expectAnswer = () => {};
let look = () => {};
/** One after the other, so that they arrive in the order in which they were written. */
let queue = Promise.resolve();
/** Keys of those in the queue. @type {Set<string>} */
const queued = new Set();

/** Says who is told that an answer is near, and who looks for what should be here. @param {{ expect: () => void, poll: () => void }} line */
export function sendOver(line) {
  expectAnswer = line.expect;
  look = line.poll;
  // What was written before the line was open, or when the conversation before this one was over.
  for (const message of state.outgoing) if (message.state === 'sending') enqueue(message);
  retryAll();
}

/** Sends a text. @param {string} text */
export function send(text) {
  /** @type {import('./state.js').Outgoing} */
  const message = { key: uuid(), text, at: Date.now(), state: 'sending' };
  update({ outgoing: [...state.outgoing, message], renewed: '' });
  enqueue(message);
}

/** Sends a message again that did not arrive. @param {import('./state.js').Outgoing} message */
export function retry(message) {
  change(message, { state: 'sending', reason: undefined });
  enqueue(message);
}

/** Sends what found no line, now that there is one. */
export function retryAll() {
  for (const message of state.outgoing) if (message.reason === 'offline') retry(message);
}

/** Takes a message back that did not arrive. @param {import('./state.js').Outgoing} message */
export function takeBack(message) {
  update({ outgoing: state.outgoing.filter(({ key }) => key !== message.key) });
}

/** @param {import('./state.js').Outgoing} message */
function enqueue(message) {
  if (state.phase !== 'open' || queued.has(message.key)) return;
  queued.add(message.key);
  queue = queue.then(() => attempt(message, 0)).then(() => void queued.delete(message.key));
}

/** @param {import('./state.js').Outgoing} message @param {number} tries @returns {Promise<void>} */
async function attempt(message, tries) {
  const { key, text } = message;
  if (!state.outgoing.some((one) => one.key === key)) return;
  try {
    const body = { type: 'message', text, locale: state.locale, channelData: { clientActivityID: key } };
    await callConversation('POST', '/activities', body);
    expectAnswer();
    setTimeout(() => state.outgoing.some((one) => one.key === key) && look(), ECHO);
  } catch (error) {
    // The next look finds that out too, and begins anew: then it is sent there.
    if (error instanceof ConversationOver) return look();
    const wait = waitBefore(error, tries);
    if (wait === undefined) return fail(message, error);
    await new Promise((resolve) => setTimeout(resolve, wait));
    return attempt(message, tries + 1);
  }
}

/** Milliseconds before another attempt by itself; undefined where the person has to decide. @param {unknown} error @param {number} tries */
function waitBefore(error, tries) {
  const lost = error instanceof ApiError && (error.status === 0 || error.status >= 500);
  return lost && navigator.onLine ? AGAIN[tries] : undefined;
}

/** @param {import('./state.js').Outgoing} message @param {unknown} error */
function fail(message, error) {
  const reason = reasonOf(error);
  change(message, { state: 'failed', reason });
  announce(`${say('not_sent')} ${say(`reason.${reason}`)}`, { urgent: true });
  if (reason === 'offline') look();
}

/** @param {unknown} error */
function reasonOf(error) {
  const status = error instanceof ApiError ? error.status : 500;
  if (status === 0) return 'offline';
  if (status === 429) return 'fast';
  if (status === 413) return 'long';
  return status >= 500 ? 'server' : 'refused';
}

/** @param {import('./state.js').Outgoing} message @param {Partial<import('./state.js').Outgoing>} part */
function change(message, part) {
  update({
    outgoing: state.outgoing.map((one) => (one.key === message.key ? Object.assign(one, part) : one)),
  });
}

let told = 0;
/** Lets an agent who has the conversation see that the person writes. */
export function showTyping() {
  if (!state.owner || state.phase !== 'open' || Date.now() - told < TYPING_EVERY) return;
  told = Date.now();
  callConversation('POST', '/activities', { type: 'typing' }).catch(() => {});
}

/** `crypto.randomUUID` is only there over HTTPS. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
