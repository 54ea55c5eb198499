import { openDialog } from '../dialog.js';
import { html, nothing } from '../lit.js';
import { LANGUAGES, languageName, say } from '../say.js';
import { setLocale, setPresence, signOut, toggle } from '../session.js';
import { state } from '../state.js';

/** The bar at the top: on duty or away, language, help, and the agent's own menu. */
export function bar() {
  const { agent, academies } = state.me;
  const scope =
    agent.academies === '*' ? say('all_academies') : agent.academies.map(titleIn(academies)).join(', ');
  return html`
    <header class="bar">
      <h1><span class="mark" aria-hidden="true"></span><span class="brand">${say('brand')}</span></h1>
      ${presence()}
      <span class="space"></span>
      ${agent.role === 'lead' ? html`<a class="button quiet-button" href="/desk/content">${say('content')}</a>` : nothing}
      <button type="button" class="quiet-button" @click=${() => openDialog('incidents')}>${say('incidents.button')}${state.suggested ? html` <b class="count">${state.suggested}<span class="unseen"> ${say('incidents.suggested_short')}</span></b>` : ''}</button>
      ${languageButton()}
      <button type="button" class="quiet-button" title=${say('shortcut.help')} @click=${() => openDialog('help')}>
        ?<span class="unseen">${say('shortcut.help')}</span>
      </button>
      <details class="menu" @focusout=${closeWhenLeft}>
        <summary>
          <span class="initials" aria-hidden="true">${initials(agent.name)}</span>
          <span class="menu-name">${agent.name}</span>
        </summary>
        <div class="menu-body">
          <p><strong>${agent.name}</strong><br />${say(`role.${agent.role}`)} · ${scope}</p>
          ${tick('sound')} ${tick('shortcuts')}
          <button type="button" class="wide" @click=${() => openDialog('facts')}>${say('facts.button')}</button>
          <p><a href="/accessibility?locale=${state.locale}" target="_blank">${say('accessibility')}</a></p>
          <button type="button" class="wide" @click=${signOut}>${say('menu.sign_out')}</button>
        </div>
      </details>
    </header>
  `;
}

/** A button to the next language, named in it. */
export function languageButton() {
  const other = LANGUAGES[(LANGUAGES.indexOf(state.locale) + 1) % LANGUAGES.length];
  const name = languageName(other);
  return html`
    <button type="button" class="quiet-button" lang=${other} title=${name} @click=${() => setLocale(other)}>
      ${other.toUpperCase()}<span class="unseen">${name}</span>
    </button>
  `;
}

function presence() {
  const available = state.presence === 'available';
  return html`
    <button
      type="button"
      role="switch"
      class="presence"
      aria-checked=${String(available)}
      title=${say('presence.hint')}
      @click=${() => setPresence(available ? 'away' : 'available')}
    >
      <span class="track" aria-hidden="true"></span>${say('presence.on_duty')}
    </button>
  `;
}

function tick(name) {
  return html`
    <label class="tick">
      <input type="checkbox" .checked=${state[name]} @change=${() => toggle(name)} />${say(`menu.${name}`)}
    </label>
  `;
}

function titleIn(academies) {
  return (id) => academies.find((academy) => academy.id === id)?.title ?? id;
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}

function closeWhenLeft(event) {
  if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget))
    event.currentTarget.open = false;
}
