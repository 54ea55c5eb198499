// Messages that seem to be on their way, or lost, and stand in the log already.
import { state, update } from './state.js';

/** Numbers of the log, by case, that a message was found under: each stands for one message only. */
const claimed = new Set();

/** What the log shows is on its way no more, whether the server's answer has come, is late, or was lost. */
export function settle() {
  update({ outgoing: state.outgoing.filter((message) => !hasArrived(message)) });
}

function hasArrived({ caseId, after, text, seq }) {
  if (caseId !== state.openId) return false;
  const isIt = (one) =>
    one.from === 'agent' &&
    !claimed.has(`${caseId} ${one.seq}`) &&
    (seq ? one.seq === seq : one.seq > after && one.text === text && one.name === state.me?.agent.name);
  const found = state.activities.find(isIt);
  if (found) claimed.add(`${caseId} ${found.seq}`);
  return found !== undefined;
}
