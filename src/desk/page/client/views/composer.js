import { openDialog } from '../dialog.js';
import { html, live, nothing } from '../lit.js';
import { say } from '../say.js';
import { isMine, mayAct, openCase, state, update } from '../state.js';
import { draft, setDraft, showTyping, submit } from '../talk.js';
import { focusWriting } from './focus.js';

/** Characters of a message. */
const LONGEST = 4000;

/** Where messages and private notes are written. Who does not have the case can leave notes only. */
export function composer() {
  const one = openCase();
  if (!one || !mayAct()) return nothing;
  const speaks = isMine(one) && ['assigned', 'with_agent'].includes(one.state);
  if (!speaks && state.mode === 'message') {
    return html`
      <div class="composer closed">
        <p>${say(one.state === 'waiting' ? 'write.accept_first' : 'write.not_yours')}</p>
        ${modeButton('note')}
      </div>
    `;
  }
  const note = state.mode === 'note';
  return html`
    <form class="composer ${note ? 'writes-note' : ''}" @submit=${onSubmit}>
      <div class="modes" role="group" aria-label=${say('write.mode')}>
        ${modeButton('message')} ${modeButton('note')}
        <span class="space"></span>
        ${
          note || !speaks
            ? nothing
            : html`<button type="button" class="quiet-button" @click=${() => openDialog('replies')}>${say('act.replies')}</button>`
        }
      </div>
      <label class="unseen" for="writing">${say(note ? 'write.note' : 'write.message')}</label>
      <textarea
        id="writing"
        rows="2"
        maxlength=${LONGEST}
        aria-describedby="writing-hint"
        placeholder=${say(note ? 'write.note_hint' : `write.hint_${one.locale}`)}
        .value=${live(draft())}
        @input=${onInput}
        @keydown=${onKeyDown}
      ></textarea>
      <div class="send">
        <span class="hint" id="writing-hint">${say(note ? 'write.note_private' : 'write.keys')}</span>
        <button type="submit" class="primary" aria-disabled=${String(!draft().trim())}>${say(note ? 'act.note' : 'act.send')}</button>
      </div>
    </form>
  `;
}

function modeButton(mode) {
  const choose = () => {
    update({ mode });
    focusWriting();
  };
  return html`
    <button type="button" class="mode ${mode}" aria-pressed=${String(state.mode === mode)} @click=${choose}>
      ${say(`write.${mode}`)}
    </button>
  `;
}

function onInput(event) {
  setDraft(event.target.value);
  if (event.target.value.trim()) showTyping();
}

function onKeyDown(event) {
  if (event.isComposing) return;
  if (event.key === 'Enter' && !event.shiftKey && !event.altKey) return onSubmit(event);
  // A slash at the beginning: nobody begins a sentence with one.
  if (event.key === '/' && event.target.value === '' && state.mode === 'message') {
    event.preventDefault();
    openDialog('replies');
  }
}

function onSubmit(event) {
  event.preventDefault();
  submit();
}
