import { loadModels } from '../content/models.ts';

// Run by npm after an installation, so that the first start finds a trained classifier.
const started = performance.now();
const { cached } = await loadModels();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(
  cached ? 'The classifier is up to date.\n' : `The classifier was trained in ${seconds} s.\n`,
);
