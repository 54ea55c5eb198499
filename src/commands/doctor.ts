/**
 * Says in one go what is well and what is not, and what to do: `npm run doctor`, as the service's user and with its settings, on
 * a machine where it runs or is about to. It changes nothing, opens no ticket, and shows no secret. Ends with status 1 where
 * something is broken.
 */
import { report } from './doctor/report.ts';
import { runChecks } from './doctor/run-checks.ts';
import { readArguments, runCommand } from './run.ts';
import { loadWords } from './words.ts';

await runCommand(async () => {
  readArguments({ options: {} });
  const findings = await runChecks(process.env);
  const broken = findings.some(({ state }) => state === 'broken');
  // What hangs is not waited for.
  process.stdout.write(report(findings, loadWords()), () => process.exit(broken ? 1 : 0));
});
