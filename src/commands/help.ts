import { readFileSync, realpathSync } from 'node:fs';
import { dirname, parse } from 'node:path';
import { sayInTerminal } from './words.ts';

/**
 * Ends with what a script does where its line asks for that (`--help`, `-h`): a command says it in the language of the terminal,
 * any other script by the comment at its head.
 */
export function answerHelp(tell = tellOfScript): void {
  const words = process.argv.slice(2);
  if (!words.includes('--help') && !words.includes('-h')) return;
  process.stdout.write(`${tell()}\n`);
  process.exit(0);
}

function tellOfScript(): string {
  const script = realpathSync(process.argv[1] ?? '');
  if (dirname(script) === import.meta.dirname) return sayInTerminal(`help.${parse(script).name}`);
  return headOf(readFileSync(script, 'utf8'));
}

/** The comment at the head of a source, without its signs; nothing where there is none. */
export function headOf(source: string): string {
  const [comment = ''] = /^(?:\/\*[\s\S]*?\*\/|(?:\/\/.*\n)+)/.exec(source) ?? [];
  return comment.replaceAll(/^ ?(?:\/\*+|\*+\/|\*|\/\/) ?|\s*\*\/$/gm, '').trim();
}
