import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { begin, prolong, WARNING } from '../session.js';
import { state } from '../state.js';
import { bar } from './bar.js';
import { caseView } from './case.js';
import { dialogs } from './dialogs.js';
import { focusFirst } from './focus.js';
import { lists } from './lists.js';
import { signIn } from './sign-in.js';

/** The whole page, as the state is. */
export function page() {
  if (state.phase === 'signed-out') return signIn();
  if (state.phase === 'failed') return failed();
  if (state.phase === 'loading')
    return html`<main class="loading"><h1>${say('title')}</h1><p>${say('loading')}</p></main>`;
  return html`
    ${skip('skip_list', '.cases a, .tabs button')} ${skip('skip_case', '#writing, .case h2')}
    ${bar()}
    ${line()}
    <main class="desk ${state.openId ? 'with-case' : 'without-case'}">${lists()} ${caseView()}</main>
    ${dialogs()}
  `;
}

/** Whether what is shown is up to date, and if not, why. */
function line() {
  if (state.endsAt - state.now < WARNING) {
    return html`
      <section class="offline" aria-label=${say('session.state')}>
        ${say('session.ends', { minutes: Math.max(1, Math.ceil((state.endsAt - state.now) / 60_000)) })}
        <button type="button" @click=${prolong}>${say('session.stay')}</button>
      </section>
    `;
  }
  if (state.online && !state.behind) return nothing;
  return html`<section class="offline" aria-label=${say('session.state')}>${say(state.crowded ? 'crowded' : 'offline')}</section>`;
}

function skip(key, target) {
  return html`<button type="button" class="skip" @click=${() => focusFirst(...target.split(', '))}>${say(key)}</button>`;
}

function failed() {
  return html`
    <main class="loading">
      <h1>${say('title')}</h1>
      <p role="alert">${say('failed')}</p>
      <button type="button" class="primary" @click=${begin}>${say('try_again')}</button>
    </main>
  `;
}
