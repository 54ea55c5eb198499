import { html, nothing } from '../lit.js';
import { begin, room } from '../room.js';
import { say } from '../say.js';
import { state } from '../state.js';
import { draftView } from './draft.js';
import { homeView } from './home.js';

/** The whole page, as the state is. */
export function page() {
  if (state.phase === 'signed-out')
    return alone(
      html`<p>${say('signed_out')}</p><a class="button primary" href="/desk">${say('sign_in')}</a>`,
    );
  if (state.phase === 'failed')
    return alone(
      html`<p role="alert">${say('failed')}</p><button type="button" class="primary" @click=${begin}>${say('try_again')}</button>`,
    );
  if (state.phase === 'loading') return alone(html`<p>${say('loading')}</p>`);
  const { agent } = state.me;
  return html`
    <header class="bar">
      <h1><span class="mark" aria-hidden="true"></span>${say('title')}</h1>
      <span class="space"></span>
      <span class="quiet">${agent.name}</span>
      ${agent.role === 'lead' ? html`<a class="button" href="/desk">${say('to_desk')}</a>` : nothing}
    </header>
    <main class="room">
      ${state.notice ? html`<p class="notice ${state.notice.tone}">${state.notice.text}</p>` : nothing}
      ${room.draft ? draftView() : homeView()}
    </main>
  `;
}

function alone(content) {
  return html`<main class="loading"><h1>${say('title')}</h1>${content}</main>`;
}
