// Tells of what comes in: to screen readers, in the title of the tab, and by a sound for those who want one.
import { say } from './say.js';
import { isMine, state } from './state.js';

/** Reads a text out: at once if it cannot wait, else when the reader has finished. `lang`: of the text, if another than the page's. */
export function announce(text, urgent = false, lang = '') {
  const region = document.getElementById(urgent ? 'assertive' : 'polite');
  region.lang = lang || document.documentElement.lang;
  // The same text a second time would not be a change, and not be read.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** Compares the lists before and after, and tells of new cases and of new messages in one's own. */
export function announceChanges(before, after) {
  if (!before) return;
  const known = new Map(before.map((one) => [one.id, one]));
  for (const one of after) {
    const earlier = known.get(one.id);
    if (one.state === 'waiting' && earlier?.state !== 'waiting') tellCase(one);
    else if (isMine(one) && isNews(one, earlier)) tellMessage(one);
  }
}

/** Whether a case has a message of the person that was not seen yet. */
export function isUnread(one) {
  return one.last?.from === 'person' && one.last.at > (state.seen.get(one.id) ?? 0);
}

/** The number of what wants attention, in front of the title. */
export function titleWith(waiting) {
  return waiting > 0 ? `(${waiting}) ${say('title')}` : say('title');
}

function isNews(one, earlier) {
  return one.last?.from === 'person' && one.last.at > (earlier?.last?.at ?? 0);
}

function tellCase(one) {
  const values = { trouble: troubleOf(one), academy: one.academyName ?? say('no_academy') };
  announce(say(one.urgent ? 'announce.urgent' : 'announce.case', values), one.urgent);
  beep(one.urgent ? 880 : 660);
}

function tellMessage(one) {
  // What is said in the open case is read out word by word.
  if (one.id !== state.openId) announce(say('announce.message', { trouble: troubleOf(one) }));
  beep(520);
}

function troubleOf(one) {
  return one.troubleName ?? say('no_trouble');
}

let audio;
function beep(frequency) {
  if (!state.sound) return;
  audio ??= new AudioContext();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.12, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.25);
  tone.frequency.value = frequency;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.25);
}
