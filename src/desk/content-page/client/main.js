// The content room's page: draws the state, and begins.
import { afterDraw, beforeDraw } from './focus.js';
import { render } from './lit.js';
import { begin } from './room.js';
import { watchSession } from './session.js';
import { drawWith, state } from './state.js';
import { page } from './views/page.js';

const root = document.getElementById('desk');
root.replaceChildren();
drawWith(() => {
  beforeDraw();
  render(page(), root);
  afterDraw();
});
await begin();
if (state.me) watchSession();
