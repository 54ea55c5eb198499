// A copy of the conversation to keep, as plain text: nothing leaves the browser for it.
import { moment, say } from './say.js';
import { state } from './state.js';

/** The conversation as text. */
export function asText() {
  const lines = state.messages.map(
    ({ from, name, text, at }) => `[${moment(at)}] ${speaker(from, name)}\n${text}\n`,
  );
  return [`${say('title')}\n`, ...lines].join('\n');
}

/** Lets the person keep the conversation as a file. */
export function keepCopy() {
  // With its mark, so that old programs read the accents.
  const url = URL.createObjectURL(new Blob(['\ufeff', asText()], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${say('copy.file')}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Who speaks, in words. @param {'bot' | 'agent' | 'user'} from @param {string} [name] */
export function speaker(from, name) {
  return from === 'agent' ? (name ?? say('speaker.agent')) : say(`speaker.${from}`);
}
