// The chat in its frame, and what the two pages tell one another.
import { COLOUR, colour } from './colour.js';
import { root, status } from './launcher.js';
import { origin, set } from './settings.js';
import { isFull, state, texts } from './state.js';

/** Milliseconds after the frame has loaded, and in all, in which the chat says that it is there. */
const READY = 1500;
const PATIENCE = 20_000;

/** Loads the chat. */
export function openFrame() {
  const panel = document.createElement('div');
  panel.className = 'panel';
  panel.setAttribute('role', 'dialog');
  const frame = document.createElement('iframe');
  frame.src = address();
  frame.addEventListener('load', () => setTimeout(doubt, READY));
  setTimeout(doubt, PATIENCE);
  panel.append(frame);
  root.append(panel);
  Object.assign(state, { panel, frame });
  return panel;
}

/** The address of the chat as it is to be now. */
export function address() {
  const query = new URLSearchParams({ locale: state.locale });
  if (state.academy) query.set('academy', state.academy);
  if (set.theme) query.set('theme', set.theme);
  if (colour() !== COLOUR) query.set('color', colour().slice(1));
  return `${origin}/webchat?${query}`;
}

/** Tells the chat something, once it is there. @param {string} type @param {object} detail */
export function post(type, detail) {
  if (state.ready) state.frame?.contentWindow?.postMessage({ permanence: type, ...detail }, origin);
}

/** The chat says that it is there. */
export function greetFrame() {
  state.ready = true;
  state.panel?.querySelector('.blocked')?.remove();
  post('shown', { shown: state.isOpen, full: isFull() });
  post('locale', { locale: state.locale });
  if (state.identity) post('identity', { token: state.identity });
}

/** The chat does not say that it is there: the portal may not show it, or a network keeps it away. */
function doubt() {
  const { panel } = state;
  if (state.ready || !panel || panel.querySelector('.blocked')) return;
  const box = document.createElement('div');
  box.className = 'blocked';
  const text = document.createElement('p');
  text.textContent = texts().blocked ?? '';
  const link = document.createElement('a');
  link.href = address();
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = texts().elsewhere ?? '';
  box.append(text, link);
  panel.prepend(box);
  status.textContent = text.textContent;
  if (state.isOpen) link.focus();
}

/** Over the whole of a phone, the panel ends above the keyboard. */
export function fit() {
  const view = window.visualViewport;
  const { panel } = state;
  if (!view || !panel) return;
  const full = isFull() && view.scale < 1.05;
  panel.style.height = full ? `${view.height}px` : '';
  panel.style.top = full ? `${view.offsetTop}px` : '';
}

/** Forgets what the frame keeps in this browser, which only a page of its own origin can. */
export function clearFrame() {
  const broom = document.createElement('iframe');
  broom.hidden = true;
  broom.title = texts().title ?? '';
  broom.src = `${origin}/webchat?reset`;
  broom.addEventListener('load', () => setTimeout(() => broom.remove(), READY));
  root.append(broom);
}
