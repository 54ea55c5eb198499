// Which conversation this page is in, and the token for it. A token lasts an hour and is renewed before, or when it is found to
// be over: after a sleep of hours the conversation goes on.
import { ApiError, call } from './api.js';
import { keep, recall } from './memory.js';
import { settings } from './settings.js';
import { answerTabs, askTabs, showTabs, silenceTabs } from './tabs.js';

const BASE = '/v3/directline';
/** Milliseconds between renewals of the token. */
const RENEWAL = 15 * 60_000;

/** @type {import('./memory.js').Kept | undefined} */
let current;
/** @type {Promise<void> | undefined} */
let renewing;

/** There is no such conversation any more: it was erased, or is too old to go on with. */
export class ConversationOver extends Error {
  /** @param {'expired' | 'erased'} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Goes on with the conversation of this tab or of another one; without one, begins one. Throws ConversationOver where it cannot go on, and ApiError where nothing gets through.
 */
export async function enter() {
  answerTabs(() => current, leave);
  await join(ofThisAcademy(recall()) ?? (await askTabs()));
}

/** Leaves the conversation and is in the next one: that of another tab which was quicker, or a new one. Throws ApiError. */
export async function enterNext() {
  const before = current?.id;
  leave();
  const other = await askTabs();
  await join(other?.id === before ? undefined : other);
}

/** @param {import('./memory.js').Kept | undefined} kept */
function ofThisAcademy(kept) {
  return kept?.academy === settings.academy ? kept : undefined;
}

/** @param {import('./memory.js').Kept | undefined} known */
async function join(known) {
  const kept = ofThisAcademy(known);
  if (!kept) return begin();
  current = kept;
  await renew();
}

async function begin() {
  const { academy } = settings;
  const body = { locale: document.documentElement.lang, ...(academy && { academy }) };
  const { token, conversationId } = await call('POST', '/webchat/token', { body });
  await call('POST', `${BASE}/conversations`, { token, body: {} });
  remember({ id: conversationId, token, academy });
}

/** Keeps nothing of the conversation in this browser, other tabs included: the person has signed out. */
export function forget() {
  leave();
  silenceTabs();
}

/** Keeps nothing of the conversation. */
export function leave() {
  remember(undefined);
}

/**
 * Calls the service for the conversation; a token that is over is renewed first.
 * @param {string} method
 * @param {string} path Behind the conversation's own.
 * @param {object} [body]
 */
export async function callConversation(method, path, body) {
  const before = mine().token;
  try {
    return await call(method, pathOf(path), { token: before, body });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    if (mine().token === before) await renew();
    return call(method, pathOf(path), { token: mine().token, body });
  }
}

/** A code by which the conversation is found on another device, and until when it is good. @returns {Promise<{ code: string, until: number }>} */
export function askForCode() {
  return callConversation('POST', '/resume-code', {});
}

/** Is in the conversation of a code from now on. Throws ApiError. @param {string} code */
export async function enterByCode(code) {
  const { token, conversationId: id } = await call('POST', '/webchat/resume', { body: { code } });
  remember({ id, token, academy: settings.academy });
}

/** Hands on what the portal says of the person; the service decides what it believes. @param {string} token */
export function sendIdentity(token) {
  return call('POST', '/webchat/identity', { token: mine().token, body: { token } });
}

/** Where activities are streamed from, behind a watermark. @param {string} watermark */
export function streamAddress(watermark) {
  const query = new URLSearchParams({ watermark, owner: '', t: mine().token });
  return `${location.origin.replace(/^http/, 'ws')}${pathOf('/stream')}?${query}`;
}

/** Renews the token while the page lives. */
export function startRenewals() {
  setInterval(() => current && renew().catch(() => {}), RENEWAL);
}

/** Calls at the same time share one renewal. */
function renew() {
  renewing ??= renewToken().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function renewToken() {
  const { id, academy, token: old } = mine();
  try {
    const { token } = await call('POST', `${BASE}/tokens/refresh`, { token: old });
    if (current?.id === id) remember({ id, token, academy });
  } catch (error) {
    const over = error instanceof ApiError && [401, 403, 404].includes(error.status);
    throw over ? new ConversationOver('expired') : error;
  }
}

/** @param {import('./memory.js').Kept | undefined} kept */
function remember(kept) {
  current = kept;
  keep(kept);
  showTabs(kept !== undefined);
}

function mine() {
  if (!current) throw new ConversationOver('erased');
  return current;
}

/** @param {string} path */
function pathOf(path) {
  return `${BASE}/conversations/${mine().id}${path}`;
}
