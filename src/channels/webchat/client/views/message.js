import { speaker } from '../copy.js';
import { splitLinks } from '../links.js';
import { html, nothing } from '../lit.js';
import { retry, takeBack } from '../outgoing.js';
import { clock, say } from '../say.js';
import { settings } from '../settings.js';
import { writeAgain } from './composer.js';
import { rating } from './rating.js';

/** Milliseconds within which sentences of one speaker stand together under one name. */
const TOGETHER = 5 * 60_000;

/** @typedef {import('../state.js').Message} Message */
/** @typedef {import('../state.js').Outgoing} Outgoing */

/** Something that was said. @param {Message & { before?: Message }} one */
export function said(one) {
  const { from, name, text, lang, at, before } = one;
  const goesOn =
    before && before.from === from && before.name === name && at - before.at < TOGETHER ? 'goes-on' : '';
  return html`
    <li class="message ${from} ${goesOn}">
      <p class="by">${speaker(from, name)}</p>
      <div class="text" lang=${lang ?? nothing}>${paragraphs(text)}</div>
      <div class="foot">
        <p class="when">
          <time datetime=${new Date(at).toISOString()}>${clock(at)}</time>
          ${from === 'user' ? html`<span class="sent">${say('sent')}</span>` : nothing}
        </p>
        ${one.answers ? rating(one) : nothing}
      </div>
    </li>
  `;
}

/** Something that the person said and that is not in the log yet. @param {Outgoing} one */
export function onItsWay(one) {
  const failed = one.state === 'failed';
  return html`
    <li class="message user ${one.state}">
      <p class="by">${speaker('user')}</p>
      <div class="text">${paragraphs(one.text)}</div>
      ${failed ? notSent(one) : html`<p class="when">${say('sending')}</p>`}
    </li>
  `;
}

/** @param {Outgoing} one */
function notSent(one) {
  const change = () => {
    takeBack(one);
    writeAgain(one.text);
  };
  return html`
    <div class="not-sent">
      <p class="why">${say('not_sent')} ${say(`reason.${one.reason}`)}</p>
      <button type="button" @click=${() => retry(one)}>${say('retry')}</button>
      <button type="button" @click=${change}>${say('change')}</button>
    </div>
  `;
}

/** @param {string} text */
function paragraphs(text) {
  return text.split('\n').map((line) => html`<p>${splitLinks(line, settings).map(piece)}</p>`);
}

/** @param {{ text: string, href?: string }} piece */
function piece({ text, href }) {
  if (!href) return text;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}<span class="unseen"> ${say('new_tab')}</span></a>`;
}
