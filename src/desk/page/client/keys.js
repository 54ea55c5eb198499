// Single keys, for hands that stay on the keyboard. They rest while a text is written or a dialog is open, and can be
// switched off (WCAG 2.1.4).
import { accept } from './acts.js';
import { showList } from './cases.js';
import { openDialog } from './dialog.js';
import { setPresence } from './session.js';
import { isMine, mayAct, openCase, state, update } from './state.js';
import { focusWriting, moveInList } from './views/focus.js';

const waiting = () => mayAct() && openCase()?.state === 'waiting';
const own = () => mayAct() && isMine(openCase()) && ['assigned', 'with_agent'].includes(openCase().state);
const write = (mode) => () => {
  update({ mode, pane: 'talk' });
  focusWriting();
};

/** key → what it does, when it may, and the name of its text in the help. */
export const SHORTCUTS = [
  { key: '1', name: 'queue', run: () => showList('queue') },
  { key: '2', name: 'mine', run: () => showList('mine') },
  { key: '3', name: 'ended', run: () => showList('ended') },
  { key: 'j', name: 'next', run: () => moveInList(1) },
  { key: 'k', name: 'previous', run: () => moveInList(-1) },
  { key: 'a', name: 'accept', when: waiting, run: accept },
  { key: 'r', name: 'reply', when: own, run: write('message') },
  { key: 'n', name: 'note', when: () => mayAct() && openCase(), run: write('note') },
  { key: '/', name: 'replies', when: own, run: () => openDialog('replies') },
  { key: 't', name: 'transfer', when: own, run: () => openDialog('transfer') },
  { key: 'b', name: 'return', when: own, run: () => openDialog('return') },
  { key: 'c', name: 'close', when: own, run: () => openDialog('close') },
  { key: 'p', name: 'presence', run: () => setPresence(state.presence === 'away' ? 'available' : 'away') },
  { key: '?', name: 'help', run: () => openDialog('help') },
];

/** Runs the shortcut of a key, if it is one now. */
export function onKey(event) {
  if (event.key === 'Escape') return onEscape(event);
  if (state.phase !== 'ready' || state.dialog || !state.shortcuts) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest('input, textarea, select')) return;
  const shortcut = SHORTCUTS.find(({ key, when }) => key === event.key && (when?.() ?? true));
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}

function onEscape(event) {
  const menu = /** @type {HTMLDetailsElement | null} */ (document.querySelector('details.menu[open]'));
  if (!menu || state.dialog) return;
  event.preventDefault();
  menu.open = false;
  menu.querySelector('summary').focus();
}
