import { labelOf } from '../form.js';
import { html, nothing } from '../lit.js';
import { changesOf, placeKey } from '../room.js';
import { say } from '../say.js';
import { langOf, placeName } from './names.js';

/** What stands there now, beside what would: a row for each field that says something else. */
export function compare(cards) {
  const before = new Map(
    cards.flatMap(({ places }) => places.map((place) => [placeKey(place), place.published])),
  );
  const rows = changesOf(cards).flatMap((change) => rowsOf(change, before.get(placeKey(change))));
  if (rows.length === 0) return nothing;
  return html`
    <h3 id="compare">${say('compare')}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${say('compare')}>
      <table aria-labelledby="compare">
        <thead><tr><th scope="col">${say('place')}</th><th scope="col">${say('before')}</th><th scope="col">${say('after')}</th></tr></thead>
        <tbody>${rows.map(({ name, lang, old, fresh }) => html`<tr><th scope="row">${name}</th><td lang=${lang ?? nothing}><del>${old ?? say('nothing')}</del></td><td lang=${lang ?? nothing}><ins>${fresh ?? say('nothing')}</ins></td></tr>`)}</tbody>
      </table>
    </div>
  `;
}

function rowsOf(change, published) {
  const [old, fresh] = [fieldsOf(published), fieldsOf(change.value)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((field) => old.get(field) !== fresh.get(field))
    .map((field) => {
      const keys = field === '' ? [] : field.split(' ');
      return {
        // Of a fact, its value goes without saying.
        name: [placeName(change), ...keys.filter((key) => key !== 'value').map(labelOf)].join(' – '),
        lang: langOf(change) ?? keys.find((key) => key === 'fr' || key === 'en'),
        old: old.get(field),
        fresh: fresh.get(field),
      };
    });
}

/** The fields of a value by their path, with what an editor reads there; a list of words is one field. */
function fieldsOf(value, path = []) {
  if (value === null || value === undefined) return new Map();
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return new Map([[path.join(' '), value.join('\n')]]);
  if (typeof value !== 'object') return new Map([[path.join(' '), String(value)]]);
  // What stands in a list of groups is counted from one.
  const name = (key) => (Array.isArray(value) ? String(Number(key) + 1) : key);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...fieldsOf(inner, [...path, name(key)])]));
}
