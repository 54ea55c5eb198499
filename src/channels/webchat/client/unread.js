// Messages that came while nobody looked: counted in the title and on the portal's button, with a sound for those who want one.
import { tellPortal } from './portal.js';
import { say } from './say.js';
import { state, update } from './state.js';

/** @param {number} number Of messages that have just come. */
export function noteUnread(number) {
  if (number === 0) return;
  tellPortal('message', { count: number });
  if (isLooking()) return;
  update({ unread: state.unread + number });
  tellPortal('unread', { count: state.unread });
  if (state.sound) beep();
}

/** Somebody looks again. */
export function noteRead() {
  if (state.unread === 0 || !isLooking()) return;
  update({ unread: 0 });
  tellPortal('unread', { count: 0 });
}

/** The title of the page. */
export function title() {
  return state.unread > 0 ? `(${state.unread}) ${say('title')}` : say('title');
}

function isLooking() {
  return document.visibilityState === 'visible' && (!state.framed || state.shown);
}

/** @type {AudioContext | undefined} */
let audio;

/** A short, quiet tone. */
export function beep() {
  audio ??= new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.12, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.25);
  tone.frequency.value = 660;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.25);
}
