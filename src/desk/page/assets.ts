import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Asset, createAsset, digestOf } from '../../http/assets.ts';

const CLIENT = join(import.meta.dirname, 'client');
/** The parts of lit-html that client/lit.js exports; they import each other by relative paths. */
const LIT = [
  'lit-html.js',
  'directive.js',
  'directive-helpers.js',
  'directives/repeat.js',
  'directives/live.js',
];

export interface DeskAssets {
  readonly all: readonly Asset[];
  /** Paths of the modules, the first to run is `main.js`. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** The path of a file of client/. */
  pathOf(name: string): string;
}

/**
 * The files of the desk's page under one digest, so that relative imports stay within a version. `texts` becomes the
 * module texts.js.
 */
export function loadDeskAssets(texts: unknown): DeskAssets {
  const own = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(js|css)$/.test(name))
    .sort();
  const files = [
    ...own.map((name) => ({ name, content: readFileSync(join(CLIENT, name)) })),
    ...LIT.map((name) => ({ name: `lit/${name}`, content: readFileSync(join(litRoot(), name)) })),
    { name: 'texts.js', content: Buffer.from(`export const TEXTS = ${JSON.stringify(texts)};\n`) },
  ];
  const digest = digestOf(...files.flatMap(({ name, content }) => [name, content]));
  const pathOf = (name: string) => `/desk/assets/${digest}/${name}`;
  const paths = (ending: string) =>
    files.filter(({ name }) => name.endsWith(ending)).map(({ name }) => pathOf(name));
  return {
    all: files.map(({ name, content }) => createAsset(pathOf(name), content)),
    scripts: paths('.js'),
    styles: paths('.css'),
    pathOf,
  };
}

/** The package's folder; its entry for Node is node/lit-html.js, the files for browsers stand above. */
function litRoot(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve('lit-html')));
}
