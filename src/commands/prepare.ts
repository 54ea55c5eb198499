import { loadKnowledge } from '../content/load.ts';
import { loadHours } from '../content/load-hours.ts';
import { loadModels } from '../content/models.ts';
import { contentParser } from '../content/parsed.ts';

// Run by npm after an installation, so that the first start finds the content parsed and the classifier trained.
loadKnowledge();
loadHours();
contentParser.keep();
const started = performance.now();
const { cached } = await loadModels();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(
  cached ? 'The classifier is up to date.\n' : `The classifier was trained in ${seconds} s.\n`,
);
