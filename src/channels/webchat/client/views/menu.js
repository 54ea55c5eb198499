import { keepCopy } from '../copy.js';
import { html } from '../lit.js';
import { say } from '../say.js';
import { settings } from '../settings.js';
import { state, update } from '../state.js';
import { beep } from '../unread.js';
import { openCode, openCodeEntry } from './code.js';

/** What can be done besides talking. */
export function menu() {
  return html`
    <ul class="menu">
      <li><button type="button" @click=${keepCopy}>${say('copy.do')}</button></li>
      <li>
        <button type="button" role="switch" aria-checked=${String(state.sound)} @click=${toggleSound}>${say('sound')}</button>
      </li>
      <li><button type="button" @click=${openCode}>${say('code.open')}</button></li>
      <li><button type="button" @click=${openCodeEntry}>${say('resume.open')}</button></li>
      <li><button type="button" @click=${() => update({ dialog: 'erase', eraseFailed: false })}>${say('erase.open')}</button></li>
      ${settings.links[state.locale].map(
        ({ href, text }) =>
          html`<li><a href=${href} target="_blank" rel="noopener">${text}<span class="unseen"> ${say('new_tab')}</span></a></li>`,
      )}
    </ul>
    <button type="button" class="primary" @click=${() => update({ dialog: '' })}>${say('back_to_chat')}</button>
  `;
}

function toggleSound() {
  update({ sound: !state.sound });
  // To be heard once; browsers let a page make sounds after a press only.
  if (state.sound) beep();
}
