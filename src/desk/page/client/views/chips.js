import { html, nothing } from '../lit.js';
import { say } from '../say.js';
import { isMine } from '../state.js';

/** The state of a case in a word and a colour: waiting, whose it is, or how it ended. */
export function stateChip(one) {
  const [kind, text] = stateOf(one);
  return html`<span class="chip ${kind}">${text}</span>`;
}

/** Marks what goes first. */
export function urgentChip(one) {
  return one.urgent ? html`<span class="chip urgent">${say('urgent')}</span>` : nothing;
}

/** The language that the person writes in. */
export function languageChip({ locale }) {
  return html`<abbr class="language" title=${say(`language.${locale}`)}>${locale.toUpperCase()}</abbr>`;
}

function stateOf(one) {
  if (one.state === 'waiting')
    return one.kind === 'live' ? ['waiting', say('state.waiting')] : ['callback', say(`kind.${one.kind}`)];
  if (one.state === 'ticketed')
    return ['ended', [say('state.ticketed'), one.reference].filter(Boolean).join(' ')];
  if (one.state === 'returned' || one.state === 'closed') return ['ended', say(`state.${one.state}`)];
  if (isMine(one)) return ['mine', say(`state.${one.state}`)];
  return ['taken', one.owner?.name ?? say('state.with_agent')];
}
