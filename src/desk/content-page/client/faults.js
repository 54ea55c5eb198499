// What is wrong with a draft, tied to the field that it is about.
import { cardId, room } from './room.js';

/** Whether what is wrong stands at a place, or above or below it. */
export function concerns(refusal, { file, path }) {
  return (
    refusal.file === file &&
    path.every((key, depth) => refusal.path[depth] === undefined || String(refusal.path[depth]) === key)
  );
}

/** The id of the sentence that says what is wrong with the field of an id, if something is. */
export function faultOf(id) {
  for (const { kind, name, places } of room.cards) {
    const card = cardId(kind, name);
    if (!id.startsWith(`${card}-`)) continue;
    const wrong = wrongIn(places);
    const found = wrong.findIndex((refusal) => isAt(id, fieldId(card, places, refusal)));
    if (found >= 0) return `${card}-wrong-${found}`;
  }
  return undefined;
}

/** What is wrong with a card. */
export function wrongIn(places) {
  return room.draft.refusals.filter((refusal) => places.some((place) => concerns(refusal, place)));
}

/** The id that the field at fault has, or begins with. */
function fieldId(card, places, refusal) {
  const index = places.findIndex((place) => concerns(refusal, place));
  return [`${card}-${index}-text`, ...refusal.path.slice(places[index].path.length)].join('-');
}

/** Lists of words are one field: what is wrong with a line is wrong with it. */
const isAt = (id, fault) => fault === id || fault.startsWith(`${id}-`);
