import { closeDialog } from '../dialog.js';
import { html, repeat } from '../lit.js';
import { say } from '../say.js';
import { state, update } from '../state.js';
import { draft, setDraft } from '../talk.js';
import { focusWriting } from './focus.js';

/** Texts to choose from: a few letters find one, Enter puts it into the writing box, where it can be changed. */
export function palette(dialog) {
  const found = search(dialog);
  const active = Math.min(dialog.active, found.length - 1);
  return html`
    <div class="palette" @keydown=${(event) => onKeyDown(event, found, active)}>
      <input
        type="search"
        role="combobox"
        aria-label=${say('replies.search')}
        aria-expanded="true"
        aria-controls="replies"
        aria-autocomplete="list"
        aria-activedescendant=${active >= 0 ? `reply-${active}` : ''}
        placeholder=${say('replies.search')}
        .value=${dialog.query}
        @input=${(event) => change({ query: event.target.value, active: 0 })}
      />
      <ul id="replies" role="listbox" aria-label=${say('dialog.replies')} tabindex="-1">
        ${repeat(
          found,
          ({ id }) => id,
          (reply, index) => option(reply, index, index === active),
        )}
      </ul>
      <p class="empty" role="status">${dialog.replies ? (found.length === 0 ? say('replies.none') : '') : say('loading')}</p>
    </div>
  `;
}

function option(reply, index, active) {
  return html`
    <li id="reply-${index}" role="option" aria-selected=${String(active)} @click=${() => insert(reply)}>
      <strong>${reply.title}</strong><span>${reply.text}</span>
    </li>
  `;
}

function search({ replies = [], query }) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return replies.filter(({ title, text }) => words.every((word) => fold(`${title} ${text}`).includes(word)));
}

/** Without accents and capitals: « réinitialiser » is found by "reini". */
function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function onKeyDown(event, found, active) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.isComposing) return;
  if (event.key in moves && found.length > 0) {
    event.preventDefault();
    change({ active: (active + moves[event.key] + found.length) % found.length });
    document.getElementById(`reply-${state.dialog.active}`)?.scrollIntoView({ block: 'nearest' });
  }
  if (event.key === 'Enter' && found[active]) {
    event.preventDefault();
    insert(found[active]);
  }
}

function change(part) {
  update({ dialog: { ...state.dialog, ...part } });
}

function insert({ text }) {
  update({ mode: 'message' });
  setDraft([draft().trimEnd(), text].filter(Boolean).join('\n'));
  closeDialog();
  focusWriting();
}
