import { makeBundle } from '../bundle/make.ts';
import { loadKnowledge } from '../content/load.ts';
import { loadHours } from '../content/load-hours.ts';
import { loadModels } from '../content/models.ts';
import { contentParser } from '../content/parsed.ts';
import { refuseFaulty } from '../content/refuse.ts';

// Run by npm after an installation, so that the first start finds the content parsed, the sources bundled and the classifier trained.
try {
  refuseFaulty(loadKnowledge());
} catch (error) {
  // The start refuses it; an installation is needed to mend it.
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
}
loadHours();
contentParser.keep();
await makeBundle().catch((error: unknown) => {
  process.stderr.write(`The sources could not be bundled, and run as they are: ${error}\n`);
});
const started = performance.now();
const { cached } = await loadModels();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(
  cached ? 'The classifier is up to date.\n' : `The classifier was trained in ${seconds} s.\n`,
);
