import { dismiss, lift, prepare, publish } from '../incidents.js';
import { html, nothing } from '../lit.js';
import { moment, number, say } from '../say.js';
import { state } from '../state.js';

/** Minutes that a notice may be set to last; 0 is until it is lifted. */
const LASTS = [0, 30, 60, 120, 240];

/** Labels of fields whose options stand under their own name. */
const LABELS = { system: 'kind', severity: 'weight' };

/** What is out of order, and for leads the form of a new notice. */
export function incidentsForm({ incidents, suggestions, systems, academies, system }) {
  if (!incidents) return html`<p class="empty">${say('loading')}</p>`;
  const leads = state.me.agent.role === 'lead';
  return html`
    ${suggestions.length > 0 ? html`<div class="fields">${suggestions.map(suggestion)}</div>` : nothing}
    <div class="fields">
      ${incidents.length > 0 ? incidents.map((one) => item(one, leads)) : html`<p class="empty">${say('incidents.none')}</p>`}
    </div>
    ${leads ? form(systems, { academies, system }) : nothing}
  `;
}

/** What rises above its usual, with the arithmetic in words. */
function suggestion(one) {
  const { id, title, academyName, firstAt } = one;
  return html`
    <section class="incident-item" aria-label=${say('incidents.suggestion')}>
      <strong>${say('incidents.suggestion')} ${title} · ${academyName}</strong>
      <p>${arithmetic(one)}</p>
      <p class="quiet">${say('incidents.since')} <time datetime=${new Date(firstAt).toISOString()}>${moment(firstAt)}</time></p>
      <button type="button" @click=${() => prepare(one)}>${say('incidents.prepare')}</button>
      <button type="button" ?disabled=${state.busy} @click=${() => dismiss(id)}>${say('incidents.dismiss')}</button>
    </section>
  `;
}

function arithmetic({ system, count, minutes, usual, rise, chance }) {
  // A round number says enough: one in some power of ten.
  const times = 10 ** Math.min(12, Math.floor(-Math.log10(chance)));
  const told = say('incidents.arithmetic', {
    count,
    minutes: number(minutes, 0),
    usual: number(usual, 1),
    rise: number(rise, 1),
    times: number(times, 0),
  });
  if (!system) return told;
  return `${say('incidents.together', { name: say(`incidents.system.${system}`) })} ${told}`;
}

function item({ id, system, text, startsAt, endsAt, audit }, leads) {
  const { by, at } = audit[0] ?? {};
  return html`
    <section class="incident-item" aria-label=${say(`incidents.system.${system}`)}>
      <strong>${say(`incidents.system.${system}`)}</strong>
      <p>${text[state.locale]}</p>
      <p class="quiet">
        ${by ? html`${by} · <time datetime=${new Date(at).toISOString()}>${moment(at)}</time> · ` : nothing}
        ${startsAt > state.now ? html`${say('incidents.from')} <time datetime=${new Date(startsAt).toISOString()}>${moment(startsAt)}</time> · ` : nothing}
        ${endsAt ? html`${say('incidents.until')} <time datetime=${new Date(endsAt).toISOString()}>${moment(endsAt)}</time>` : say('incidents.open')}
      </p>
      ${leads ? html`<button type="button" ?disabled=${state.busy} @click=${() => lift(id)}>${say('incidents.lift')}</button>` : nothing}
    </section>
  `;
}

function form(systems, chosen) {
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
      <div class="fields">
        ${pick(
          'academies',
          scopes.map(({ id, title }) => [id, title]),
          chosen.academies,
        )}
        ${pick(
          'system',
          systems.map((id) => [id, say(`incidents.system.${id}`)]),
          chosen.system,
        )}
        ${pick(
          'severity',
          ['outage', 'degraded'].map((id) => [id, say(`incidents.severity.${id}`)]),
        )}
        ${words('fr', say('incidents.proposal_fr'))} ${words('en', say('incidents.proposal_en'))}
        <label class="field">
          <span>${say('incidents.begins')}</span>
          <input type="datetime-local" name="begins" />
        </label>
        ${pick(
          'lasts',
          LASTS.map((minutes) => [
            String(minutes),
            say(minutes ? 'incidents.minutes' : 'incidents.open', { count: minutes }),
          ]),
        )}
        ${state.notice?.tone === 'bad' ? html`<p id="incident-fault" class="bad">${state.notice.text}</p>` : nothing}
      </div>
      <footer><button type="submit" class="primary" ?disabled=${state.busy}>${say('incidents.publish')}</button></footer>
    </form>
  `;
}

function pick(name, options, chosen) {
  return html`
    <label class="field">
      <span>${say(`incidents.${LABELS[name] ?? name}`)}</span>
      <select name=${name}>${options.map(([id, title]) => html`<option value=${id} .selected=${id === chosen}>${title}</option>`)}</select>
    </label>
  `;
}

/** In each language, with a proposal to begin from. */
function words(language, proposal) {
  return html`
    <label class="field">
      <span>${say(`incidents.${language}`)}</span>
      <textarea name=${language} lang=${language} rows="2" maxlength="200" required aria-describedby=${state.notice?.tone === 'bad' ? 'incident-fault' : nothing} .defaultValue=${proposal}></textarea>
    </label>
  `;
}
