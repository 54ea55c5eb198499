/** Lists the facts of every academy with source and month of the last check: `npm run facts`; `-- --stale` the stale ones. */
import { provenanceOf } from '../../dialogs/knowledge/provenance.ts';
import { loadKnowledge } from '../content/load.ts';
import { runCommand } from './json-lines.ts';

await runCommand(async () => {
  const staleOnly = process.argv.includes('--stale');
  let listed = 0;
  for (const academy of loadKnowledge().academies.values()) {
    for (const { fact, source, checkedOn, stale } of provenanceOf(academy, Date.now())) {
      if (staleOnly && !stale) continue;
      listed++;
      process.stdout.write(
        `${academy.id}\t${fact}\t${checkedOn}\t${source.join(', ')}${stale ? '\tSTALE' : ''}\n`,
      );
    }
  }
  if (listed === 0) process.stdout.write('No fact is stale.\n');
});
