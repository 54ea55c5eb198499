/**
 * What a production installation is made of: `npm run --silent sbom [> FILE]` prints a bill of materials (CycloneDX 1.6, JSON) of
 * package-lock.json without the packages for development, and ends with status 1 where a licence is not agreed to (licences.ts).
 *
 * Not `npm sbom --omit=dev`, which leaves out every package that one for development asks for as a peer, and what that brings along
 * (npm/cli issue 7909): half of this tree.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { answerHelp } from '../src/commands/help.ts';
import { isAgreed, licenceOf } from './licences.ts';

answerHelp();

const ROOT = join(import.meta.dirname, '..');
const names = z.record(z.string(), z.string()).optional();
const entry = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  optional: z.boolean().optional(),
  dependencies: names,
  optionalDependencies: names,
});
const lockSchema = z.object({ packages: z.record(z.string(), entry) });
type Entry = z.infer<typeof entry>;

const [path = join(ROOT, 'package-lock.json')] = process.argv.slice(2);
const { packages } = lockSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const own = packages[''] ?? {};
const production = Object.entries(packages).filter(
  ([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional,
);
const refused: string[] = [];

const components = production.map(([place, one]) => {
  const [name, version] = [nameOf(place), one.version ?? ''];
  const licence = one.license ?? installed(place) ?? licenceOf(`${name}@${version}`);
  if (!licence || !isAgreed(licence)) refused.push(`${name} ${version}: ${licence ?? 'no licence'}`);
  return {
    type: 'library',
    'bom-ref': place,
    name,
    version,
    purl: purlOf(place, one),
    scope: one.optional ? 'optional' : 'required',
    ...(one.integrity && { hashes: [hashOf(one.integrity)] }),
    ...(licence && {
      licenses: [/ (OR|AND) /.test(licence) ? { expression: licence } : { license: { id: licence } }],
    }),
  };
});
const dependencies = [['', own] as [string, Entry], ...production].map(([place, one]) => ({
  ref: place || 'permanence',
  dependsOn: Object.keys({ ...one.dependencies, ...one.optionalDependencies }).flatMap(
    (name) => resolve(place, name) ?? [],
  ),
}));
const component = {
  type: 'application',
  'bom-ref': 'permanence',
  name: 'permanence',
  version: own.version,
  licenses: [{ license: { id: own.license } }],
};
// The same tree gives the same bill, to the letter.
const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
const uuid = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
const bill = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: `urn:uuid:${uuid}`,
  version: 1,
  metadata: { component },
  components,
  dependencies,
};
process.stdout.write(`${JSON.stringify(bill, null, 2)}\n`);
if (refused.length > 0) {
  process.stderr.write(`Licences that are not agreed to (scripts/licences.ts):\n  ${refused.join('\n  ')}\n`);
  process.exitCode = 1;
}

function nameOf(place: string): string {
  return packages[place]?.name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function purlOf(place: string, { version }: Entry): string {
  return `pkg:npm/${nameOf(place).replace('@', '%40')}@${version}`;
}

/** `sha512-<base64>` as CycloneDX writes it. */
function hashOf(integrity: string) {
  const [alg = '', content = ''] = integrity.split(/[- ]/);
  return {
    alg: alg.toUpperCase().replace('SHA', 'SHA-'),
    content: Buffer.from(content, 'base64').toString('hex'),
  };
}

/** The licence that an installed package names and the lock file does not repeat. */
function installed(place: string): string | undefined {
  const file = join(ROOT, place, 'package.json');
  if (!existsSync(file)) return undefined;
  const { license } = JSON.parse(readFileSync(file, 'utf8'));
  return typeof license === 'string' ? license : undefined;
}

/** Where Node.js finds a package by its name, as seen from a place: there, or ever further up. */
function resolve(place: string, name: string): string | undefined {
  const here = `${place ? `${place}/` : ''}node_modules/${name}`;
  if (packages[here]) return here;
  if (place === '') return undefined;
  return resolve(place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/'))), name);
}
