// Notices that something is out of order: what is under way, publishing and lifting.
import { announce } from './announce.js';
import { get, post } from './api.js';
import { closeDialog, openDialog } from './dialog.js';
import { refused, tell } from './refused.js';
import { count, say } from './say.js';
import { state, update } from './state.js';

const MINUTE = 60_000;

/** The notices of the agent's academies, and what they can be about. */
export const incidents = () => get('/incidents');

/** Finds out what is suggested, and tells a lead of what is new. */
export async function lookForSuggestions() {
  if (state.me?.agent.role !== 'lead') return;
  const found = await incidents().catch(() => null);
  if (!found) return;
  const suggested = found.suggestions.length;
  if (suggested > state.suggested) announce(count('incidents.suggested', suggested));
  update({ suggested });
}

/** Takes a suggestion into the form: nothing is announced by itself. @param {{ academy: string, systems: string[] }} suggestion */
export function prepare({ academy, systems }) {
  update({ dialog: { ...state.dialog, academies: academy, system: systems[0] } });
  /** @type {HTMLElement | null} */ (document.querySelector('dialog form textarea'))?.focus();
}

/** Sets a suggestion aside. @param {string} id */
export async function dismiss(id) {
  if (!(await run(() => post(`/incidents/suggestions/${encodeURIComponent(id)}/dismiss`)))) return;
  tell(say('incidents.dismissed'));
  openDialog('incidents');
}

/** Publishes what the form holds. @param {FormData} data */
export async function publish(data) {
  const academies = data.get('academies');
  const minutes = Number(data.get('lasts'));
  const startsAt = Date.parse(String(data.get('begins')));
  const begun = Number.isNaN(startsAt) ? Date.now() : startsAt;
  const sent = await run(() =>
    post('/incidents', {
      academies: academies === '*' ? '*' : [academies],
      system: data.get('system'),
      severity: data.get('severity'),
      fr: String(data.get('fr')).trim(),
      en: String(data.get('en')).trim(),
      ...(begun === startsAt && { startsAt }),
      endsAt: minutes > 0 ? begun + minutes * MINUTE : null,
    }),
  );
  if (!sent) return;
  closeDialog();
  tell(say('incidents.published'));
}

/** Ends a notice. @param {string} id */
export async function lift(id) {
  if (!(await run(() => post(`/incidents/${encodeURIComponent(id)}/lift`)))) return;
  tell(say('incidents.lifted'));
  openDialog('incidents');
}

/** Whether it was done; who is refused finds what they wrote as it was. @param {() => Promise<unknown>} act */
async function run(act) {
  if (state.busy) return false;
  update({ busy: true });
  try {
    await act();
    return true;
  } catch (error) {
    refused(error);
    return false;
  } finally {
    update({ busy: false });
  }
}
