/**
 * Says in one go what is well and what is not, and what to do: `npm run doctor`, as the service's user and with its settings, on
 * a machine where it runs or is about to. It changes nothing, opens no ticket, and shows no secret. Ends with status 1 where
 * something is broken.
 */
import type { Finding, State } from './doctor/finding.ts';
import { runChecks } from './doctor/run-checks.ts';
import { readArguments, runCommand } from './run.ts';
import { loadWords } from './words.ts';

await runCommand(async () => {
  readArguments({ options: {} });
  const say = loadWords();
  const findings = await runChecks(process.env);
  const count = (state: State) => findings.filter((finding) => finding.state === state).length;
  const lines = findings.map(print);
  lines.push('', say('doctor.end', { broken: count('broken'), look: count('look') }), '');
  // What hangs is not waited for.
  process.stdout.write(lines.join('\n'), () => process.exit(count('broken') > 0 ? 1 : 0));

  function print({ check, state, what, values }: Finding): string {
    const indent = ' '.repeat(12);
    const told = `${say(`doctor.check.${check}`)}${say('doctor.colon')}${say(`doctor.${what}`, values)}`;
    const advice = state === 'ok' ? [] : [`${indent}→ ${say(`doctor.${what}.do`, values)}`];
    return [say(`doctor.state.${state}`).padEnd(12) + told, ...advice]
      .map((line) => line.trimEnd().replaceAll('\n', `\n${indent}`))
      .join('\n');
  }
});
