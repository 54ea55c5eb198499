import { SHORTCUTS } from '../keys.js';
import { html } from '../lit.js';
import { say } from '../say.js';
import { toggle } from '../session.js';
import { state } from '../state.js';

/** The shortcuts, and the switch for who does not want them. */
export function help() {
  const more = [
    ['↑ ↓', 'arrows'],
    ['Enter', 'open'],
    ['Esc', 'escape'],
  ];
  return html`
    <div class="help-body">
      <dl class="keys">
        ${[...SHORTCUTS.map(({ key, name }) => [key, name]), ...more].map(
          ([key, name]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${say(`shortcut.${name}`)}</dd></div>`,
        )}
      </dl>
      <p>${say('shortcut.writing')}</p>
      <label class="tick"><input type="checkbox" .checked=${state.shortcuts} @change=${() => toggle('shortcuts')} />${say('menu.shortcuts')}</label>
    </div>
  `;
}
