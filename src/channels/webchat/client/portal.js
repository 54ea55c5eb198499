// The portal's page around this one, where there is one. It is told what happens and never what is said.
import { state, update } from './state.js';

/** Of the page around, once it has said who it is. @type {string} */
let origin = '*';

/** @param {string} type @param {object} [detail] */
export function tellPortal(type, detail = {}) {
  if (window.parent === window) return;
  window.parent.postMessage({ permanence: type, ...detail }, origin);
}

/**
 * Listens to the page around.
 * @param {{ shown: () => void, locale: (locale: 'fr' | 'en') => void, identity: (token: string) => void }} on
 */
export function listenToPortal(on) {
  if (window.parent === window) return;
  window.addEventListener('message', ({ source, data, origin: theirs }) => {
    if (source !== window.parent || typeof data?.permanence !== 'string') return;
    // frame-ancestors has let in only whom the service allows.
    origin = theirs;
    if (!state.framed) update({ framed: true });
    if (data.permanence === 'shown') {
      update({ shown: data.shown === true, full: data.full === true });
      on.shown();
    }
    if (data.permanence === 'locale') on.locale(data.locale === 'en' ? 'en' : 'fr');
    if (data.permanence === 'identity') on.identity(String(data.token));
  });
  tellPortal('ready');
}
