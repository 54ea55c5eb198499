import { announce } from '../announce.js';
import { callConversation } from '../conversation.js';
import { html } from '../lit.js';
import { say } from '../say.js';
import { state, update } from '../state.js';

/** @type {readonly ('like' | 'dislike')[]} */
const REACTIONS = ['like', 'dislike'];

/** Drawn, since an emoji is an empty box where no font has it. Turned upside down for a dislike. */
const thumb = html`
  <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M7 10v11H3V10ZM10 10l3.5-7.5A2.5 2.5 0 0 1 16 5v4h4a2 2 0 0 1 2 2.3l-1.3 8A2 2 0 0 1 18.7 21H10Z" />
  </svg>
`;

/** Whether an answer is of use: two buttons under it. @param {{ id: string }} message */
export function rating({ id }) {
  return html`
    <div class="rating" role="group" aria-label=${say('rate.ask')}>
      ${REACTIONS.map(
        (reaction) => html`
          <button
            type="button"
            class=${reaction}
            aria-pressed=${String(state.rated[id] === reaction)}
            title=${say(`rate.${reaction}`)}
            @click=${() => rate(id, reaction)}
          >${thumb}<span class="unseen">${say(`rate.${reaction}`)}</span></button>
        `,
      )}
    </div>
  `;
}

/** @param {string} id @param {'like' | 'dislike'} reaction */
async function rate(id, reaction) {
  const before = state.rated;
  update({ rated: { ...before, [id]: reaction } });
  try {
    const value = { actionName: 'feedback', actionValue: { reaction } };
    const body = { type: 'invoke', name: 'message/submitAction', replyToId: id, value };
    await callConversation('POST', '/activities', body);
    announce(say('rate.noted'));
  } catch {
    update({ rated: before });
    announce(say('rate.failed'), { urgent: true });
  }
}
