// What a screen reader is told: whole sentences, each once, in the language that they are in. The log itself is silent, so
// that nothing is read twice and what was said before is not read at once.
import { say } from './say.js';

/** Milliseconds for which a sentence stays where only screen readers find it. */
const STAY = 8000;

/** Stands where a text of somebody's goes into a sentence. */
const PLACE = '\u0001';

/**
 * Reads a sentence out when the reader has finished, or at once if it cannot wait.
 * @param {string} sentence
 * @param {{ urgent?: boolean, quoted?: string, lang?: string }} [options] `quoted` goes in its own language where the sentence has a place for it.
 */
export function announce(sentence, { urgent = false, quoted = '', lang = '' } = {}) {
  const region = document.getElementById(urgent ? 'assertive' : 'polite');
  const line = document.createElement('p');
  const [before = '', after = ''] = sentence.split(PLACE);
  const quote = document.createElement('span');
  quote.textContent = quoted;
  if (lang) quote.lang = lang;
  line.append(before, ...(quoted ? [quote, after] : []));
  region?.append(line);
  setTimeout(() => line.remove(), STAY);
}

/** @param {import('./state.js').Message[]} messages */
export function announceMessages(messages) {
  for (const { from, name = '', text, lang, choices } of messages) {
    const sentence =
      from === 'agent' ? say('said.agent', { name, text: PLACE }) : say('said.bot', { text: PLACE });
    announce(sentence, { quoted: text, lang });
    if (choices.length > 0) {
      announce(say('said.choices', { choices: PLACE }), { quoted: choices.join(', '), lang });
    }
  }
}
