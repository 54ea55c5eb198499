import { localeOf, set, TEXTS } from './settings.js';

export const state = {
  locale: localeOf(set.locale || document.documentElement.lang),
  academy: set.academy,
  isOpen: false,
  unread: 0,
  identity: '',
  /** What is out of order. */
  notices: '',
  /** Whether the chat has said that it is there. */
  ready: false,
  /** The chat, once it was opened. @type {HTMLElement | undefined} */
  panel: undefined,
  /** @type {HTMLIFrameElement | undefined} */
  frame: undefined,
};

/** The texts of the present language. */
export function texts() {
  return TEXTS[state.locale];
}

/** How many messages came while nobody looked, in words. */
export function newMessages() {
  const { one = '', other = '' } = texts();
  return (state.unread === 1 ? one : other).replace('{count}', String(state.unread));
}

/** Whether the chat takes the whole of a small screen. */
export function isFull() {
  return matchMedia('(max-width: 480px), (max-height: 480px)').matches;
}
