// Facts that are due for checking: which, and that one is still true.
import { get, post } from './api.js';
import { openDialog } from './dialog.js';
import { refused, tell } from './refused.js';
import { say } from './say.js';
import { state, update } from './state.js';

/** The facts of the agent's academies that are due. */
export const facts = () => get('/facts');

/** Says that a fact was checked and is still true. @param {{ academy: string, fact: string }} one */
export async function stillTrue({ academy, fact }) {
  if (state.busy) return;
  update({ busy: true });
  try {
    await post('/facts/check', { academy, fact });
    tell(say('facts.noted'));
    openDialog('facts');
  } catch (error) {
    refused(error);
  } finally {
    update({ busy: false });
  }
}
