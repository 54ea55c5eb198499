import { happened, IN_TALK } from '../happened.js';
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
  const events = (openCase()?.audit ?? [])
    .filter(({ action }) => IN_TALK.includes(action))
    .map((one, index) => ({ ...one, from: 'event', key: `event ${index}` }));
  const sending = state.outgoing
    .filter(({ caseId }) => caseId === state.openId)
    .map((message) => ({
      ...message,
      from: 'agent',
      name: state.me.agent.name,
      message,
      key: `sending ${message.key}`,
    }));
  const entries = weave(said, [...notes, ...events]);
  return [...entries, ...sending].map((one, index, all) => withSurroundings(one, all[index - 1]));
}

/** The log has its own order; a change of hands says after which number it was, the rest goes in between by its time. */
function weave(said, others) {
  const after = ({ detail, at }) => detail?.seq ?? said.findLast((one) => one.at <= at)?.seq ?? 0;
  const rest = others
    .map((one) => ({ ...one, after: after(one) }))
    .toSorted((one, other) => one.after - other.after || one.at - other.at);
  const woven = said.flatMap((one) => {
    const earlier = rest.filter((other) => other.after < one.seq);
    rest.splice(0, earlier.length);
    return [...earlier, one];
  });
  return [...woven, ...rest];
}

function withSurroundings(one, before) {
  const newDay = !before || day(before.at) !== day(one.at);
  const goesOn =
    !newDay && before.from === one.from && before.name === one.name && one.at - before.at < TOGETHER;
  return { ...one, newDay, goesOn };
}

function entry(one) {
  const { from, text, at, message, newDay, goesOn } = one;
  if (from === 'event') return eventLine(one);
  const looks = [from, goesOn && 'goes-on', message && (message.failed ? 'failed' : 'sending')]
    .filter(Boolean)
    .join(' ');
  return html`
    ${dayLine(newDay, at)}
    <li class="entry ${looks}">
      <p class="by"><b>${speaker(one)}</b> <time datetime=${new Date(at).toISOString()}>${clock(at)}</time></p>
      <p class="text" lang=${['person', 'bot'].includes(from) ? (openCase()?.locale ?? nothing) : nothing}>${text}</p>
      ${message ? delivery(message) : nothing}
    </li>
  `;
}

function eventLine({ at, by, action, detail, newDay }) {
  return html`
    ${dayLine(newDay, at)}
    <li class="event ${action === 'secret.removed' ? 'warns' : ''}">
      ${happened(action, detail)}${by ? ` · ${by}` : nothing} <time datetime=${new Date(at).toISOString()}>${clock(at)}</time>
    </li>
  `;
}

function dayLine(newDay, at) {
  return newDay ? html`<li class="day"><span>${day(at)}</span></li>` : nothing;
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
