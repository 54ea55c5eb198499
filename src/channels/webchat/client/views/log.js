import { html, nothing, repeat } from '../lit.js';
import { send } from '../outgoing.js';
import { day, sameDay, say } from '../say.js';
import { openChoices, state } from '../state.js';
import { openCode } from './code.js';
import { focusWriting } from './composer.js';
import { onItsWay, said } from './message.js';

/** The conversation, oldest first, and under it what can be answered by pressing. */
export function log() {
  const entries = state.messages.map((one, index) => ({ ...one, before: state.messages[index - 1] }));
  return html`
    <div class="log" role="log" aria-live="off" aria-label=${say('log')} tabindex="0">
      <ol>
        ${repeat(
          entries,
          ({ id }) => id,
          (one) => html`${dayLine(one)}${said(one)}`,
        )}
        ${repeat(state.outgoing, ({ key }) => key, onItsWay)}
      </ol>
      ${working()} ${choices()} ${comeBack()}
    </div>
  `;
}

/** @param {import('../state.js').Message & { before?: import('../state.js').Message }} one */
function dayLine({ at, before }) {
  if (before && sameDay(before.at, at)) return nothing;
  return html`<li class="day"><span>${day(at)}</span></li>`;
}

/** Somebody is at work on an answer. */
function working() {
  const { until, name } = state.typing;
  const waits = state.outgoing.some((one) => one.state === 'sending') && !state.owner;
  if (until <= Date.now() && !waits) return nothing;
  const text = until > Date.now() ? say('writes', { name: name || say('speaker.agent') }) : say('works');
  return html`<p class="working">${text}<span class="dots" aria-hidden="true"></span></p>`;
}

function choices() {
  const offered = openChoices();
  if (offered.length === 0) return nothing;
  const lang = state.messages[state.messages.length - 1]?.lang;
  return html`
    <div class="choices" role="group" aria-label=${say('choices')}>
      ${offered.map(
        (title) =>
          html`<button type="button" lang=${lang ?? nothing} @click=${() => choose(title)}>${title}</button>`,
      )}
    </div>
  `;
}

/** Who is answered later may be elsewhere by then. */
function comeBack() {
  if (!state.later) return nothing;
  return html`
    <div class="come-back">
      <p>${say('code.offer')}</p>
      <button type="button" @click=${openCode}>${say('code.get')}</button>
    </div>
  `;
}

/** The button that was pressed goes away: the keyboard goes on in the field. @param {string} title */
function choose(title) {
  send(title);
  focusWriting();
}
