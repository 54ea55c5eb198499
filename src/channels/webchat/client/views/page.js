import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { open } from '../session.js';
import { state } from '../state.js';
import { composer } from './composer.js';
import { dialogs } from './dialogs.js';
import { header } from './header.js';
import { log } from './log.js';

/** The whole page, as the state is. */
export function page() {
  return html`
    ${header()}
    <main>${incidents()} ${notices()} ${log()} ${composer()}</main>
    ${dialogs()}
  `;
}

/** What is out of order for everybody, as long as it is; scrolls, so that the conversation keeps its room. */
function incidents() {
  // Without a line nobody knows whether it still is, and the line is what matters.
  if (state.notices.length === 0 || state.line === 'lost' || state.phase === 'failed') return nothing;
  return html`
    <section class="notice incidents" aria-label=${say('incidents')} tabindex="0">
      ${state.notices.map(({ text }) => html`<p class="incident">${text[state.locale]}</p>`)}
    </section>
  `;
}

/** What stands between the person and the conversation. It is read out by `announce`, where it arises. */
function notices() {
  if (state.phase === 'failed') {
    return html`
      <div class="notice bad">
        <p>${say('failed')}</p>
        <button type="button" @click=${open}>${say('retry')}</button>
      </div>
    `;
  }
  if (state.line === 'lost') return html`<div class="notice bad"><p>${say('lost')}</p></div>`;
  if (state.renewed) return html`<div class="notice"><p>${say(`renewed.${state.renewed}`)}</p></div>`;
  return nothing;
}
