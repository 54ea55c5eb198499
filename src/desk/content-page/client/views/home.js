import { focusSoon } from '../focus.js';
import { html, nothing } from '../lit.js';
import { beginDraft, openDraft, room, show, undoVersion } from '../room.js';
import { moment, say } from '../say.js';
import { state } from '../state.js';
import { placeIn, placeName } from './names.js';
import { trainingView } from './training.js';

/** Versions and acts that are shown more at a time. */
const PAGE = 20;

/** All drafts and versions. */
export function homeView() {
  const { drafts, versions, acts } = room.overview;
  return html`
    <section aria-labelledby="drafts">
      <h2 id="drafts" tabindex="-1">${say('drafts')}</h2>
      ${drafts.length > 0 ? html`<ul class="rows">${drafts.map(draftRow)}</ul>` : html`<p class="quiet">${say('no_drafts')}</p>`}
      <form class="line" @submit=${submit((data) => beginDraft(data.get('title')))}>
        <label class="field"><span>${say('draft_title')}</span><input name="title" type="text" required maxlength="100" /></label>
        <button type="submit" class="primary" aria-disabled=${String(state.busy)}>${say('begin')}</button>
      </form>
    </section>
    ${trainingView()}
    <section aria-labelledby="versions">
      <h2 id="versions">${say('versions')}</h2>
      ${versions.length > 0 ? html`<ol class="rows">${versions.slice(0, room.long).map(versionRow)}</ol>` : html`<p class="quiet">${say('no_versions')}</p>`}
    </section>
    <section aria-labelledby="acts">
      <h2 id="acts">${say('acts')}</h2>
      <ol class="rows plain">${acts.slice(0, room.long).map(actRow)}</ol>
      ${Math.max(versions.length, acts.length) > room.long ? html`<button type="button" @click=${() => show({ long: room.long + PAGE })}>${say('older')}</button>` : nothing}
    </section>
  `;
}

function draftRow({ id, title, count, by, at }) {
  return html`
    <li>
      <button type="button" class="open" @click=${() => openDraft(id)}>${title}</button>
      <span class="quiet">${say('draft_line', { count, name: by, time: moment(at) })}</span>
    </li>
  `;
}

function versionRow({ number, changes, reason, by, undoes, at }) {
  const leads = room.overview.publishes;
  return html`
    <li>
      <p><strong>${say('version', { number })}</strong> ${undoes ? say('takes_back', { number: undoes }) : nothing} ${reason}</p>
      <p class="quiet">${by}, <time datetime=${new Date(at).toISOString()}>${moment(at)}</time></p>
      <ul class="places">${changes.map((change) => html`<li>${placeName(change)}</li>`)}</ul>
      ${leads && room.undoing !== number ? html`<button type="button" @click=${() => ask(number)}>${say('undo', { number })}</button>` : nothing}
      ${leads && room.undoing === number ? undoForm(number) : nothing}
    </li>
  `;
}

function ask(number) {
  show({ undoing: number });
  focusSoon('#undo-reason');
}

function undoForm(number) {
  return html`
    <form class="line" @submit=${submit((data) => undoVersion(number, data.get('reason')))}>
      <label class="field"><span>${say('undo_reason')}</span><input id="undo-reason" name="reason" type="text" required maxlength="500" /></label>
      <button type="submit" class="primary" aria-disabled=${String(state.busy)}>${say('undo', { number })}</button>
      <button type="button" @click=${() => show({ undoing: null })}>${say('cancel')}</button>
    </form>
  `;
}

function actRow({ by, action, detail, at }) {
  return html`<li>${moment(at)} · ${by} · ${say(`action.${action}`)} <span class="quiet">${action === 'changed' ? detail.split('\n').map(placeIn).join(', ') : detail}</span></li>`;
}

/** What a form does with what is in it. */
export function submit(work) {
  return (event) => {
    event.preventDefault();
    work(new FormData(event.target));
  };
}
