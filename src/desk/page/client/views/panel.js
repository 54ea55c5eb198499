import { happened } from '../happened.js';
import { html, nothing } from '../lit.js';
import { moment, say } from '../say.js';
import { openCase } from '../state.js';

/** What the person sent along: everything already known. */
export function request() {
  const rows = openCase()?.packet ?? [];
  const survey = openCase()?.survey;
  return html`
    <section aria-labelledby="request-title">
      <h3 id="request-title">${say('pane.request')}</h3>
      <dl>
        ${rows.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
        ${survey ? html`<div><dt>${say('survey_title')}</dt><dd>${say(`survey.${survey}`)}</dd></div>` : nothing}
      </dl>
    </section>
  `;
}

/** What happened to the case, who did it and when. */
export function history() {
  const entries = openCase()?.audit ?? [];
  return html`
    <section aria-labelledby="history-title">
      <h3 id="history-title">${say('pane.history')}</h3>
      <ol class="history">
        ${entries.map(
          ({ at, by, action, detail }) => html`
            <li>
              <time datetime=${new Date(at).toISOString()}>${moment(at)}</time>
              <span>${happened(action, detail)}${by ? html` <span class="quiet">· ${by}</span>` : nothing}</span>
            </li>
          `,
        )}
      </ol>
    </section>
  `;
}
