import { announce } from '../announce.js';
import { ApiError } from '../api.js';
import { askForCode } from '../conversation.js';
import { html, nothing } from '../lit.js';
import { moment, say } from '../say.js';
import { redeemCode } from '../session.js';
import { state, update } from '../state.js';

/** Asks for a code and shows it. */
export async function openCode() {
  update({ dialog: 'code', code: { text: '', until: 0 }, codeFault: '' });
  try {
    const { code, until } = await askForCode();
    update({ code: { text: code, until } });
    announce(say('code.is', { code }));
  } catch {
    update({ codeFault: 'failed' });
    announce(say('code.failed'), { urgent: true });
  }
}

/** Asks for the code of another device. */
export function openCodeEntry() {
  update({ dialog: 'resume', codeFault: '' });
}

/** The code, and what it is good for. */
export function showing() {
  const { text, until } = state.code;
  return html`
    ${state.codeFault ? html`<p class="fault">${say('code.failed')}</p>` : nothing}
    ${text ? html`<p class="code">${text}</p><p>${say('code.means', { until: moment(until) })}</p>` : nothing}
    <div class="acts">${back()}</div>
  `;
}

/** Where it is typed. */
export function entering() {
  const fault = state.codeFault;
  return html`
    <form @submit=${onSubmit} novalidate>
      <p><label for="code">${say('resume.label')}</label></p>
      <input
        id="code"
        inputmode="numeric"
        autocomplete="off"
        aria-describedby=${fault ? 'code-fault' : nothing}
        aria-invalid=${fault ? 'true' : nothing}
      />
      ${fault ? html`<p id="code-fault" class="fault">${say(`resume.${fault}`)}</p>` : nothing}
      <div class="acts">${back()}<button type="submit" class="primary">${say('resume.do')}</button></div>
    </form>
  `;
}

function back() {
  return html`<button type="button" @click=${() => update({ dialog: '' })}>${say('back_to_chat')}</button>`;
}

/** @param {Event} event */
async function onSubmit(event) {
  event.preventDefault();
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById('code'));
  try {
    await redeemCode(field?.value ?? '');
  } catch (error) {
    const codeFault = faultOf(error);
    update({ codeFault });
    announce(say(`resume.${codeFault}`), { urgent: true });
    field?.focus();
  }
}

/** @param {unknown} error */
function faultOf(error) {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 429) return 'fast';
  return status === 400 || status === 404 ? 'unknown' : 'failed';
}
