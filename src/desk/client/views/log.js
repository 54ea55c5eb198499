import { html, nothing, repeat } from '../lit.js';
import { clock, day, say } from '../say.js';
import { openCase, state } from '../state.js';
import { retry, takeBack } from '../talk.js';

/** Milliseconds within which sentences of one speaker stand together under one name. */
const TOGETHER = 5 * 60_000;

/** The conversation with the notes in between, oldest first. */
export function log() {
  const entries = timeline();
  const loading = openCase() === null;
  return html`
    <div class="log" role="log" aria-live="off" aria-label=${say('log')} tabindex="0" data-case=${state.openId}>
      ${loading ? html`<p class="empty">${say('loading')}</p>` : nothing}
      <ol>
        ${repeat(entries, ({ key }) => key, entry)}
      </ol>
      ${state.typingUntil > Date.now() ? html`<p class="typing">${say('writes')}<span aria-hidden="true" class="dots"></span></p>` : nothing}
    </div>
  `;
}

function timeline() {
  const said = state.activities.map((one) => ({ ...one, key: `said ${one.seq}` }));
  const notes = (openCase()?.notes ?? []).map((note, index) => ({
    ...note,
    from: 'note',
    name: note.by,
    key: `note ${index}`,
  }));
  const sending = state.outgoing
    .filter(({ caseId }) => caseId === state.openId)
    .map((message) => ({
      ...message,
      from: 'agent',
      name: state.me.agent.name,
      message,
      key: `sending ${message.key}`,
    }));
  // The log has its own order; notes go in between by their time.
  const entries = [...said];
  for (const note of notes) {
    const later = entries.findIndex(({ at, from }) => from !== 'note' && at > note.at);
    entries.splice(later < 0 ? entries.length : later, 0, note);
  }
  return [...entries, ...sending].map((one, index, all) => withSurroundings(one, all[index - 1]));
}

function withSurroundings(one, before) {
  const newDay = !before || day(before.at) !== day(one.at);
  const goesOn =
    !newDay && before.from === one.from && before.name === one.name && one.at - before.at < TOGETHER;
  return { ...one, newDay, goesOn };
}

function entry(one) {
  const { from, text, at, message, newDay, goesOn } = one;
  const looks = [from, goesOn && 'goes-on', message && (message.failed ? 'failed' : 'sending')]
    .filter(Boolean)
    .join(' ');
  return html`
    ${newDay ? html`<li class="day"><span>${day(at)}</span></li>` : nothing}
    <li class="entry ${looks}">
      <p class="by"><b>${speaker(one)}</b> <time datetime=${new Date(at).toISOString()}>${clock(at)}</time></p>
      <p class="text">${text}</p>
      ${message ? delivery(message) : nothing}
    </li>
  `;
}

function speaker({ from, name }) {
  if (from === 'note') return say('note_by', { name });
  return name ?? say(`speaker.${from}`);
}

function delivery(message) {
  if (!message.failed) return html`<p class="delivery">${say('sending')}</p>`;
  return html`
    <p class="delivery">
      ${say('not_sent')}
      <button type="button" @click=${() => retry(message)}>${say('send_again')}</button>
      <button type="button" @click=${() => takeBack(message)}>${say('take_back')}</button>
    </p>
  `;
}
