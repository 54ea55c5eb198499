import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { makeBundle } from '../bundle/make.ts';
import { bundlePage } from '../bundle/page.ts';
import { CHAT_FILES } from '../channels/webchat/assets.ts';
import { loadKnowledge } from '../content/load.ts';
import { loadHours } from '../content/load-hours.ts';
import { loadModels } from '../content/models.ts';
import { contentParser } from '../content/parsed.ts';
import { refuseFaulty } from '../content/refuse.ts';
import { CONTENT_FILES } from '../desk/content-page/assets.ts';
import { DESK_FILES } from '../desk/page/assets.ts';
import { BUNDLES, bundleOf, readPageFiles } from '../http/client-assets.ts';

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
await bundlePages().catch((error: unknown) => {
  process.stderr.write(`The pages could not be bundled, and are served as they are: ${error}\n`);
});
const started = performance.now();
const { cached } = await loadModels();
const seconds = ((performance.now() - started) / 1000).toFixed(1);
process.stdout.write(
  cached ? 'The classifier is up to date.\n' : `The classifier was trained in ${seconds} s.\n`,
);

/** One module for each page, in place of all from before. */
async function bundlePages(): Promise<void> {
  rmSync(BUNDLES, { recursive: true, force: true });
  mkdirSync(BUNDLES, { recursive: true });
  for (const page of [CHAT_FILES, DESK_FILES, CONTENT_FILES]) {
    const files = readPageFiles(page);
    writeFileSync(bundleOf(files), await bundlePage(files));
  }
}
