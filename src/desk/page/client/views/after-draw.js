// What a template cannot say: the scroll of the conversation, the modal dialog, a focus whose element is gone.
import { closeDialog } from '../dialog.js';
import { state } from '../state.js';
import { focusFirst, followWish } from './focus.js';

/** Pixels from the end within which the conversation counts as read to its end. */
const NEAR = 80;

let atEnd = true;
let size;
let shown;
let had = document.body;
let opener;
let written;
/** Which opening the dialog was last shown for. */
let modal;
let asked;

/** Notes what a drawing may change. */
export function beforeDraw() {
  const log = document.querySelector('.log');
  // A window or a writing box that has changed moves the end away without anybody having scrolled.
  if (sizeOf(log) === size) atEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
  // What is in a dialog goes with it; what counts is where the focus was before.
  const active = document.activeElement;
  had = active.closest('dialog') ? (opener ?? document.body) : active;
}

/** Puts it right. */
export function afterDraw() {
  followLog();
  followDialog();
  followOpenCase();
  followWish();
  // The button that was pressed is gone, with what it was for: the keyboard goes on where the work goes on.
  if (!had.isConnected && document.activeElement === document.body) {
    focusFirst('#writing', '.case h2', '.cases a', '.lists h2');
  }
}

function followLog() {
  const log = /** @type {HTMLElement | null} */ (document.querySelector('.log'));
  if (log && (atEnd || log.dataset.case !== shown)) log.scrollTop = log.scrollHeight;
  size = sizeOf(log);
}

function sizeOf(log) {
  return log ? `${log.clientWidth} ${log.clientHeight}` : undefined;
}

function followDialog() {
  const dialog = document.querySelector('dialog');
  if (!dialog) return;
  // Escape closes it before its event says so: what is drawn in between must not open it again.
  if (state.dialog && !dialog.open && state.dialog.opening === modal) closeDialog();
  else if (state.dialog && !dialog.open) {
    modal = state.dialog.opening;
    opener = document.activeElement;
    written = opener instanceof HTMLTextAreaElement ? caretOf(opener) : undefined;
    dialog.showModal();
  }
  followForm();
  if (state.dialog || !opener) return;
  if (dialog.open) dialog.close();
  // The focus comes back without its caret where what had the focus went with the dialog: the next keys would be lost.
  if (written && document.activeElement === opener && opener.value === written.value) {
    opener.setSelectionRange(written.start, written.end);
  }
  opener = undefined;
}

function caretOf({ value, selectionStart, selectionEnd }) {
  return { value, start: selectionStart, end: selectionEnd };
}

/** What a dialog asks for may be drawn later than the dialog: the focus goes there when it is. */
function followForm() {
  const kind = state.dialog?.kind;
  if (kind === asked) return;
  if (kind && !document.querySelector('dialog :is(form, .palette, .help-body)')) return;
  asked = kind;
  if (kind)
    focusFirst(
      'dialog [type=search]',
      'dialog .incident-item button',
      'dialog input:checked',
      'dialog select',
      'dialog input',
      'dialog textarea',
      'dialog button',
    );
}

/** On a narrow screen the case takes the place of the list, or gives it back: the focus goes along. */
function followOpenCase() {
  const now = state.openId ?? undefined;
  if (now === shown) return;
  const before = shown;
  shown = now;
  const lists = document.querySelector('.lists');
  if (now && lists && !lists.checkVisibility()) focusFirst('.case h2');
  if (!now && before) focusFirst(`.cases a[href="#case=${CSS.escape(before)}"]`, '.cases a', '.lists h2');
}
