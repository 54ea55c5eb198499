import { announce } from '../announce.js';
import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { erase, renew } from '../session.js';
import { state, update } from '../state.js';

/** Asks before everything is erased. */
export function erasing() {
  return html`
    <p>${say('erase.means')}</p>
    ${state.eraseFailed ? html`<p class="fault">${say('erase.failed')}</p>` : nothing}
    <div class="acts">
      <button type="button" @click=${() => update({ dialog: '' })}>${say('cancel')}</button>
      <button type="button" class="danger" @click=${eraseAll}>${say('erase.now')}</button>
    </div>
  `;
}

/** Tells that it is done. */
export function erased() {
  return html`
    <p>${say('erased.done')}</p>
    <p>${say('erased.receipt')} <code>${state.receipt}</code></p>
    <div class="acts"><button type="button" class="primary" @click=${() => renew('ended')}>${say('begin_anew')}</button></div>
  `;
}

async function eraseAll() {
  try {
    update({ receipt: await erase(), dialog: 'erased' });
    announce(say('erased.done'));
  } catch {
    announce(say('erase.failed'), { urgent: true });
    update({ eraseFailed: true });
  }
}
