// Forms made of JSON Schemas, which the server makes of what it checks files by. What is wrong is said by the server.
import { faultOf } from './faults.js';
import { html, live, nothing } from './lit.js';
import { hasText, say } from './say.js';

/** Characters from which on a text has a field of several lines. */
const LONG = 50;

/**
 * A form for a value.
 * @param {{ schema: any, value: any, id: string, label: string, write: (value: any) => void, lang?: string }} field
 * @returns {unknown}
 */
export function form(field) {
  const { schema, value } = field;
  if (schema.anyOf) return alternatives(field);
  if (schema.enum || (schema.const !== undefined && schema.type === 'string')) return pick(field);
  if (schema.type === 'boolean') return tick(field);
  if (schema.type === 'integer' || schema.type === 'number') return input(field, 'number');
  if (schema.type === 'array') return schema.items.type === 'object' ? list(field) : lines(field);
  if (schema.type === 'object') return group(field);
  const long = String(value ?? '').length > LONG || /long|short|text$/.test(field.id);
  return long || field.lang ? area(field) : input(field, 'text');
}

/** The name of a key in the editor's language. */
export function labelOf(key) {
  const name = key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  return hasText(`field.${name}`) ? say(`field.${name}`) : key;
}

function group({ schema, value, id, label, write }) {
  const keys = schema.properties ? Object.keys(schema.properties) : (schema.propertyNames?.enum ?? []);
  const own = value ?? {};
  const required = schema.required ?? [];
  const member = (key) => {
    const inner = schema.properties?.[key] ?? schema.additionalProperties;
    const lang = key === 'fr' || key === 'en' ? key : undefined;
    const change = (next) => write(withKey(own, key, next));
    const field = {
      schema: inner,
      value: own[key],
      id: `${id}-${key}`,
      label: labelOf(key),
      write: change,
      lang,
    };
    return inner.type === 'object' && !required.includes(key) ? optional(field) : form(field);
  };
  const both = keys.length === 2 && keys.includes('fr') && keys.includes('en');
  const looks = both ? 'both' : 'group';
  const members = html`
    ${/-examples$/.test(id) ? html`<p class="hint">${say('hint_examples')}</p>` : nothing}
    ${keys.map(member)}
  `;
  // Without a name of its own, what it is about stands in the heading above.
  if (!label) return html`<div class=${looks}>${members}</div>`;
  return html`<fieldset class=${looks}><legend>${label}</legend>${members}</fieldset>`;
}

/** A group that need not be there. */
function optional(field) {
  const { value, id, label, write, schema } = field;
  if (value === undefined)
    return html`<button type="button" id=${id} class="add" @click=${() => write(empty(schema))}>${say('add', { name: label })}</button>`;
  return html`${form(field)}<button type="button" class="quiet-button" @click=${() => write(undefined)}>${say('remove', { name: label })}</button>`;
}

function alternatives(field) {
  const { schema, value, id, label, write } = field;
  const inner = schema.anyOf.find((one) => one.type === 'object');
  const fixed = schema.anyOf.filter((one) => one.const !== undefined).map((one) => one.const);
  const chosen = typeof value === 'object' ? 'own' : value;
  const choose = ({ target }) => write(target.value === 'own' ? {} : target.value);
  return html`
    <label class="field" for=${id}><span>${label}</span>
      <select id=${id} aria-invalid=${invalid(id)} aria-describedby=${faultOf(id) ?? nothing} .value=${live(chosen)} @change=${choose}>
        ${[...fixed, ...(inner ? ['own'] : [])].map((one) => html`<option value=${one} ?selected=${one === chosen}>${optionOf(one)}</option>`)}
      </select>
    </label>
    ${inner && chosen === 'own' ? form({ ...field, schema: inner, id: `${id}-own`, label: '' }) : nothing}
  `;
}

function pick({ schema, value, id, label, write }) {
  const options = schema.enum ?? [schema.const];
  return html`
    <label class="field" for=${id}><span>${label}</span>
      <select id=${id} aria-invalid=${invalid(id)} aria-describedby=${faultOf(id) ?? nothing} @change=${({ target }) => write(target.value || undefined)}>
        <option value="" ?selected=${value === undefined}>–</option>
        ${options.map((one) => html`<option value=${one} ?selected=${one === value}>${optionOf(one)}</option>`)}
      </select>
    </label>
  `;
}

function tick({ schema, value, id, label, write }) {
  const off = schema.const === true ? undefined : false;
  return html`
    <label class="tick" for=${id}><input id=${id} type="checkbox" aria-invalid=${invalid(id)} aria-describedby=${faultOf(id) ?? nothing} .checked=${live(value === true)} @change=${({ target }) => write(target.checked ? true : off)} />${label}</label>
  `;
}

function input({ value, id, label, write, lang = undefined }, type) {
  // What is no number goes to the checks as it was typed, and they say so.
  const read = (text) => (text === '' ? undefined : type === 'number' ? Number(text) : text);
  return html`
    <label class="field" for=${id}><span>${label}</span>
      <input id=${id} type=${type} aria-invalid=${invalid(id)} aria-describedby=${faultOf(id) ?? nothing} lang=${lang ?? nothing} .value=${live(value === undefined ? '' : String(value))} @input=${({ target }) => write(read(target.value))} />
    </label>
  `;
}

function area({ value, id, label, write, lang = undefined }) {
  const rows = Math.min(10, Math.max(2, Math.ceil(String(value ?? '').length / 60)));
  return html`
    <label class="field" for=${id}><span>${label}</span>
      <textarea id=${id} aria-invalid=${invalid(id)} aria-describedby=${faultOf(id) ?? nothing} rows=${rows} lang=${lang ?? nothing} .value=${live(value ?? '')} @input=${({ target }) => write(target.value === '' ? undefined : target.value)}></textarea>
    </label>
  `;
}

/** A list of words, one a line. */
function lines({ value, id, label, write }) {
  const read = (text) => {
    const list = text
      .split('\n')
      .map((one) => one.trim())
      .filter(Boolean);
    return list.length > 0 ? list : undefined;
  };
  return html`
    <label class="field" for=${id}><span>${label} ${say('one_a_line')}</span>
      <textarea id=${id} aria-invalid=${invalid(id)} aria-describedby=${faultOf(id) ?? nothing} rows=${Math.max(2, value?.length ?? 0)} .value=${(value ?? []).join('\n')} @change=${({ target }) => write(read(target.value))}></textarea>
    </label>
  `;
}

/** A list of groups. */
function list({ schema, value, id, label, write }) {
  const own = value ?? [];
  const row = (one, index) => html`
    <li>
      ${form({ schema: schema.items, value: one, id: `${id}-${index}`, label: `${label} ${index + 1}`, write: (next) => write(own.with(index, next)) })}
      <button type="button" class="quiet-button" @click=${() => write(own.toSpliced(index, 1))}>${say('remove', { name: `${label} ${index + 1}` })}</button>
    </li>
  `;
  return html`
    <ol class="rows">${own.map(row)}</ol>
    <button type="button" id=${id} class="add" @click=${() => write([...own, empty(schema.items)])}>${say('add', { name: label })}</button>
  `;
}

/** @returns {any} */
function invalid(id) {
  return faultOf(id) ? 'true' : nothing;
}

function optionOf(one) {
  return hasText(`option.${one}`) ? say(`option.${one}`) : String(one);
}

/** The beginning of a value that is to be filled in. */
export function empty(schema) {
  if (schema.type !== 'object') return undefined;
  const inner = Object.entries(schema.properties ?? {}).filter(
    ([key, one]) => one.type === 'object' && schema.required?.includes(key),
  );
  return Object.fromEntries(inner.map(([key, one]) => [key, empty(one)]));
}

function withKey(object, key, value) {
  const { [key]: _, ...others } = object;
  if (value === undefined) return others;
  return key in object ? { ...object, [key]: value } : { ...others, [key]: value };
}
