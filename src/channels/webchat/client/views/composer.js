import { html, nothing } from '../lit.js';
import { send, showTyping } from '../outgoing.js';
import { count, say } from '../say.js';
import { settings } from '../settings.js';
import { state, update } from '../state.js';

/** Characters before the end from which on the page tells how many are left. */
const NEAR = 500;

/** Where the person writes; the line on passwords is a part of it. */
export function composer() {
  const { fault, written } = state;
  const left = settings.longest - written;
  return html`
    <form class="composer" @submit=${onSubmit} novalidate>
      <p class="ask">
        <label for="writing">${say('write')}</label>
        <span id="no-password">${say('no_password')}</span>
      </p>
      <textarea
        id="writing"
        rows="1"
        autocomplete="off"
        enterkeyhint="send"
        aria-describedby="no-password ${fault ? 'fault' : ''}"
        aria-invalid=${fault ? 'true' : nothing}
        @input=${onInput}
        @keydown=${onKeyDown}
      ></textarea>
      <button type="submit" class="primary">${say('send')}</button>
      ${fault ? html`<p id="fault" class="fault">${faultText()}</p>` : nothing}
      ${left < NEAR && left >= 0 ? html`<p class="left">${count('left', left)}</p>` : nothing}
    </form>
  `;
}

/**
 * Puts the focus into the field, at once: who types on loses no key. On a touch screen that would open the keyboard over what was
 * said.
 */
export function focusWriting() {
  const touch = matchMedia('(pointer: coarse)').matches;
  const target = touch ? document.querySelector('h1') : field();
  target?.focus({ preventScroll: true });
}

/** Puts a text back into the field, before what stands there. @param {string} text */
export function writeAgain(text) {
  const box = field();
  if (!box) return;
  box.value = [text, box.value].filter(Boolean).join('\n');
  note(box);
  box.focus();
}

function faultText() {
  const over = state.written - settings.longest;
  return state.fault === 'long' ? say('fault.long', { longest: settings.longest, over }) : say('fault.empty');
}

/** @param {InputEvent} event */
function onInput(event) {
  note(/** @type {HTMLTextAreaElement} */ (event.currentTarget));
  if (state.written > 0) showTyping();
}

/** @param {HTMLTextAreaElement} box */
function note(box) {
  const written = box.value.trim().length;
  const fault = written > settings.longest ? 'long' : '';
  grow(box);
  if (fault !== state.fault || written !== state.written) update({ written, fault });
}

/** @param {KeyboardEvent} event */
function onKeyDown(event) {
  if (event.isComposing || event.key !== 'Enter' || event.shiftKey || event.altKey) return;
  onSubmit(event);
}

/** @param {Event} event */
function onSubmit(event) {
  event.preventDefault();
  const box = field();
  const text = box?.value.trim() ?? '';
  if (!box || text === '' || text.length > settings.longest) {
    update({ fault: text === '' ? 'empty' : 'long' });
    box?.focus();
    return;
  }
  box.value = '';
  note(box);
  send(text);
}

/** As high as what is written, up to what the style allows. @param {HTMLTextAreaElement} box */
function grow(box) {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + 2}px`;
}

function field() {
  return /** @type {HTMLTextAreaElement | null} */ (document.getElementById('writing'));
}
