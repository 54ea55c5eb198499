// Messages that seem lost and are not.
import { state, update } from './state.js';

/** Sent and stored, but the answer was lost: there is nothing to send again once the log shows the message. */
export function settle() {
  update({ outgoing: state.outgoing.filter((message) => !(message.failed && hasArrived(message))) });
}

function hasArrived({ caseId, after, text }) {
  const { openId, activities, me } = state;
  const isIt = (one) =>
    one.from === 'agent' && one.name === me.agent.name && one.seq > after && one.text === text;
  return caseId === openId && activities.some(isIt);
}
