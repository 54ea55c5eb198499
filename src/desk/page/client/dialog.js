// Which dialog is open, and what it shows. Closing gives the focus back to where it was, as <dialog> does by itself.
import { colleagues, replies } from './acts.js';
import { facts } from './facts.js';
import { incidents } from './incidents.js';
import { refused } from './refused.js';
import { state, update } from './state.js';

const LOADS = {
  transfer: colleagues,
  replies,
  incidents,
  facts,
};

/** Opens a dialog: 'transfer' | 'return' | 'close' | 'replies' | 'incidents' | 'facts' | 'help'. What it lists is fetched meanwhile. */
export async function openDialog(kind) {
  // What is typed while it loads makes another object of it; it is still the one that was opened.
  const opening = Symbol(kind);
  update({ dialog: { kind, opening, query: '', active: 0 } });
  try {
    const found = await LOADS[kind]?.();
    if (state.dialog?.opening === opening) update({ dialog: { ...state.dialog, ...found } });
  } catch (error) {
    if (state.dialog?.opening === opening) closeDialog();
    refused(error);
  }
}

/** Closes whichever is open. */
export function closeDialog() {
  if (state.dialog) update({ dialog: null });
}
