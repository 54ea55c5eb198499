// The content room's page: draws the state, and begins.
import { render } from './lit.js';
import { begin } from './room.js';
import { drawWith } from './state.js';
import { page } from './views/page.js';

const root = document.getElementById('desk');
root.replaceChildren();
drawWith(() => render(page(), root));
await begin();
