// All that the page shows, in one object. `update` merges a change into it and draws soon after.
import { settings } from './settings.js';

/**
 * @typedef {object} Message What stands in the log.
 * @property {string} id
 * @property {number} seq Its place in the log.
 * @property {'bot' | 'agent' | 'user'} from
 * @property {string} [name] Of the agent.
 * @property {string} text
 * @property {string} [lang] Of the text, where it is known.
 * @property {number} at Milliseconds since 1970.
 * @property {string[]} choices
 * @property {boolean} answers Whether it is something that can have helped.
 * @property {string} [key] The sender's own id of it.
 */

/** @typedef {{ id: string, text: Record<'fr' | 'en', string> }} Notice Something that is out of order. */

/**
 * @typedef {object} Outgoing A message of the person that is not in the log yet.
 * @property {string} key
 * @property {string} text
 * @property {number} at Milliseconds since 1970.
 * @property {'sending' | 'failed'} state
 * @property {'offline' | 'fast' | 'long' | 'refused' | 'server'} [reason]
 */

export const state = {
  locale: settings.locale,
  /** @type {'opening' | 'open' | 'failed'} */
  phase: 'opening',
  /** Whether anything gets through. @type {'good' | 'lost'} */
  line: 'good',
  /** @type {Message[]} */
  messages: [],
  /** @type {Outgoing[]} */
  outgoing: [],
  /** Name of the agent who has the conversation; null while it is the bot's. @type {string | null} */
  owner: null,
  /** What is out of order for the person's academy. @type {Notice[]} */
  notices: [],
  /** Whether somebody answers later, perhaps when this device is elsewhere. */
  later: false,
  /** Why there is a new conversation. @type {'' | 'expired' | 'erased' | 'ended'} */
  renewed: '',
  /** Until when somebody is shown as writing, and who. */
  typing: { until: 0, name: '' },
  /** What is said under the field. @type {'' | 'empty' | 'long'} */
  fault: '',
  /** Characters that are written. */
  written: 0,
  /** Which dialog is open. @type {'' | 'menu' | 'erase' | 'erased' | 'code' | 'resume'} */
  dialog: '',
  /** Number of the receipt of what was erased. */
  receipt: '',
  eraseFailed: false,
  /** The code to come back with; empty while it is asked for. */
  code: { text: '', until: 0 },
  /** Why there is no code, or none that opens anything. @type {'' | 'failed' | 'unknown' | 'fast'} */
  codeFault: '',
  /** What the person thinks of answers, by their id. @type {Record<string, 'like' | 'dislike'>} */
  rated: {},
  /** Messages that came while nobody looked. */
  unread: 0,
  sound: false,
  /** Whether a portal's page holds this one in a frame, and whether it shows it. */
  framed: false,
  shown: true,
  /** Whether it has the whole screen there, with the portal's own button to close it in the corner. */
  full: false,
};

/** @typedef {typeof state} State */

let draw = () => {};
let asked = false;

/** Merges a change, and draws soon after. @param {Partial<State>} change */
export function update(change = {}) {
  Object.assign(state, change);
  if (asked) return;
  asked = true;
  queueMicrotask(() => {
    asked = false;
    draw();
  });
}

/** Says who draws. @param {() => void} paint */
export function drawWith(paint) {
  draw = paint;
}

/** The choices that can be pressed: those under the last message, as long as nobody has spoken since and no agent is there. */
export function openChoices() {
  const last = state.messages[state.messages.length - 1];
  return last && state.outgoing.length === 0 && state.owner === null ? last.choices : [];
}
