// A conversation over the draft: a real turn each, kept by this page and by nobody else.
import { post } from './api.js';
import { reasonOf, room } from './room.js';
import { save } from './saving.js';
import { say } from './say.js';
import { state, update } from './state.js';

/** The conversation: what was said, and where it stands. */
export const preview = { academy: '', stored: null, lines: [], choices: [], open: false };

/** Forgets the conversation. */
export function beginPreview() {
  Object.assign(preview, { stored: null, lines: [], choices: [], open: false });
  preview.academy ||= state.me.academies[0]?.id ?? '';
}

/** Begins a conversation over the draft as it is now. */
export async function startPreview(academy = preview.academy) {
  beginPreview();
  Object.assign(preview, { academy, open: true });
  await save();
  await turn({});
}

/** Says something in it. */
export async function sayInPreview(text, choice) {
  preview.lines.push({ from: 'you', text });
  await turn(choice ? { text, choice } : { text });
}

async function turn(said) {
  const { academy, stored } = preview;
  try {
    const next = await post(`/content/drafts/${room.draft.id}/preview`, { academy, stored, said });
    preview.stored = next.stored;
    for (const { text } of next.replies) preview.lines.push({ from: 'bot', text });
    preview.choices = next.replies.at(-1)?.choices ?? [];
  } catch (error) {
    const text = error.code === 'content.invalid' ? say('preview.refused') : reasonOf(error);
    preview.lines.push({ from: 'note', text });
  }
  update();
  queueMicrotask(() => {
    const log = document.querySelector('.preview-log');
    if (log) log.scrollTop = log.scrollHeight;
  });
}
