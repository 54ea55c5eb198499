import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundleFolder } from './place.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Packages ask for these where they are there, and do without. */
const OPTIONAL = ['pg-native', 'dtrace-provider', 'bufferutil', 'utf-8-validate'];
/** Stays a package of its own: whoever watches queries from outside, and the tests that end the process at one, get hold of it. */
const DRIVER = 'pg';

/** Characters of a line, so that a stack trace names a place that can be found. */
const LINE = 120;

/** What CommonJS packages take for granted, and how the sources find their data files, which stay where they are. */
const BANNER = `
import { createRequire as bundleRequire } from 'node:module';
import { join as bundleJoin } from 'node:path';
import { pathToFileURL as bundleUrl } from 'node:url';
const require = bundleRequire(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;
const bundlePlace = (path) => bundleJoin(import.meta.dirname, '../../..', path);
`;

const own = createRequire(import.meta.url);

/** Sources go on naming files as seen from themselves; punycode is the package, and not the deprecated module of Node.js. */
const places: Plugin = {
  name: 'places',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^punycode$/ }, () => ({ path: own.resolve('punycode/') }));
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path.includes('node_modules')) return undefined;
      const here = (name: string) => `bundlePlace(${JSON.stringify(relative(ROOT, name))})`;
      const source = await readFile(path, 'utf8');
      return {
        loader: 'ts',
        contents: source
          .replaceAll('import.meta.dirname', here(dirname(path)))
          .replaceAll('import.meta.url', `bundleUrl(${here(path)}).href`),
      };
    });
  },
};

/** Makes the bundle of the sources as they are now, in place of all others. Rejects where it cannot be made. */
export async function makeBundle(): Promise<void> {
  const folder = bundleFolder();
  rmSync(dirname(folder), { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const half = `${folder}.${process.pid}`;
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/serve.ts')],
    outdir: half,
    write: false,
    bundle: true,
    // What is imported only when it is needed stays a file of its own.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: [...OPTIONAL, DRIVER],
    banner: { js: BANNER },
    plugins: [places],
    legalComments: 'none',
    // V8 keeps the text of all that it may have to compile. Names stay: stack traces tell them.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: LINE,
    logLevel: 'error',
  });
  mkdirSync(half, { recursive: true });
  for (const { path, text } of outputFiles) writeFileSync(path, narrow(text));
  // Renamed into place, so that nobody starts half a bundle.
  renameSync(half, folder);
}

/**
 * The text in plain letters; the others, which stand in regular expressions and comments, as escapes: with a single one Node.js
 * keeps all of a file in two bytes a character.
 */
function narrow(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
