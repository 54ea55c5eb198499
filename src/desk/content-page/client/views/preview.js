import { html, nothing } from '../lit.js';
import { preview, sayInPreview, startPreview } from '../preview.js';
import { say } from '../say.js';
import { state } from '../state.js';
import { submit } from './home.js';

/** A conversation over the draft, beside it. */
export function previewView() {
  const { academy, lines, choices, open } = preview;
  return html`
    <aside class="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">${say('preview.title')}</h2>
      <p class="quiet">${say('preview.note')}</p>
      <label class="field"><span>${say('preview.academy')}</span>
        <select @change=${({ target }) => startPreview(target.value)}>
          ${state.me.academies.map(({ id, title }) => html`<option value=${id} ?selected=${id === academy}>${title}</option>`)}
        </select>
      </label>
      <button type="button" @click=${() => startPreview()}>${say('preview.start')}</button>
      ${open ? talk(lines, choices) : nothing}
    </aside>
  `;
}

function talk(lines, choices) {
  const send = (data) => {
    document.forms.namedItem('preview')?.reset();
    if (data.get('text').trim()) sayInPreview(data.get('text').trim());
  };
  return html`
    <div class="preview-log" role="log" tabindex="0" aria-label=${say('preview.title')}>
      ${lines.map(({ from, text }) => html`<p class=${from}><span class="unseen">${say(`preview.${from}`)}</span>${text}</p>`)}
    </div>
    <div class="choices" role="group" aria-label=${say('preview.choices')}>
      ${choices.map(({ id, title }) => html`<button type="button" @click=${() => sayInPreview(title, id)}>${title}</button>`)}
    </div>
    <form name="preview" class="line" @submit=${submit(send)}>
      <label class="field"><span>${say('preview.say')}</span><input name="text" type="text" maxlength="1000" autocomplete="off" /></label>
      <button type="submit">${say('preview.send')}</button>
    </form>
  `;
}
