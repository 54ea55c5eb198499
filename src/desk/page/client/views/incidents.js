import { lift, publish } from '../incidents.js';
import { html, nothing } from '../lit.js';
import { moment, say } from '../say.js';
import { state } from '../state.js';

/** Minutes that a notice may be set to last; 0 is until it is lifted. */
const LASTS = [0, 30, 60, 120, 240];

/** Labels of fields whose options stand under their own name. */
const LABELS = { system: 'kind', severity: 'weight' };

/** What is out of order, and for leads the form of a new notice. */
export function incidentsForm({ incidents, systems }) {
  if (!incidents) return html`<p class="empty">${say('loading')}</p>`;
  const leads = state.me.agent.role === 'lead';
  return html`
    <div class="fields">
      ${incidents.length > 0 ? incidents.map((one) => item(one, leads)) : html`<p class="empty">${say('incidents.none')}</p>`}
    </div>
    ${leads ? form(systems) : nothing}
  `;
}

function item({ id, system, text, endsAt, audit }, leads) {
  const { by, at } = audit[0] ?? {};
  return html`
    <section class="incident-item" aria-label=${say(`incidents.system.${system}`)}>
      <strong>${say(`incidents.system.${system}`)}</strong>
      <p>${text[state.locale]}</p>
      <p class="quiet">
        ${by ? html`${by} · <time datetime=${new Date(at).toISOString()}>${moment(at)}</time> · ` : nothing}
        ${endsAt ? html`${say('incidents.until')} <time datetime=${new Date(endsAt).toISOString()}>${moment(endsAt)}</time>` : say('incidents.open')}
      </p>
      ${leads ? html`<button type="button" ?disabled=${state.busy} @click=${() => lift(id)}>${say('incidents.lift')}</button>` : nothing}
    </section>
  `;
}

function form(systems) {
  const { agent, academies } = state.me;
  const scopes = [
    ...(agent.academies === '*' ? [{ id: '*', title: say('all_academies') }] : []),
    ...academies,
  ];
  const submit = (event) => {
    event.preventDefault();
    publish(new FormData(event.target));
  };
  return html`
    <form @submit=${submit}>
      <h3>${say('incidents.new')}</h3>
      ${state.notice?.tone === 'bad' ? html`<p class="bad">${state.notice.text}</p>` : nothing}
      <div class="fields">
        ${pick(
          'academies',
          scopes.map(({ id, title }) => [id, title]),
        )}
        ${pick(
          'system',
          systems.map((id) => [id, say(`incidents.system.${id}`)]),
        )}
        ${pick(
          'severity',
          ['outage', 'degraded'].map((id) => [id, say(`incidents.severity.${id}`)]),
        )}
        ${words('fr', say('incidents.proposal_fr'))} ${words('en', say('incidents.proposal_en'))}
        ${pick(
          'lasts',
          LASTS.map((minutes) => [
            String(minutes),
            say(minutes ? 'incidents.minutes' : 'incidents.open', { count: minutes }),
          ]),
        )}
      </div>
      <footer><button type="submit" class="primary" ?disabled=${state.busy}>${say('incidents.publish')}</button></footer>
    </form>
  `;
}

function pick(name, options) {
  return html`
    <label class="field">
      <span>${say(`incidents.${LABELS[name] ?? name}`)}</span>
      <select name=${name}>${options.map(([id, title]) => html`<option value=${id}>${title}</option>`)}</select>
    </label>
  `;
}

/** In each language, with a proposal to begin from. */
function words(language, proposal) {
  return html`
    <label class="field">
      <span>${say(`incidents.${language}`)}</span>
      <textarea name=${language} lang=${language} rows="2" maxlength="200" required .defaultValue=${proposal}></textarea>
    </label>
  `;
}
