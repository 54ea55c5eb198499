import { labelOf } from '../form.js';
import { say } from '../say.js';
import { state } from '../state.js';

const KINDS = { answers: 'answer', sources: 'source' };

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
  if (folder === 'locales') {
    const [language = ''] = rest;
    const key = [...(last === 'talk' ? [] : [last]), ...path].join('.');
    return [say(last === 'canned' ? 'kind.canned' : 'kind.text'), key, labelOf(language)].join(' – ');
  }
  if (folder === 'hours')
    return rest.length > 1 ? `${say('kind.hours')} – ${academyName(last)}` : say('kind.holidays');
  const kind = KINDS[folder];
  return [kind ? say(`kind.${kind}`) : folder, last, ...path.map(labelOf)].filter(Boolean).join(' – ');
}

/** The place that a line of the history names. @param {string} line */
export function placeIn(line) {
  const [file = '', ...path] = line.split(' ');
  return placeName({ file, path });
}

/** The language that a place is in. */
export function langOf({ file }) {
  return /^locales\/(fr|en)/.exec(file)?.[1];
}

function academyName(id) {
  return state.me.academies.find((one) => one.id === id)?.title ?? id;
}
