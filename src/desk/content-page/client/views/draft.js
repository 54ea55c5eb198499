import { concerns, wrongIn } from '../faults.js';
import { empty, form } from '../form.js';
import { html, nothing } from '../lit.js';
import {
  cardId,
  changesOf,
  discardDraft,
  foundInWords,
  home,
  isReady,
  openDraft,
  placeKey,
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
import { submit } from './home.js';
import { nameOf, placeName } from './names.js';
import { previewView } from './preview.js';

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
        <p class="quiet" role="status">${say(`saving.${saving}`)}</p>
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
  return html`<li><button type="button" class="open" @click=${() => takeUp(item)}>${nameOf(item)}</button> <span class="quiet" lang=${langOf(item.places[0]) ?? nothing}>${String(excerpt).slice(0, 90)}</span></li>`;
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
      ${wrong.length > 0 ? html`<ul class="wrong">${wrong.map(({ key, reason }, index) => html`<li id=${`${id}-wrong-${index}`}><strong>${key}</strong> ${reason}</li>`)}</ul>` : nothing}
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

/** The language that a place is in. */
function langOf({ file }) {
  return /^locales\/(fr|en)/.exec(file)?.[1];
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

/** What stands there now, beside what would. */
function compare(cards) {
  const changes = changesOf(cards);
  if (changes.length === 0) return nothing;
  const before = new Map(
    cards.flatMap(({ places }) => places.map((place) => [placeKey(place), place.published])),
  );
  return html`
    <h3 id="compare">${say('compare')}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${say('compare')}>
      <table aria-labelledby="compare">
        <thead><tr><th scope="col">${say('place')}</th><th scope="col">${say('before')}</th><th scope="col">${say('after')}</th></tr></thead>
        <tbody>${changes.map((change) => html`<tr><th scope="row">${placeName(change)}</th><td lang=${langOf(change) ?? nothing}><del>${shown(before.get(placeKey(change)))}</del></td><td lang=${langOf(change) ?? nothing}><ins>${shown(change.value)}</ins></td></tr>`)}</tbody>
      </table>
    </div>
  `;
}

function shown(value) {
  if (value === null || value === undefined) return say('nothing');
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1);
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
