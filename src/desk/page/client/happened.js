// What happened to a case, in words.
import { hasText, say } from './say.js';
import { state } from './state.js';

/** What is worth a line in the conversation itself: who speaks changes, or something needs the agent's eye. */
export const IN_TALK = [
  'case.accepted',
  'case.transferred',
  'case.returned',
  'case.released',
  'case.closed',
  'case.ticketed',
  'person.silent',
  'agent.silent',
  'secret.removed',
];

/** An entry of the history, with what of its detail tells something; the name of the action where there is no text for it. */
export function happened(action, detail = {}) {
  const key = `history.${action.replaceAll('.', '_')}`;
  if (!hasText(key)) return action;
  const more = Object.entries(detail).flatMap(([name, value]) => (value === null ? [] : word(name, value)));
  return [say(key), ...more].join(' · ');
}

function word(name, value) {
  if (name === 'outcome') return [say(`outcome.${value}`)];
  if (name === 'rating') return [say(`survey.${value}`)];
  if (name === 'flow') return [state.me.troubles.find(({ id }) => id === value)?.title ?? value];
  if (['to', 'reference'].includes(name)) return [value];
  return [];
}
