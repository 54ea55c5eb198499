// What the agent is told when something did not work.
import { announce } from './announce.js';
import { putBack } from './drafts.js';
import { say } from './say.js';
import { state, update } from './state.js';

/** Milliseconds for which good news stands. */
const GOOD_NEWS = 8000;

/** Tells of an error in a line above the case; without a session, the page goes back to the sign-in. */
export function refused(error) {
  if (error?.status === 401) {
    // Sent again in another session they would be out of date; as drafts they outlive this page.
    for (const { caseId, text, failed } of state.outgoing) if (failed) putBack(caseId, 'message', text);
    update({ outgoing: state.outgoing.filter(({ failed }) => !failed) });
    const over = state.me !== null;
    update({ phase: 'signed-out', oidc: error.oidc ?? state.oidc, me: null, dialog: null, cases: null });
    if (!over) return;
    update({ sessionOver: true });
    announce(say('session.over'), true);
    requestAnimationFrame(() => document.querySelector('h1')?.focus());
    return;
  }
  tell(reason(error), 'bad');
}

/**
 * What nobody asked for just now could not be fetched: no reason to talk over what the agent is being told. Gives whether it
 * is worth another try.
 */
export function missed(error) {
  if (error?.status === 0 || error?.status >= 500) return true;
  refused(error);
  return false;
}

/** Shows a line above the case, and has it read out. `tone`: 'good' | 'bad'; good news goes away by itself. */
export function tell(text, tone = 'good') {
  const notice = { text, tone };
  update({ notice });
  announce(text, tone === 'bad');
  if (tone === 'good') setTimeout(() => state.notice === notice && update({ notice: null }), GOOD_NEWS);
}

function reason(error) {
  const { code, by, status } = error ?? {};
  if (code === 'case.taken') return by ? say('error.taken_by', { name: by }) : say('error.taken');
  if (code === 'case.stale')
    return by && by !== state.me?.agent.name ? say('error.stale_by', { name: by }) : say('error.stale');
  if (code === 'case.state') return say('error.state');
  if (code === 'case.unknown') return say('error.unknown');
  // What must not be published, in the words of the service.
  if (code === 'unsafe') return error.message;
  if (status === 0) return say('error.network');
  if (status === 403) return say('error.forbidden');
  if (status === 429) return say('error.too_many');
  return say('error.other');
}
