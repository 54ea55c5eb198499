import { closeDialog } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { state } from '../state.js';
import { factsList } from './facts.js';
import { closeForm, handBackForm, transferForm } from './forms.js';
import { help } from './help.js';
import { incidentsForm } from './incidents.js';
import { palette } from './palette.js';

const BODIES = {
  transfer: transferForm,
  return: handBackForm,
  close: closeForm,
  replies: palette,
  incidents: incidentsForm,
  facts: factsList,
  help,
};

/** The one dialog of the page, with what is asked for in it. */
export function dialogs() {
  const { dialog } = state;
  return html`
    <dialog aria-labelledby="dialog-title" class=${dialog?.kind ?? ''} @close=${onClose} @click=${onBackdrop}>
      ${
        dialog
          ? html`
              <header>
                <h2 id="dialog-title">${say(`dialog.${dialog.kind}`)}</h2>
              </header>
              ${BODIES[dialog.kind](dialog)}
              <button type="button" class="quiet-button dismiss" aria-label=${say('dismiss')} @click=${closeDialog}>×</button>
            `
          : nothing
      }
    </dialog>
  `;
}

/** The event comes late: another dialog may be open by then. */
function onClose(event) {
  if (!event.target.open) closeDialog();
}

function onBackdrop(event) {
  // A click on the dialog itself and not on what is in it: on the backdrop.
  if (event.target === event.currentTarget) closeDialog();
}
