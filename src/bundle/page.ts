import { posix } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** The module that the server makes of the locale files; its place in the bundle is filled when the page is served. */
const TEXTS = 'texts.js';

/**
 * The modules of a page as one, so that a browser asks for one file instead of thirty. `files`: contents by path, `main.js` the first
 * to run. In place of the texts stands `__TEXTS__`. Rejects where a module imports what is not there.
 */
export async function bundlePage(files: ReadonlyMap<string, string>): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['main.js'],
    outdir: '/',
    write: false,
    bundle: true,
    format: 'esm',
    target: 'esnext',
    minify: true,
    legalComments: 'eof',
    plugins: [only(files)],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** Modules come out of `files`, as browsers find them: by paths relative to each other. */
function only(files: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'only',
    setup: ({ onLoad, onResolve }) => {
      onResolve({ filter: /.*/ }, ({ path, importer }) => ({
        path: posix.join(posix.dirname(importer || 'main.js'), path),
        namespace: 'page',
      }));
      onLoad({ filter: /.*/, namespace: 'page' }, ({ path }) => {
        const contents = path === TEXTS ? 'export const TEXTS = __TEXTS__;' : files.get(path);
        return contents === undefined ? { errors: [{ text: `there is no ${path}` }] } : { contents };
      });
    },
  };
}
