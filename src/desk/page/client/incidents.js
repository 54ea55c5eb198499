// Notices that something is out of order: what is under way, publishing and lifting.
import { get, post } from './api.js';
import { closeDialog, openDialog } from './dialog.js';
import { refused, tell } from './refused.js';
import { say } from './say.js';
import { state, update } from './state.js';

const MINUTE = 60_000;

/** The notices of the agent's academies, and what they can be about. */
export const incidents = () => get('/incidents');

/** Publishes what the form holds. @param {FormData} data */
export async function publish(data) {
  const academies = data.get('academies');
  const minutes = Number(data.get('lasts'));
  const sent = await run(() =>
    post('/incidents', {
      academies: academies === '*' ? '*' : [academies],
      system: data.get('system'),
      severity: data.get('severity'),
      fr: String(data.get('fr')).trim(),
      en: String(data.get('en')).trim(),
      endsAt: minutes > 0 ? Date.now() + minutes * MINUTE : null,
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
