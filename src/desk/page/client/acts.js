// What agents do with a case.
import { get, post } from './api.js';
import { refreshLists, refreshOpen } from './cases.js';
import { refused, tell } from './refused.js';
import { say } from './say.js';
import { openCase, state, update } from './state.js';
import { focusWriting } from './views/focus.js';

/** Takes the open case over. */
export async function accept() {
  // At once, or a note that is begun meanwhile would become a message under the agent's hands.
  update({ mode: 'message' });
  await act('accept', {}, say('told.accepted'), () => {
    update({ list: 'mine' });
    // The button and the place in the queue go away; what comes next is to write.
    if (!state.dialog) focusWriting();
  });
}

/** A lead takes a colleague's case. */
export async function takeOver() {
  update({ mode: 'message' });
  await act('transfer', { agent: state.me.agent.id }, say('told.accepted'), focusWriting);
}

/**
 * Hands the open case to a colleague or a group.
 * @param {{ agent?: string, group?: string, note?: string }} to
 */
export function transfer({ agent, group, note }) {
  return act(
    'transfer',
    { ...(agent && { agent }), ...(group && { group }), ...(note && { note }) },
    say('told.transferred'),
  );
}

/** Hands the person back to the bot: where they left it, or to a flow. */
export function handBack(flow) {
  return act('return', flow ? { flow } : {}, say('told.returned'));
}

/** Ends the open case. */
export function close(outcome, comment) {
  return act('close', { outcome, ...(comment && { comment }) }, say('told.closed'));
}

/** What can be chosen in the dialogs, in the shape that the API gives it. */
export const colleagues = () => get('/agents', { case: state.openId });
export const replies = () =>
  // In the person's language, which may be another than the agent's.
  get(`/cases/${encodeURIComponent(state.openId)}/replies`, { locale: openCase()?.locale ?? state.locale });

/** `then`: what follows a success, before what it changed has been fetched. */
async function act(what, body, done, then = () => {}) {
  const { id, fence } = openCase() ?? {};
  if (!id || state.busy) return;
  const { dialog } = state;
  // Another may be open by the time the answer is here.
  const closeIt = () => state.dialog === dialog && update({ dialog: null });
  update({ busy: true });
  try {
    await post(`/cases/${encodeURIComponent(id)}/${what}`, what === 'accept' ? body : { fence, ...body });
    closeIt();
    tell(done);
    then();
  } catch (error) {
    // Out of date: the dialog spoke of a case that is another by now.
    if (error.status === 409) closeIt();
    refused(error);
  } finally {
    update({ busy: false });
    await Promise.all([refreshLists(), refreshOpen()]).catch(() => {});
  }
}
