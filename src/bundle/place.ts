import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/*
 * `npm start` runs one file for all sources and packages, where there is one of exactly these: read and compiled in a third
 * of the time, and without the sources in memory. It is made at installation (make.ts); else the sources run as they are.
 */
const ROOT = join(import.meta.dirname, '../..');
/** Whose sources go into a bundle, and what they import besides code: the odds. */
const ROOMS = ['src', 'dialogs', 'intents'];
const IMPORTED = ['.ts', '.json'];

/** Where the bundle of the sources and packages as they are now stands, or is to stand: their digest names it. */
export function bundleFolder(root = ROOT): string {
  const hash = createHash('sha256');
  const sources = ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => IMPORTED.includes(extname(name)))
      .map((name) => join(room, name)),
  ).sort();
  // npm writes down here what it has installed.
  for (const file of [...sources, 'node_modules/.package-lock.json']) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return join(root, '.cache/bundle', hash.digest('hex').slice(0, 16));
}

/** The bundle of the sources as they are now; none where none was made of them. */
export function findBundle(root = ROOT): string | undefined {
  try {
    const entry = join(bundleFolder(root), 'serve.js');
    return existsSync(entry) ? entry : undefined;
  } catch {
    // Packages that npm did not install.
    return undefined;
  }
}
