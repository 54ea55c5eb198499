import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../src/config/config.ts';
import { temporaryFolder } from '../helpers/app.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const { version, license } = JSON.parse(read('package.json'));

/** The keys that the standard (0.4) demands, with its bounds. */
const description = z.object({
  shortDescription: z.string().max(150),
  longDescription: z.string().min(150).max(10_000),
  features: z.array(z.string().max(100)).min(1),
});
const publiccode = z.object({
  publiccodeYmlVersion: z.literal('0.4'),
  name: z.string().min(1),
  url: z.url({ protocol: /^https$/ }),
  softwareVersion: z.literal(version),
  releaseDate: z.iso.date(),
  platforms: z.array(z.string()).min(1),
  categories: z.array(z.string()).min(1),
  developmentStatus: z.enum(['concept', 'development', 'beta', 'stable', 'obsolete']),
  softwareType: z.enum([
    'standalone/mobile',
    'standalone/iot',
    'standalone/desktop',
    'standalone/web',
    'standalone/backend',
    'standalone/other',
    'addon',
    'library',
    'configurationFiles',
  ]),
  description: z.object({ fr: description, en: description }),
  legal: z.object({ license: z.literal(license) }),
  maintenance: z.object({
    type: z.literal('community'),
    contacts: z.array(z.object({ name: z.string().min(1) })).min(1),
  }),
  localisation: z.object({ localisationReady: z.boolean(), availableLanguages: z.array(z.string()).min(1) }),
});

describe('the papers of the project', () => {
  it('describe it for catalogues of public software as their standard demands', () => {
    publiccode.parse(parse(read('publiccode.yml')));
  });

  it('claim no address that is somebody else’s: a reserved name, or that of the repository', () => {
    const { url } = publiccode.parse(parse(read('publiccode.yml')));
    const repository: string | { url: string } = JSON.parse(read('package.json')).repository ?? '';
    const own = (typeof repository === 'string' ? repository : repository.url).replace(/^git\+/, '');
    if (own === '') expect(new URL(url).hostname).to.match(/(^|\.)example$/);
    else expect(url).to.equal(own);
  });

  it('name in SECURITY.md only what is there', () => {
    const text = read('SECURITY.md');
    for (const [, file = ''] of text.matchAll(/\]\((docs\/[^)#]+)/g)) read(file);
    for (const [, name = ''] of text.matchAll(/`([A-Z]+_[A-Z_]+)`/g)) {
      expect(() => readConfig({ [name]: 'security@example.fr' }), name).to.not.throw();
      expect(read('.env.example')).to.contain(`${name}=`);
    }
    for (const [, script = ''] of text.matchAll(/npm run (?:--silent )?([\w:]+)/g))
      expect(JSON.parse(read('package.json')).scripts).to.have.property(script);
  });

  describe('and its bill of materials', () => {
    const sbom = (...files: string[]) =>
      spawnSync(process.execPath, [join(ROOT, 'scripts/sbom.ts'), ...files], { encoding: 'utf8' });

    it('has every package of a production installation, with hash and a licence that is agreed to', () => {
      const { stdout, stderr, status } = sbom();
      expect(stderr).to.equal('');
      expect(status).to.equal(0);
      const { components, dependencies } = JSON.parse(stdout);
      const { packages } = JSON.parse(read('package-lock.json'));
      const wanted = Object.entries<Record<string, unknown>>(packages).filter(
        ([place, { dev, devOptional }]) => place && !dev && !devOptional,
      );
      const named = components.map((one: Record<string, unknown>) => one['bom-ref']);
      expect(named).to.have.members(wanted.map(([place]) => place));
      for (const one of components) expect(one, one.name).to.include.keys('purl', 'hashes', 'licenses');
      // Whoever follows the dependencies from the service comes to all of them.
      const reached = new Set(['permanence']);
      const after = new Map<string, string[]>(
        dependencies.map(({ ref, dependsOn }: { ref: string; dependsOn: string[] }) => [ref, dependsOn]),
      );
      for (const place of reached) for (const next of after.get(place) ?? []) reached.add(next);
      expect(named.filter((place: string) => !reached.has(place))).to.deep.equal([]);
      expect(sbom().stdout).to.equal(stdout);
    });

    it('is refused with a licence that nobody has agreed to', () => {
      const lock = JSON.parse(read('package-lock.json'));
      lock.packages['node_modules/zod'].license = 'AGPL-3.0-only';
      lock.packages['node_modules/pino'].license = '(GPL-2.0-only OR MIT)';
      lock.packages['node_modules/ws'].license = 'MIT AND GPL-2.0-only';
      const file = join(temporaryFolder(), 'package-lock.json');
      writeFileSync(file, JSON.stringify(lock));
      const { status, stderr } = sbom(file);
      expect(status).to.equal(1);
      expect(stderr)
        .to.match(/zod .*AGPL/)
        .and.to.match(/ws .*GPL/)
        .and.not.match(/pino/);
    });
  });
});
