import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Asset, createAsset, digestOf } from './assets.ts';

export interface ClientAssets {
  readonly all: readonly Asset[];
  /** Paths of the modules. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** The path of a file. */
  pathOf(name: string): string;
}

export interface ClientFiles {
  /** Path that the files stand under, without a slash at its end. */
  readonly prefix: string;
  /** The folder of the page's own files, those below included. */
  readonly folder: string;
  /** Files of another page's folder that this one has, too. */
  readonly shared?: { readonly folder: string; readonly names: readonly string[] };
  /** Parts of lit-html that the page imports from `lit/`; they import each other by relative paths. */
  readonly lit: readonly string[];
  /** Becomes the module texts.js: `TEXTS`. */
  readonly texts: unknown;
}

/** The files of a page without a build step, under one digest, so that relative imports stay within a version. */
export function loadClientAssets({ prefix, folder, shared, lit, texts }: ClientFiles): ClientAssets {
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.(js|css)$/.test(name))
    .sort();
  const files = [
    ...own.map((name) => ({ name, content: readFileSync(join(folder, name)) })),
    ...(shared?.names ?? []).map((name) => ({
      name,
      content: readFileSync(join(shared?.folder ?? '', name)),
    })),
    ...lit.map((name) => ({ name: `lit/${name}`, content: readFileSync(join(litRoot(), name)) })),
    { name: 'texts.js', content: Buffer.from(`export const TEXTS = ${JSON.stringify(texts)};\n`) },
  ];
  const digest = digestOf(...files.flatMap(({ name, content }) => [name, content]));
  const pathOf = (name: string) => `${prefix}/${digest}/${name}`;
  const paths = (ending: string) =>
    files.filter(({ name }) => name.endsWith(ending)).map(({ name }) => pathOf(name));
  return {
    all: files.map(({ name, content }) => createAsset(pathOf(name), content)),
    scripts: paths('.js'),
    styles: paths('.css'),
    pathOf,
  };
}

/** The elements of a page's head that load its files. The modules are named, so that the browser does not find one import after the other. */
export function assetLinks({ styles, scripts }: ClientAssets, nonce: string): string {
  const link = (rel: string) => (path: string) => `<link rel="${rel}" href="${path}" nonce="${nonce}">`;
  return [...styles.map(link('stylesheet')), ...scripts.map(link('modulepreload'))].join('\n');
}

/** The package's folder; its entry for Node is node/lit-html.js, the files for browsers stand above. */
function litRoot(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve('lit-html')));
}
