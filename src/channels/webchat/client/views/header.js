import { html, nothing } from '../lit.js';
import { tellPortal } from '../portal.js';
import { say } from '../say.js';
import { state, update } from '../state.js';

/** What this is, always in sight: who is speaking, a machine or a person. */
export function header() {
  const name = state.owner;
  return html`
    <header class=${state.full ? 'full' : ''}>
      <div class="what">
        <h1 tabindex="-1">${say('title')}</h1>
        <p class="who-speaks">${name ? say('with_agent', { name }) : say('machine')}</p>
      </div>
      <button type="button" class="icon" aria-haspopup="dialog" @click=${() => update({ dialog: 'menu' })}>
        <span aria-hidden="true">⋮</span><span class="unseen">${say('menu')}</span>
      </button>
      ${
        state.framed && !state.full
          ? html`<button type="button" class="icon" @click=${() => tellPortal('close')}>
              <span aria-hidden="true">×</span><span class="unseen">${say('close')}</span>
            </button>`
          : nothing
      }
    </header>
  `;
}
