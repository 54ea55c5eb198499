import { labelOf } from '../form.js';
import { say } from '../say.js';
import { state } from '../state.js';

/** The name of something that can be changed. */
export function nameOf({ kind, name }) {
  if (kind === 'fact') {
    const [academy, fact] = name.split('.');
    return `${labelOf(fact)} – ${academyName(academy)}`;
  }
  if (kind === 'hours') return academyName(name);
  return kind === 'holidays' ? say('kind.holidays') : name;
}

/** Where a change stands, in words. */
export function placeName({ file, path }) {
  const [folder, ...rest] = file.replace(/\.\w+$/, '').split('/');
  const last = rest.at(-1);
  if (folder === 'academies') return `${academyName(last)} – ${labelOf(path[1])}`;
  if (folder === 'locales') return `${rest[0]} – ${[last, ...path].join('.')}`;
  return [folder, last, ...path].filter(Boolean).join(' – ');
}

function academyName(id) {
  return state.me.academies.find((one) => one.id === id)?.title ?? id;
}
