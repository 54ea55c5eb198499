import { stillTrue } from '../facts.js';
import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { state } from '../state.js';

/** Facts that are due for checking, each with where to check it, and for leads a button that says that it is still true. */
export function factsList({ facts }) {
  if (!facts) return html`<p class="empty">${say('loading')}</p>`;
  if (facts.length === 0) return html`<p class="empty">${say('facts.none')}</p>`;
  return html`<div class="fields">${facts.map(item)}</div>`;
}

function item(one) {
  const { academyName, title, value, checked, stale, documents } = one;
  const leads = state.me.agent.role === 'lead';
  return html`
    <section class="incident-item" aria-label=${title}>
      <strong>${title} · ${academyName}</strong>
      ${value ? html`<p>${value}</p>` : nothing}
      <p class="quiet">
        ${documents.map(source)} ${say('facts.checked', { text: checked })} ${stale ? say('facts.stale') : nothing}
      </p>
      ${leads ? html`<button type="button" ?disabled=${state.busy} @click=${() => stillTrue(one)}>${say('facts.still_true')}</button>` : nothing}
    </section>
  `;
}

function source({ title, address }) {
  return address
    ? html`<a href="https://${address}" target="_blank" rel="noreferrer">${title}</a>`
    : html`<span>${title}</span>`;
}
