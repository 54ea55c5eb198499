// What agents do with a case.
import { get, post } from './api.js';
import { refreshLists, refreshOpen } from './cases.js';
import { refused, tell } from './refused.js';
import { say } from './say.js';
import { openCase, state, update } from './state.js';
import { focusWriting } from './views/focus.js';

/** Takes the open case over. */
export async function accept() {
  if (!(await act('accept', {}, say('told.accepted')))) return;
  update({ list: 'mine', mode: 'message' });
  // The button and the place in the queue are gone; what comes next is to write.
  if (!state.dialog) focusWriting();
}

/** A lead takes a colleague's case. */
export async function takeOver() {
  if (await act('transfer', { agent: state.me.agent.id }, say('told.accepted'))) update({ mode: 'message' });
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

async function act(what, body, done) {
  const { id, fence } = openCase() ?? {};
  if (!id || state.busy) return false;
  const { dialog } = state;
  // Another may be open by the time the answer is here.
  const closeIt = () => state.dialog === dialog && update({ dialog: null });
  update({ busy: true });
  try {
    await post(`/cases/${encodeURIComponent(id)}/${what}`, what === 'accept' ? body : { fence, ...body });
    closeIt();
    tell(done);
    return true;
  } catch (error) {
    // Out of date: the dialog spoke of a case that is another by now.
    if (error.status === 409) closeIt();
    refused(error);
    return false;
  } finally {
    update({ busy: false });
    await Promise.all([refreshLists(), refreshOpen()]).catch(() => {});
  }
}
