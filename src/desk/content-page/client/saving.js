// A draft is saved and checked as it is typed.
import { put } from './api.js';
import { act, changesOf, placeKey, reasonOf, room, show, signedOut, tell } from './room.js';
import { say } from './say.js';
import { state, update } from './state.js';

/** Milliseconds without a key before what was typed is saved and checked. */
const PAUSE = 500;

let waiting;
let saving = Promise.resolve();

/** Writes a value at a place of a card, and saves soon. */
export function write(card, place, value) {
  const places = card.places.map((one) => (placeKey(one) === placeKey(place) ? { ...one, value } : one));
  show({ cards: room.cards.map((one) => (one === card ? { ...card, places } : one)), saving: 'saving' });
  saveSoon();
}

/** Takes something out of the draft: it stays as it is published. */
export function dropCard(card) {
  show({ cards: room.cards.filter((one) => one !== card), saving: 'saving' });
  saveSoon();
}

function saveSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    saving = saving.then(save);
  }, PAUSE);
}

/** Saves what was typed now, over what others have published meanwhile where the editor has seen it. */
export async function save() {
  clearTimeout(waiting);
  if (!room.draft || room.saving === 'stale') return;
  const { id, revision, base, newest } = room.draft;
  const sent = room.cards;
  try {
    const draft = await put(`/content/drafts/${id}`, {
      revision,
      base: room.draft.seen ? newest : base,
      changes: changesOf(sent),
    });
    if (room.draft?.id !== id) return;
    show({ draft, saving: room.cards === sent ? 'saved' : 'saving' });
    if (room.cards !== sent) saveSoon();
    if (draft.refusals.length > 0) tell(say('refused', { count: draft.refusals.length }), 'warn');
    else if (state.notice?.tone === 'warn') update({ notice: null });
  } catch (error) {
    if (error.status === 401) return signedOut();
    show({ saving: error.code === 'draft.stale' ? 'stale' : 'saving' });
    tell(reasonOf(error), 'bad');
  }
}

/** Keeps one's own over what was published meanwhile. */
export const keepOwn = () =>
  act(async () => {
    room.draft.seen = true;
    await save();
  });
