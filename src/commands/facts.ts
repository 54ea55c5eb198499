/** Lists the facts of every academy with source and month of the last check: `npm run facts`; `-- --stale` the stale ones. */
import { provenanceOf } from '../../dialogs/knowledge/provenance.ts';
import { loadKnowledge } from '../content/load.ts';
import { readArguments, runCommand } from './run.ts';
import { sayInTerminal } from './words.ts';

await runCommand(async () => {
  const { stale: staleOnly } = readArguments({
    options: { stale: { type: 'boolean', default: false } },
  }).values;
  let listed = 0;
  for (const academy of loadKnowledge().academies.values()) {
    for (const { fact, source, checkedOn, stale } of provenanceOf(academy, Date.now())) {
      if (staleOnly && !stale) continue;
      listed++;
      process.stdout.write(
        `${academy.id}\t${fact}\t${checkedOn}\t${source.join(', ')}${stale ? `\t${sayInTerminal('facts.stale')}` : ''}\n`,
      );
    }
  }
  if (listed === 0) process.stdout.write(`${sayInTerminal('facts.none')}\n`);
});
