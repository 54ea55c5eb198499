// What was said, as activities of Direct Line tell it.
import { announceMessages } from './announce.js';
import { state, update } from './state.js';
import { noteUnread } from './unread.js';

/**
 * @typedef {object} Activity
 * @property {string} id
 * @property {string} type
 * @property {string} [timestamp]
 * @property {{ id: string, name?: string, role?: string }} [from]
 * @property {string} [text]
 * @property {string} [locale]
 * @property {string} [code]
 * @property {{ actions: { title: string }[] }} [suggestedActions]
 * @property {Record<string, any>} [channelData]
 */

/** Milliseconds for which somebody is shown as writing after each sign of it. */
const TYPING = 6000;

/**
 * Takes in what came over the line; what is there already changes nothing.
 * @param {Activity[]} activities
 * @param {boolean} [first] Whether this is what was said before the page was opened.
 */
export function hear(activities, first = false) {
  for (const one of activities) if (one.type === 'typing') showTyping(one.from?.name ?? '');
  const known = new Set(state.messages.map(({ id }) => id));
  const fresh = activities.filter(({ type, id }) => type === 'message' && !known.has(id)).map(messageOf);
  if (fresh.length === 0) return;
  const messages = [...state.messages, ...fresh].sort((one, other) => one.seq - other.seq);
  const keys = new Set(fresh.map(({ key }) => key));
  const outgoing = state.outgoing.filter(({ key }) => !keys.has(key));
  const said = fresh.filter(({ from }) => from !== 'user');
  update({ messages, outgoing, ...(said.length > 0 && { typing: { until: 0, name: '' } }) });
  if (first) return;
  announceMessages(said);
  noteUnread(said.length);
}

/** @param {Activity} activity @returns {import('./state.js').Message} */
export function messageOf({ id, from, text = '', timestamp, locale, suggestedActions, channelData = {} }) {
  const { agent } = channelData;
  return {
    id,
    seq: channelData['webchat:sequence-id'] ?? 0,
    from: from?.role === 'user' ? 'user' : agent ? 'agent' : 'bot',
    name: agent?.name,
    text: agent?.text ?? text,
    lang: locale?.slice(0, 2),
    at: timestamp ? Date.parse(timestamp) : Date.now(),
    choices: suggestedActions?.actions.map(({ title }) => title) ?? [],
    answers: channelData.feedbackLoop !== undefined,
    key: channelData.clientActivityID,
  };
}

/** @param {string} name */
function showTyping(name) {
  update({ typing: { until: Date.now() + TYPING, name } });
  setTimeout(update, TYPING + 50);
}
