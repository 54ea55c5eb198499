// What a screen reader is told: whole sentences, each once, in the language that they are in. The log itself is silent, so
// that nothing is read twice and what was said before is not read at once.
import { say } from './say.js';

/** Milliseconds for which a sentence stays where only screen readers find it. */
const STAY = 8000;

/** Reads a sentence out when the reader has finished, or at once if it cannot wait. @param {string} text */
export function announce(text, { urgent = false, lang = '' } = {}) {
  const region = document.getElementById(urgent ? 'assertive' : 'polite');
  const line = document.createElement('p');
  line.textContent = text;
  if (lang) line.lang = lang;
  region?.append(line);
  setTimeout(() => line.remove(), STAY);
}

/** @param {import('./state.js').Message[]} messages */
export function announceMessages(messages) {
  for (const { from, name = '', text, lang, choices } of messages) {
    const sentence = from === 'agent' ? say('said.agent', { name, text }) : say('said.bot', { text });
    announce(sentence, { lang });
    if (choices.length > 0) announce(say('said.choices', { choices: choices.join(', ') }));
  }
}
