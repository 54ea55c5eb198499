import { accept, takeOver } from '../acts.js';
import { openDialog } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { count, moment, say, since } from '../say.js';
import { isMine, mayAct, openCase, state, update } from '../state.js';
import { languageChip, stateChip, urgentChip } from './chips.js';
import { composer } from './composer.js';
import { log } from './log.js';
import { history, request } from './panel.js';

const PANES = ['talk', 'request', 'history'];

/** The open case: what is known in its head, the conversation, and beside it the request and its history. */
export function caseView() {
  const one = openCase() ?? known(state.openId);
  if (!state.openId) return html`<section class="case none"><p class="empty">${say('choose')}</p></section>`;
  if (!one) {
    const wait = state.notice ? nothing : html`<p class="empty">${say('loading')}</p>`;
    return html`<section class="case none">${backLink()}${notice()}${wait}</section>`;
  }
  return html`
    <section class="case" aria-labelledby="case-title">
      ${head(one)}
      <div class="panes" role="group" aria-label=${say('panes')}>${PANES.map(pane)}</div>
      ${notice()}
      <div class="talk ${state.pane === 'talk' ? '' : 'not-now'}">${log()} ${composer()}</div>
    </section>
    <aside class="panel" aria-label=${say('panel')} tabindex="0">
      <div class=${state.pane === 'request' ? '' : 'not-now'}>${request()}</div>
      <div class=${state.pane === 'history' ? '' : 'not-now'}>${history()}</div>
    </aside>
  `;
}

function head(one) {
  return html`
    <header class="case-head ${one.urgent ? 'is-urgent' : ''}">
      <div class="case-title">
        ${backLink()}
        <h2 id="case-title" tabindex="-1">${one.troubleName ?? say('no_trouble')}</h2>
      </div>
      <p class="facts">
        ${urgentChip(one)} ${stateChip(one)}
        <span>${one.academyName ?? say('no_academy')}</span>
        ${languageChip(one)}
        <span>${say(`channel.${one.channel}`)}</span>
        <span title=${moment(one.openedAt)}>${since(one.openedAt)}</span>
        ${one.position ? html`<span>${count('position', one.position)}</span>` : nothing}
        ${one.group ? html`<span>${say('group', { name: one.group })}</span>` : nothing}
        ${one.reference && one.state !== 'ticketed' ? html`<span>${one.reference}</span>` : nothing}
      </p>
      <div class="acts">${acts(one)}</div>
    </header>
  `;
}

function acts(one) {
  if (!mayAct()) return html`<span class="quiet">${say('reads_only')}</span>`;
  const active = one.state === 'assigned' || one.state === 'with_agent';
  const lead = state.me.agent.role === 'lead';
  if (one.state === 'waiting') {
    return html`${lead ? dialogButton('transfer') : nothing} ${button('accept', accept, 'primary')}`;
  }
  if (active && isMine(one)) {
    return html`${dialogButton('transfer')} ${dialogButton('return')} ${dialogButton('close', 'primary')}`;
  }
  if (active && lead)
    return html`${button('take_over', takeOver)} ${dialogButton('transfer')} ${dialogButton('close')}`;
  return nothing;
}

function button(name, run, look = '') {
  return html`<button type="button" class=${look} aria-disabled=${String(state.busy || !openCase())} @click=${() => state.busy || !openCase() || run()}>${say(`act.${name}`)}</button>`;
}

function dialogButton(name, look) {
  return button(name, () => openDialog(name), look);
}

function pane(name) {
  const choose = () => update({ pane: name });
  return html`<button type="button" aria-pressed=${String(state.pane === name)} @click=${choose}>${say(`pane.${name}`)}</button>`;
}

function backLink() {
  return html`<a class="back" href="#" aria-label=${say('back')}>←</a>`;
}

function notice() {
  if (!state.notice) return nothing;
  const { text, tone } = state.notice;
  return html`
    <p class="notice ${tone}">
      <span>${text}</span>
      <button type="button" aria-label=${say('dismiss')} @click=${() => update({ notice: null })}>×</button>
    </p>
  `;
}

function known(id) {
  return [...(state.cases ?? []), ...(state.ended ?? [])].find((one) => one.id === id);
}
