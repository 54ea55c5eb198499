// What is being written, by case and mode. It outlives the page in this tab: a session may end in the middle of a sentence.
import { keepForTab, recallForTab } from './memory.js';
import { state } from './state.js';

const NAME = 'drafts';

/** Whose texts these are; known on when the session is over. */
let writer;

const keyOf = (id, mode) => `${id} ${mode}`;

/** What is being written in a case, as 'message' | 'note'. */
export function draftOf(id, mode) {
  return state.drafts.get(keyOf(id, mode)) ?? '';
}

/** Keeps what is being written; an empty text is forgotten. */
export function keepDraft(id, mode, text) {
  if (text) state.drafts.set(keyOf(id, mode), text);
  else state.drafts.delete(keyOf(id, mode));
  keepForTab(NAME, { writer, texts: [...state.drafts] });
}

/** Puts a text that did not get through before what has been written since. */
export function putBack(id, mode, text) {
  keepDraft(id, mode, [text, draftOf(id, mode)].filter(Boolean).join('\n'));
}

/** Brings back what the signed-in agent wrote in this tab before; what somebody else wrote is thrown away. */
export function recallDrafts() {
  const kept = recallForTab(NAME);
  const before = writer;
  writer = state.me.agent.id;
  if (kept?.writer === writer) state.drafts = new Map(kept.texts);
  else if (before !== writer) forgetDrafts();
}

/** Nothing stays behind for whoever uses the browser next. */
export function forgetDrafts() {
  state.drafts = new Map();
  keepForTab(NAME, undefined);
}
