// What the room does: drafts, what is in them, publishing and undoing.
import { get, post } from './api.js';
import { focusSoon } from './focus.js';
import { recall } from './memory.js';
import { beginPreview } from './preview.js';
import { LANGUAGES, moment, say } from './say.js';
import { state, update } from './state.js';

/** Milliseconds between looks at how far the reader has learned. */
const LOOK = 5000;

/** What the room shows, besides the state that it has in common with the desk. */
export const room = {
  schemas: null,
  /** Drafts, versions and acts. */
  overview: null,
  /** The draft that is open, as the server knows it. */
  draft: null,
  /** What its forms are about: {kind, name, places: [{file, path, published, value}]}. */
  cards: [],
  /** What a search found so far: {kind, query, items, count}, `count` in all. */
  found: null,
  /** Versions and acts that are shown. */
  long: 20,
  kind: 'fact',
  query: '',
  /** 'saved' | 'saving' | 'stale' */
  saving: 'saved',
  /** Whether a version is about to be taken back: its number. */
  undoing: null,
};

/** Shows a change of the room. */
export function show(change) {
  Object.assign(room, change);
  update();
}

/** Finds out who is there, and begins. */
export async function begin() {
  const wanted = recall('locale') ?? document.documentElement.lang;
  update({ locale: LANGUAGES.includes(wanted) ? wanted : LANGUAGES[0] });
  document.documentElement.lang = state.locale;
  try {
    update({ me: await get('/me') });
    show({ schemas: await get('/content/schemas') });
    await home();
    update({ phase: 'ready' });
  } catch (error) {
    update({ phase: error.status === 401 ? 'signed-out' : 'failed' });
  }
}

/** Back to all drafts and versions. */
export async function home() {
  show({ draft: null, cards: [], found: null, undoing: null, overview: await get('/content') });
  if (state.phase === 'ready') focusSoon('h2');
  watchTraining();
}

let watching;

/** Looks again for as long as the reader learns and no draft is open. */
function watchTraining() {
  clearTimeout(watching);
  if (room.draft || !['waiting', 'training'].includes(room.overview.training.state)) return;
  watching = setTimeout(async () => {
    const overview = await get('/content').catch(() => room.overview);
    if (!room.draft) show({ overview });
    watchTraining();
  }, LOOK);
}

export const beginDraft = (title) => act(async () => look((await post('/content/drafts', { title })).id));

/** Opens a draft, or looks at it anew. */
export const openDraft = (id) => act(() => look(id));

async function look(id) {
  showDraft(await get(`/content/drafts/${id}`));
  beginPreview();
  focusSoon('h2');
}

/** Shows a draft with its forms. */
export function showDraft(draft) {
  const changed = new Map(draft.changes.map((change) => [placeKey(change), change.value ?? null]));
  const cards = draft.items.map((item) => ({
    ...item,
    places: item.places.map(({ value, ...place }) => {
      const key = placeKey(place);
      return { ...place, published: value, value: changed.has(key) ? changed.get(key) : value };
    }),
  }));
  show({ draft, cards, saving: 'saved' });
}

/** Looks for what can be changed. */
export const search = () =>
  act(async () => {
    const { kind, query } = room;
    const found = await get('/content/items', { kind, q: query });
    show({ found: { ...found, kind, query } });
    announce(foundInWords());
  });

/** Shows more of what was found, of the search as it was then. */
export const searchOn = () =>
  act(async () => {
    const { kind, query, items } = room.found;
    const more = await get('/content/items', { kind, q: query, from: items.length });
    show({ found: { ...room.found, ...more, items: [...items, ...more.items] } });
    focusSoon(`.found li:nth-child(${items.length + 1}) button`);
    announce(foundInWords());
  });

/** How many were found, and how many of them are shown. */
export function foundInWords() {
  const { items, count } = room.found;
  if (count === 0) return say('found_nothing');
  return say(items.length < count ? 'found_some' : 'found', { shown: items.length, count });
}

/** Takes something into the draft, unless it is there. */
export function takeUp({ kind, name, places }) {
  const there = room.cards.some((card) => card.kind === kind && card.name === name);
  if (!there) {
    const own = places.map(({ value, ...place }) => ({ ...place, published: value, value }));
    show({ cards: [...room.cards, { kind, name, places: own }] });
  }
  show({ found: null, query: '' });
  focusSoon(`#${cardId(kind, name)} h3`);
}

export const cardId = (kind, name) => `card-${kind}-${name.replaceAll('.', '-')}`;

/** The changes that the cards come to. */
export function changesOf(cards) {
  return cards.flatMap(({ places }) =>
    places
      .filter(({ published, value }) => JSON.stringify(published) !== JSON.stringify(value))
      .map(({ file, path, value }) => ({ file, path, value })),
  );
}

/** @param {any} place */
export const placeKey = ({ file, path }) => [file, ...path].join(' ');

/** What went well, or did not; for good news in silence to screen readers as well. */
export function tell(text, tone = 'good') {
  update({ notice: { text, tone } });
  announce(text, tone === 'bad');
}

/** Reads a text out: at once if it cannot wait, else when the reader has finished. */
export function announce(text, urgent = false) {
  const region = document.getElementById(urgent ? 'assertive' : 'polite');
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** Whether what is in the draft can be published. */
export const isReady = () =>
  room.draft.refusals.length === 0 && changesOf(room.cards).length > 0 && room.saving === 'saved';

export const publishDraft = (reason) =>
  act(async () => {
    if (!isReady()) return tell(say('not_ready'), 'bad');
    const { id, revision } = room.draft;
    const { version } = await post(`/content/drafts/${id}/publish`, { revision, reason });
    await home();
    tell(say('published', { version }));
  });

export const discardDraft = () =>
  act(async () => {
    const { id, revision } = room.draft;
    await post(`/content/drafts/${id}/discard`, { revision });
    await home();
    tell(say('discarded'));
  });

export const undoVersion = (number, reason) =>
  act(async () => {
    const { version } = await post(`/content/versions/${number}/undo`, { reason });
    await home();
    tell(say('undone', { number, version }));
  });

/** Does something, and says in words why it could not be done. */
export async function act(work) {
  if (state.busy) return;
  update({ busy: true, notice: null });
  try {
    await work();
  } catch (error) {
    if (error.status === 401) signedOut();
    else tell(reasonOf(error), 'bad');
  } finally {
    update({ busy: false });
  }
}

/** The page says that the session is over, and how to go on. */
export function signedOut() {
  update({ phase: 'signed-out' });
  tell(say('signed_out'), 'bad');
  focusSoon('h1');
}

/** Why something was refused. */
export function reasonOf({ status, code, message, by, at }) {
  if (code === 'draft.stale') return say('error.stale', { name: by, time: moment(at) });
  if (code === 'publish.overtaken') return say('error.overtaken', { name: by, time: moment(at) });
  if (code === 'publish.nothing') return say('error.nothing');
  if (code === 'content.invalid') return message;
  if (code === 'scope_all') return say('error.scope_all');
  if (status === 403) return say('error.scope');
  return say(status === 0 ? 'error.network' : 'error.other');
}
