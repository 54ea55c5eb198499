// From the opening of the page to the end of the conversation, and on to the next one.
import { announce } from './announce.js';
import {
  ConversationOver,
  callConversation,
  enter,
  enterByCode,
  enterNext,
  leave,
  sendIdentity,
} from './conversation.js';
import { openLine } from './line.js';
import { hear } from './log.js';
import { retryAll, sendOver } from './outgoing.js';
import { say } from './say.js';
import { state, update } from './state.js';

/** @type {ReturnType<typeof openLine> | undefined} */
let line;

/** Opens the conversation; where nothing gets through the page says so, and `open` can be tried again. */
export async function open() {
  update({ phase: 'opening' });
  try {
    await enter();
    listen(true);
  } catch (error) {
    if (error instanceof ConversationOver) return renew(error.reason);
    update({ phase: 'failed' });
    announce(say('failed'), { urgent: true });
  }
}

/** Begins anew, and says why. @param {'expired' | 'erased' | 'ended'} reason */
export async function renew(reason) {
  line?.close();
  update({ phase: 'opening', messages: [], owner: null, later: false, renewed: reason, dialog: '' });
  try {
    await enterNext();
    listen(false);
    announce(say(`renewed.${reason}`));
  } catch {
    update({ phase: 'failed' });
    announce(say('failed'), { urgent: true });
  }
}

/** Erases the conversation on the service at once; gives the number of the receipt. Throws ApiError. */
export async function erase() {
  // Before the service tells everybody who listens.
  line?.close();
  try {
    const { receipt } = await callConversation('DELETE', '');
    leave();
    update({ messages: [], outgoing: [], phase: 'opening' });
    return receipt;
  } catch (error) {
    listen(true);
    throw error;
  }
}

/** Goes on with the conversation of a code, in place of the one that is open. Throws ApiError, and then nothing has changed. @param {string} code */
export async function redeemCode(code) {
  await enterByCode(code);
  line?.close();
  update({ messages: [], outgoing: [], owner: null, later: false, renewed: '', dialog: '' });
  listen(true);
  announce(say('resume.done'));
}

let identity = '';
/** The portal says who the person is. @param {string} token */
export function identify(token) {
  identity = token;
  if (state.phase === 'open' && token) sendIdentity(token).catch(() => {});
}

/** The person or the network is back. */
export function wake() {
  if (state.phase === 'failed') open();
  else line?.wake();
}

/** @param {boolean} known Whether what comes first was there before, or stands on the page already. */
function listen(known) {
  let first = known;
  line = openLine({
    heard: (activities) => {
      // What stood on the page until now was what the bot says first; now it is said.
      if (state.messages.some(({ seq }) => seq === 0)) update({ messages: [] });
      hear(activities, first);
      first = false;
    },
    owned,
    noticed,
    changed: lineChanged,
    over: renew,
  });
  update({ phase: 'open' });
  sendOver(line);
  identify(identity);
}

/** @param {string | null} name @param {boolean} later */
function owned(name, later) {
  if (later !== state.later) {
    update({ later });
    if (later) announce(say('code.offer'));
  }
  if (name === state.owner) return;
  update({ owner: name });
  // That the agent has gone is said by the bot.
  if (name) announce(say('with_agent', { name }));
}

/** What is out of order stands above the conversation, and is read out once. @param {import('./state.js').Notice[]} notices */
function noticed(notices) {
  const known = new Set(state.notices.map(({ id }) => id));
  update({ notices });
  for (const { id, text } of notices) if (!known.has(id)) announce(text[state.locale]);
}

/** @param {'good' | 'lost'} now */
function lineChanged(now) {
  if (now === state.line) return;
  const good = now === 'good';
  update({ line: now });
  announce(say(good ? 'back' : 'lost'), { urgent: !good });
  if (good) retryAll();
}
