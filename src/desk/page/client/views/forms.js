import { close, handBack, transfer } from '../acts.js';
import { closeDialog } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { openCase, state } from '../state.js';

/** To whom the case goes. */
export function transferForm({ agents, groups = [] }) {
  if (!agents) return html`<p class="empty">${say('loading')}</p>`;
  const others = agents.filter(({ id }) => id !== openCase()?.owner?.id);
  if (others.length + groups.length === 0) return html`<p class="empty">${say('transfer.nobody')}</p>`;
  const available = (agent) =>
    html`<span class="chip ${agent.available ? 'mine' : 'ended'}">${say(agent.available ? 'presence.on_duty' : 'presence.away')}</span>`;
  return form(
    'transfer',
    (data) => transfer(pick(data)),
    html`
      ${
        others.length > 0
          ? choices(
              'agents',
              others.map((agent) => radio('to', `agent ${agent.id}`, agent.name, available(agent))),
            )
          : nothing
      }
      ${
        groups.length > 0
          ? choices(
              'groups',
              groups.map((group) => radio('to', `group ${group}`, group)),
            )
          : nothing
      }
      ${area('note', 'transfer.note')}
    `,
  );
}

/** Back to the bot: where the person left it, or to a flow. */
export function handBackForm() {
  const flows = state.me.troubles.map(({ id, title }) => html`<option value=${id}>${title}</option>`);
  return form(
    'return',
    (data) => handBack(data.get('where') === 'flow' ? data.get('flow') : undefined),
    html`
      ${choices('return', [
        radio('where', 'departure', say('return.departure'), nothing, true),
        radio('where', 'flow', say('return.flow')),
      ])}
      <label class="field"><span>${say('return.which')}</span><select name="flow" @change=${chooseFlow}>${flows}</select></label>
    `,
  );
}

/** How the case ended. */
export function closeForm() {
  const { outcomes } = state.me;
  return form(
    'close',
    (data) => close(data.get('outcome'), data.get('comment').trim()),
    html`
      ${choices(
        'close',
        outcomes.map((id, index) => radio('outcome', id, say(`outcome.${id}`), nothing, index === 0)),
      )}
      ${area('comment', 'close.comment')}
    `,
  );
}

function form(name, run, fields) {
  const onSubmit = (event) => {
    event.preventDefault();
    run(new FormData(event.target));
  };
  return html`
    <form method="dialog" @submit=${onSubmit}>
      <div class="fields">${fields}</div>
      <footer>
        <button type="button" @click=${closeDialog}>${say('cancel')}</button>
        <button type="submit" class="primary" ?disabled=${state.busy}>${say(`confirm.${name}`)}</button>
      </footer>
    </form>
  `;
}

function choices(name, radios) {
  return html`<fieldset><legend>${say(`legend.${name}`)}</legend>${radios}</fieldset>`;
}

/** @param {unknown} [more] nothing or a template */
function radio(name, value, title, more = nothing, chosen = false) {
  return html`<label class="choice"><input type="radio" name=${name} value=${value} required ?checked=${chosen} /><span>${title}</span>${more}</label>`;
}

function area(name, key) {
  return html`<label class="field"><span>${say(key)}</span><textarea name=${name} rows="2" maxlength="2000"></textarea></label>`;
}

function chooseFlow(event) {
  event.target.form.elements.where.value = 'flow';
}

function pick(data) {
  const [kind, ...rest] = data.get('to').split(' ');
  return { [kind]: rest.join(' '), note: data.get('note').trim() };
}
