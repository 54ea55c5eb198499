import type { Words } from '../words.ts';
import type { Finding, State } from './finding.ts';

/** Characters before a line's own words: those of the state, and of what to do below it. */
const INDENT = 12;

/** What was found, for people: a line each, what to do below it where all is not well, and a count at the end. */
export function report(findings: readonly Finding[], say: Words): string {
  const count = (state: State) => findings.filter((finding) => finding.state === state).length;
  const end = say('doctor.end', { broken: count('broken'), look: count('look') });
  return [...findings.map((finding) => lineOf(finding, say)), '', end, ''].join('\n');
}

function lineOf({ check, state, what, values }: Finding, say: Words): string {
  const indent = ' '.repeat(INDENT);
  const told = `${say(`doctor.check.${check}`)}${say('doctor.colon')}${say(`doctor.${what}`, values)}`;
  const advice = state === 'ok' ? [] : [`${indent}→ ${say(`doctor.${what}.do`, values)}`];
  return [say(`doctor.state.${state}`).padEnd(INDENT) + told, ...advice]
    .map((line) => line.trimEnd().replaceAll('\n', `\n${indent}`))
    .join('\n');
}
