import { concerns, wrongIn } from '../faults.js';
import { empty, form, labelOf } from '../form.js';
import { html, nothing } from '../lit.js';
import {
  cardId,
  discardDraft,
  foundInWords,
  home,
  isReady,
  openDraft,
  publishDraft,
  room,
  search,
  searchOn,
  show,
  takeUp,
} from '../room.js';
import { dropCard, keepOwn, write } from '../saving.js';
import { moment, say } from '../say.js';
import { state } from '../state.js';
import { compare } from './compare.js';
import { submit } from './home.js';
import { langOf, nameOf } from './names.js';
import { previewView } from './preview.js';

/** Characters of a text that a result shows. */
const EXCERPT = 90;
const KINDS = ['fact', 'text', 'answer', 'canned', 'source', 'hours', 'holidays'];
/** Where new ones can be made, of an empty form. */
const NEW = {
  answer: (id) => ({ file: `answers/${id}.yaml`, path: [] }),
  source: (id) => ({ file: 'sources.yaml', path: [id] }),
};

/** A draft: what is in it, what is wrong with it, and a conversation over it. */
export function draftView() {
  const { draft, cards, saving } = room;
  return html`
    <div class="draft">
      <section aria-labelledby="draft-title">
        <p><button type="button" @click=${() => home()}>${say('back')}</button></p>
        <h2 id="draft-title" tabindex="-1">${draft.title}</h2>
        <p class="quiet" role="status">${say(`saving.${saving === 'saved' && draft.refusals.length > 0 ? 'faulty' : saving}`)}</p>
        ${saving === 'stale' ? html`<button type="button" @click=${() => openDraft(draft.id)}>${say('see_theirs')}</button>` : nothing}
        ${meanwhile(draft)}
        ${finder()}
        ${cards.length > 0 ? cards.map(cardView) : html`<p class="empty">${say('empty')}</p>`}
        ${compare(cards)}
        ${publishing(draft, cards)}
      </section>
      ${previewView()}
    </div>
  `;
}

function meanwhile({ meanwhile: version }) {
  if (!version) return nothing;
  const { by, at, reason } = version;
  return html`
    <div class="warning">
      <p>${say('meanwhile', { name: by, time: moment(at), reason })}</p>
      <button type="button" @click=${keepOwn}>${say('keep_own')}</button>
    </div>
  `;
}

/** Finds what is to be changed, or makes what is new. */
function finder() {
  const { kind, query, found } = room;
  return html`
    <form class="line finder" role="search" @submit=${submit(search)}>
      <label class="field"><span>${say('find_kind')}</span>
        <select @change=${({ target }) => show({ kind: target.value, found: null })}>
          ${KINDS.map((one) => html`<option value=${one} ?selected=${one === kind}>${say(`kind.${one}`)}</option>`)}
        </select>
      </label>
      <label class="field"><span>${say('find_words')}</span><input type="search" .value=${query} @input=${({ target }) => show({ query: target.value })} /></label>
      <button type="submit" aria-disabled=${String(state.busy)}>${say('find')}</button>
    </form>
    ${found ? results(found) : nothing}
    ${NEW[kind] ? newForm(kind) : nothing}
  `;
}

/** What was found; a list as long as that of the texts comes piece by piece. */
function results({ items, count }) {
  return html`
    <p class="quiet">${foundInWords()}</p>
    ${items.length > 0 ? html`<ul class="rows found">${items.map(foundRow)}</ul>` : nothing}
    ${items.length < count ? html`<button type="button" aria-disabled=${String(state.busy)} @click=${searchOn}>${say('more')}</button>` : nothing}
  `;
}

function foundRow(item) {
  const [{ value }] = item.places;
  const excerpt = typeof value === 'string' ? value : (value?.fr?.title ?? value?.title?.fr ?? '');
  return html`<li><button type="button" class="open" @click=${() => takeUp(item)}>${nameOf(item)}</button> <span class="quiet" lang=${langOf(item.places[0]) ?? nothing}>${beginningOf(String(excerpt))}</span></li>`;
}

/** A field of a fact by the names of its form: `facts.lockout.value.minutes`. */
function fieldName(key) {
  return key
    .split('.')
    .filter((part) => part !== 'facts' && part !== 'value')
    .map(labelOf)
    .join(' – ');
}

/** The beginning of a text, in whole words. */
function beginningOf(text) {
  return text.length <= EXCERPT ? text : `${text.slice(0, EXCERPT).replace(/\s+\S*$/, '')} …`;
}

function newForm(kind) {
  const make = (data) => {
    const id = data.get('id');
    takeUp({ kind, name: id, places: [{ ...NEW[kind](id), value: null }] });
  };
  return html`
    <form class="line" @submit=${submit(make)}>
      <label class="field"><span>${say(`new.${kind}`)}</span><input name="id" type="text" required pattern=${kind === 'answer' ? '[a-z][a-z0-9_]*' : '[a-z0-9]+(-[a-z0-9]+)*'} /></label>
      <button type="submit">${say('make')}</button>
    </form>
  `;
}

function cardView(card) {
  const { kind, name, places } = card;
  const id = cardId(kind, name);
  const wrong = wrongIn(places);
  return html`
    <article class="card" id=${id}>
      <h3 tabindex="-1">${say('card', { kind: say(`kind.${kind}`), name: nameOf(card) })}</h3>
      <div class=${places.length > 1 ? 'both' : 'group'}>${places.map((place, index) => fieldOf(card, place, `${id}-${index}`))}</div>
      ${wrong.length > 0 ? html`<ul class="wrong">${wrong.map(({ key, reason }, index) => html`<li id=${`${id}-wrong-${index}`}><strong>${kind === 'fact' ? fieldName(key) : key}</strong> ${reason}</li>`)}</ul>` : nothing}
      <button type="button" class="quiet-button" @click=${() => dropCard(card)}>${say('drop', { name: nameOf(card) })}</button>
    </article>
  `;
}

function fieldOf(card, place, id) {
  const schema = schemaOf(card, place);
  const language = langOf(place);
  const label = language ? say(`field.${language}`) : '';
  const change = (value) => write(card, place, value ?? null);
  const value = place.value ?? (schema.type === 'object' ? empty(schema) : undefined);
  return form({ schema, value, id: `${id}-text`, label, lang: language, write: change });
}

/** @returns {any} */
function schemaOf({ kind, name }, { published }) {
  const { facts, ...others } = room.schemas;
  if (kind === 'fact') return facts.properties[name.split('.')[1]];
  if (others[kind]) return others[kind];
  if (published === null || typeof published === 'string') return { type: 'string' };
  const list = { type: 'array', items: { type: 'string' } };
  return {
    type: 'object',
    properties: { title: { type: 'string' }, also: list },
    required: ['title', 'also'],
  };
}

/** Who can publish it, where the editor cannot. */
function whoPublishes({ publishers }) {
  if (!publishers) return say('lead_publishes');
  return publishers.length > 0
    ? say('all_publish', { name: publishers.join(', ') })
    : say('nobody_publishes');
}

function publishing(draft, cards) {
  const { refusals, publishers } = draft;
  const mayPublish = room.overview?.publishes && (!publishers || state.me.agent.academies === '*');
  const elsewhere = refusals.filter(
    (one) => !cards.some(({ places }) => places.some((place) => concerns(one, place))),
  );
  return html`
    ${elsewhere.length > 0 ? html`<ul class="wrong">${elsewhere.map(({ file, key, reason }) => html`<li><strong>${file} ${key}</strong> ${reason}</li>`)}</ul>` : nothing}
    ${
      mayPublish
        ? html`
            <form class="line" @submit=${submit((data) => publishDraft(data.get('reason')))}>
              <label class="field"><span>${say('reason')}</span><input name="reason" type="text" required maxlength="500" /></label>
              <button type="submit" class="primary" aria-disabled=${String(!isReady() || state.busy)}>${say('publish')}</button>
            </form>
          `
        : html`<p class="quiet">${whoPublishes(draft)}</p>`
    }
    <button type="button" class="quiet-button" @click=${discardDraft}>${say('discard')}</button>
  `;
}
