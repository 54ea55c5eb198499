import { isUnread } from '../announce.js';
import { showList } from '../cases.js';
import { html, nothing, repeat } from '../lit.js';
import { age, say } from '../say.js';
import { isMine, state } from '../state.js';
import { languageChip, stateChip, urgentChip } from './chips.js';
import { onListKey } from './focus.js';

/** The three lists, one at a time. */
export function lists() {
  const all = state.cases ?? [];
  const mine = all.filter(isMine);
  const waiting = all.filter((one) => one.state === 'waiting' && !isMine(one));
  const others = all.filter((one) => one.state !== 'waiting' && !isMine(one));
  const shown = {
    queue: () => [section('queue', waiting), others.length > 0 ? section('others', others) : nothing],
    mine: () => section('mine', mine),
    ended: () => section('ended', state.ended ?? [], state.ended === null),
  };
  return html`
    <section class="lists" aria-labelledby="lists-title">
      <h2 id="lists-title" class="unseen" tabindex="-1">${say('lists')}</h2>
      <div class="tabs" role="group" aria-labelledby="lists-title">
        ${tab('queue', waiting.length, waiting.some((one) => one.urgent) ? 'hot' : '')}
        ${tab('mine', mine.length, mine.some(isUnread) ? 'unread' : '')} ${tab('ended')}
      </div>
      <div class="scroll" @keydown=${onListKey}>${shown[state.list]()}</div>
    </section>
  `;
}

/** Colours alone tell nothing: a sign and a word go with them. */
const LOOKS = { hot: { sign: '!', word: 'urgent' }, unread: { sign: '•', word: 'unread' } };

function tab(name, number, look = '') {
  const { sign, word } = LOOKS[look] ?? {};
  return html`
    <button type="button" aria-pressed=${String(state.list === name)} @click=${() => showList(name)}>
      ${say(`list.${name}`)}${number === undefined ? nothing : html` <b class=${look}>${number}${word ? html`<span aria-hidden="true"> ${sign}</span><span class="unseen">, ${say(word)}</span>` : nothing}</b>`}
    </button>
  `;
}

function section(name, cases, loading = state.cases === null) {
  const title = say(`list.${name}`);
  if (loading) return html`<p class="empty">${say('loading')}</p>`;
  if (cases.length === 0) return html`<p class="empty">${say(`empty.${name}`)}</p>`;
  return html`
    ${name === 'others' ? html`<h3>${title}</h3>` : nothing}
    <ul class="cases" aria-label=${title}>
      ${repeat(cases, ({ id }) => id, item)}
    </ul>
  `;
}

function item(one) {
  const unread = isUnread(one) && isMine(one);
  return html`
    <li class="${one.urgent ? 'is-urgent' : ''} ${unread ? 'is-unread' : ''}">
      <a href="#case=${one.id}" aria-current=${one.id === state.openId ? 'true' : 'false'}>
        <span class="item-head">
          ${unread ? html`<span class="dot"><span class="unseen">${say('unread')}</span></span>` : nothing}
          <strong>${one.troubleName ?? say('no_trouble')}</strong>
          <time title=${say('opened')} datetime=${new Date(one.openedAt).toISOString()}>${age(one.openedAt)}</time>
        </span>
        <span class="item-facts">
          ${urgentChip(one)} ${stateChip(one)}
          <span class="academy">${one.academyName ?? say('no_academy')}</span> ${languageChip(one)}
        </span>
        ${one.last ? html`<span class="item-last"><span class="unseen">${say('last')}</span>${say(`said.${one.last.from}`)} <span lang=${one.last.from === 'agent' ? nothing : one.locale}>${one.last.text}</span></span>` : nothing}
      </a>
    </li>
  `;
}
