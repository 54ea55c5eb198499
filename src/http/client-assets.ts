import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Asset, createAsset, digestOf } from './assets.ts';

/*
 * A page needs no build: its modules are served as they are. The installation makes one module of them (decision 45), which is served
 * where it was made of exactly these files; who edits one sees it at the next start.
 */
export const BUNDLES = join(import.meta.dirname, '../../.cache/pages');

export interface ClientAssets {
  readonly all: readonly Asset[];
  /** Paths of the modules that the page loads. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** The path of the module that runs first. */
  readonly entry: string;
}

export interface PageFiles {
  /** Path that the files stand under, without a slash at its end. */
  readonly prefix: string;
  /** The folder of the page's own files, those below included. */
  readonly folder: string;
  /** Files of another page's folder that this one has, too. */
  readonly shared?: { readonly folder: string; readonly names: readonly string[] };
  /** Parts of lit-html that the page imports from `lit/`; they import each other by relative paths. */
  readonly lit: readonly string[];
}

export interface ClientFiles extends PageFiles {
  /** Becomes the module texts.js: `TEXTS`. */
  readonly texts: unknown;
  /** Where the bundles are. */
  readonly bundles?: string;
}

/** The files of a page, without its texts. */
export function readPageFiles({ folder, shared, lit }: PageFiles): Map<string, string> {
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(js|css)$/.test(name))
    .sort();
  const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
  return new Map([
    ...own.map((name) => [name, read(folder, name)] as const),
    ...(shared?.names ?? []).map((name) => [name, read(shared?.folder ?? '', name)] as const),
    ...lit.map((name) => [`lit/${name}`, read(litRoot(), name)] as const),
  ]);
}

/** Where the bundle of a page's files is, or is to be. */
export function bundleOf(files: ReadonlyMap<string, string>, folder = BUNDLES): string {
  return join(folder, `${digestOf(...[...files].flat())}.js`);
}

/** The files of a page under one digest, so that relative imports stay within a version. */
export function loadClientAssets({ texts, bundles, ...page }: ClientFiles): ClientAssets {
  const files = readPageFiles(page);
  const bundle = bundleOf(files, bundles);
  const json = JSON.stringify(texts);
  const bundled = existsSync(bundle)
    ? [
        ['page.js', readFileSync(bundle, 'utf8').replace('__TEXTS__', () => json)],
        [
          'page.css',
          namesOf(files, '.css')
            .map((name) => files.get(name))
            .join('\n'),
        ],
      ]
    : [];
  const all = [...files, ['texts.js', `export const TEXTS = ${json};\n`], ...bundled] as [string, string][];
  const digest = digestOf(...all.flat());
  const pathOf = (name: string) => `${page.prefix}/${digest}/${name}`;
  const loaded = bundled.length > 0 ? new Map(bundled as [string, string][]) : new Map(all);
  return {
    all: all.map(([name, content]) => createAsset(pathOf(name), Buffer.from(content))),
    scripts: namesOf(loaded, '.js').map(pathOf),
    styles: namesOf(loaded, '.css').map(pathOf),
    entry: pathOf(bundled.length > 0 ? 'page.js' : 'main.js'),
  };
}

/** The elements of a page's head that load its files. The modules are named, so that the browser does not find one import after the other. */
export function assetLinks({ styles, scripts }: ClientAssets, nonce: string): string {
  const link = (rel: string) => (path: string) => `<link rel="${rel}" href="${path}" nonce="${nonce}">`;
  return [...styles.map(link('stylesheet')), ...scripts.map(link('modulepreload'))].join('\n');
}

function namesOf(files: ReadonlyMap<string, string>, ending: string): string[] {
  return [...files.keys()].filter((name) => name.endsWith(ending));
}

/** The package's folder; its entry for Node is node/lit-html.js, the files for browsers stand above. */
function litRoot(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve('lit-html')));
}
