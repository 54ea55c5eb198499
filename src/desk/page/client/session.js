// Who is signed in, and what goes with it: language, presence, the stream.
import { announce } from './announce.js';
import { get, post, put } from './api.js';
import { catchUp, changed, typing } from './cases.js';
import { forgetDrafts, recallDrafts } from './drafts.js';
import { lookForSuggestions } from './incidents.js';
import { keep, recall } from './memory.js';
import { refused, tell } from './refused.js';
import { LANGUAGES, say } from './say.js';
import { state, update } from './state.js';
import { listen } from './stream.js';

/** Milliseconds between two looks at the clock, and at the lists in case the stream has died without a word. */
const MINUTE = 60_000;

/** Milliseconds before the end of a session in which the page speaks of it. */
export const WARNING = 15 * MINUTE;

let stream;
let warned = false;

/** Finds out who is there, and begins. */
export async function begin() {
  setLocale(recall('locale') ?? document.documentElement.lang);
  update({ sound: recall('sound') === true, shortcuts: recall('shortcuts') !== false });
  try {
    await enter();
  } catch (error) {
    if (error.status === 401) return refused(error);
    update({ phase: 'failed' });
  }
}

async function enter() {
  const me = await get('/me');
  // Editors see no cases: their page is another one.
  if (me.agent.role === 'editor') return location.replace('/desk/content');
  if (!recall('locale') && me.agent.locale) setLocale(me.agent.locale);
  update({ me, presence: me.presence, oidc: me.oidc, phase: 'ready', sessionOver: false });
  noteEnd(me.endsIn);
  recallDrafts();
  connect();
  catchUp();
}

/** @param {number} left Milliseconds that the session has left. */
function noteEnd(left) {
  warned = false;
  update({ now: Date.now(), endsAt: Date.now() + left });
}

/** Goes on for another working day. */
export async function prolong() {
  try {
    noteEnd((await post('/me/session')).endsIn);
    tell(say('session.prolonged'));
  } catch (error) {
    refused(error);
  }
}

/** Says once, in good time, that the session is about to end. */
function warn() {
  if (warned || state.phase !== 'ready' || state.endsAt - state.now >= WARNING) return;
  warned = true;
  announce(say('session.soon'), true);
}

/** Listens anew: the old line may be dead without a word. */
export function connect() {
  if (state.phase !== 'ready') return;
  stream?.close();
  stream = listen({
    opened: () => {
      if (!state.online) announce(say('online'));
      update({ online: true, crowded: false });
      catchUp();
      lookForSuggestions();
    },
    lost,
    queue: () => catchUp(false),
    changed,
    typing,
    incident: lookForSuggestions,
  });
}

/** The stream is broken: because there is no line, because too many tabs have one, or because the session is over. */
async function lost(crowded) {
  noteOffline(crowded);
  await get('/me').catch((error) => error.status === 401 && signedOut(error));
}

/** Says that nothing new comes in, once. */
export function noteOffline(crowded = false) {
  if (state.online) announce(say(crowded ? 'crowded' : 'offline'), true);
  update({ online: false, crowded });
}

function signedOut(error) {
  stream?.close();
  refused(error);
}

/** Ends the session. */
export async function signOut() {
  await post('/sign-out').catch(refused);
  stream?.close();
  forgetDrafts();
  update({ phase: 'signed-out', me: null, cases: null, openId: null, detail: null, activities: [] });
}

/** Changes the language of the page, and of what the API names. */
export async function setLocale(locale) {
  document.documentElement.lang = locale;
  update({ locale: LANGUAGES.includes(locale) ? locale : LANGUAGES[0] });
  if (state.phase !== 'ready') return;
  keep('locale', locale);
  await get('/me')
    .then((me) => update({ me }))
    .catch(refused);
  catchUp();
}

/** On duty or away. */
export async function setPresence(presence) {
  const before = state.presence;
  update({ presence });
  await put('/me/presence', { state: presence }).catch((error) => {
    update({ presence: before });
    refused(error);
  });
}

/** Switches a taste of this browser: 'sound' | 'shortcuts'. */
export function toggle(name) {
  update({ [name]: !state[name] });
  keep(name, state[name]);
}

/** Ages grow, and the lists are looked at, each minute. */
export function startClock() {
  setInterval(() => {
    update({ now: Date.now() });
    warn();
    if (state.phase === 'ready') catchUp(!state.online);
  }, MINUTE / 2);
}
