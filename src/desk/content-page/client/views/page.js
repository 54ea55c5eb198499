import { focusSoon } from '../focus.js';
import { html, nothing } from '../lit.js';
import { begin, room } from '../room.js';
import { say } from '../say.js';
import { prolong, WARNING } from '../session.js';
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
    <button type="button" class="skip" @click=${() => focusSoon('main h2')}>${say('skip')}</button>
    <header class="bar">
      <h1><span class="mark" aria-hidden="true"></span>${say('title')}</h1>
      <span class="space"></span>
      <a href="/accessibility?locale=${state.locale}">${say('accessibility')}</a>
      <span class="quiet">${agent.name}</span>
      ${agent.role === 'lead' ? html`<a class="button" href="/desk">${say('to_desk')}</a>` : nothing}
    </header>
    ${ending()}
    <main class="room">
      ${state.notice ? html`<p class="notice ${state.notice.tone}">${state.notice.text}</p>` : nothing}
      ${room.draft ? draftView() : homeView()}
    </main>
  `;
}

/** The session ends soon, and can be put off. */
function ending() {
  if (state.endsAt - state.now >= WARNING) return nothing;
  const minutes = Math.max(1, Math.ceil((state.endsAt - state.now) / 60_000));
  return html`
    <section class="warning line" aria-label=${say('session.state')}>
      ${say('session.ends', { minutes })}
      <button type="button" @click=${prolong}>${say('session.stay')}</button>
    </section>
  `;
}

function alone(content) {
  return html`<main class="loading"><h1 tabindex="-1">${say('title')}</h1>${content}</main>`;
}
