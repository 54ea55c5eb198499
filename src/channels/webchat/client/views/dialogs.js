import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { renew } from '../session.js';
import { state, update } from '../state.js';
import { entering, showing } from './code.js';
import { erased, erasing } from './erase.js';
import { menu } from './menu.js';

const BODIES = { menu, erase: erasing, erased, code: showing, resume: entering };

/** The one dialog, whatever is in it. Esc and the button close it; the focus goes back by itself. */
export function dialogs() {
  const kind = state.dialog;
  const body = BODIES[/** @type {keyof typeof BODIES} */ (kind)];
  return html`
    <dialog aria-labelledby="dialog-title" @close=${() => state.dialog === kind && close(kind)}>
      ${
        body
          ? html`
              <h2 id="dialog-title" tabindex="-1">${say(`dialog.${kind}`)}</h2>
              ${body()}
            `
          : nothing
      }
    </dialog>
  `;
}

/** Once everything is erased there is nothing to go back to. @param {string} kind */
function close(kind) {
  if (kind === 'erased') renew('ended');
  else update({ dialog: '' });
}
