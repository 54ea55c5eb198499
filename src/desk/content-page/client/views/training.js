import { html, nothing } from '../lit.js';
import { room } from '../room.js';
import { moment, say } from '../say.js';

/** How far the reader has learned the questions that are published, and why not where it has not. */
export function trainingView() {
  const { state, since, all, fallen, lost } = room.overview.training;
  return html`
    <section aria-labelledby="training">
      <h2 id="training">${say('training.title')}</h2>
      <p role="status">${say(`training.${state}`, { time: since === null ? '' : moment(since) })}</p>
      ${all ? html`<p class="quiet">${say('training.all', all)}</p>` : nothing}
      ${fallen?.length > 0 ? fallenTable(fallen) : nothing}
      ${state === 'refused' ? lostList(lost) : nothing}
    </section>
  `;
}

function fallenTable(fallen) {
  const columns = ['group', 'lines', 'before', 'after', 'margin'];
  return html`
    <h3 id="fallen">${say('training.fallen')}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${say('training.fallen')}>
      <table aria-labelledby="fallen">
        <thead><tr>${columns.map((one) => html`<th scope="col">${say(`training.column.${one}`)}</th>`)}</tr></thead>
        <tbody>${fallen.map(({ group, lines, before, after, margin }) => html`<tr><th scope="row">${say(`training.group.${group.replaceAll(' ', '_')}`)}</th><td>${lines}</td><td>${before}</td><td>${after}</td><td>${margin}</td></tr>`)}</tbody>
      </table>
    </div>
  `;
}

function lostList(lost) {
  if (lost.length === 0) return nothing;
  return html`
    <h3>${say('training.lost')}</h3>
    <ul class="rows">${lost.map(({ text, got }) => html`<li>${say('training.lost_line', { text, got })}</li>`)}</ul>
  `;
}
