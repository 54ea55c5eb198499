/**
 * Attacks the service and says what held: `npm run attack`. It starts services of its own on 127.0.0.1, attacks nothing else, and
 * takes a minute or two. Prints a table by area, and what was not held, with which it ends with 1. `--quick` leaves the slow ones out;
 * `--area NAME` leaves out all but one of the areas, by its name in the table.
 */
import { parseArgs } from 'node:util';
import { answerHelp } from '../src/commands/help.ts';

answerHelp();
// Only then: what it needs takes seconds to load.
const { attack } = await import('../test/attacks/run.ts');

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, area: { type: 'string' } } });
const { areas, broken } = await attack({
  quick: values.quick === true,
  ...(values.area !== undefined && { area: values.area }),
});
if (areas.length === 0) {
  process.stderr.write(`There is no area "${values.area}": give one of the first column of the table.\n`);
  process.exit(2);
}
const sum = (key: 'tried' | 'held') => areas.reduce((total, area) => total + area[key], 0);
const rows = areas.map(
  ({ area, tried, held, seconds }) => `| ${area} | ${tried} | ${held} | ${seconds.toFixed(1)} |`,
);
const table = [
  '| area | tried | held | s |',
  '|---|---|---|---|',
  ...rows,
  `| all | ${sum('tried')} | ${sum('held')} | |`,
];
process.stdout.write(`${table.join('\n')}\n`);
for (const { area, name, reason } of broken) process.stdout.write(`NOT HELD  ${area}: ${name}: ${reason}\n`);
process.exit(broken.length > 0 ? 1 : 0);
