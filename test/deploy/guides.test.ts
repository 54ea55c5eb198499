import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { findMisspelt, readConfig } from '../../src/config/config.ts';
import { SECRETS } from '../../src/config/secret-files.ts';
import { LINK_LASTS } from '../../src/desk/sign-in/invitations.ts';
import { IDLE, LONGEST } from '../../src/desk/sign-in/sessions.ts';

const ROOT = join(import.meta.dirname, '../..');
const HOUR = 3_600_000;
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const guides = globSync('docs/fr/*.md', { cwd: ROOT }).map((file) => ({ file, text: read(file) }));
const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;
const defaults: Readonly<Record<string, unknown>> = readConfig({});
const settings = new Set([...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));

/** Read by Node.js itself. */
const OF_NODE = ['NODE_EXTRA_CA_CERTS'];

function* allOf(pattern: RegExp): Generator<[string, string, string]> {
  for (const { file, text } of guides)
    for (const [, one = '', other = ''] of text.matchAll(pattern)) yield [file, one, other];
}

describe('the French guides', () => {
  it('name settings, commands and files that there are', () => {
    expect(guides).to.have.length(6);
    for (const [file, name] of allOf(/\b([A-Z]+(?:_[A-Z]+)+)\b/g)) {
      const known =
        settings.has(name) || OF_NODE.includes(name) || SECRETS.some((secret) => `${secret}_FILE` === name);
      expect(known, `${file}: ${name}`).to.equal(true);
    }
    for (const [file, script] of allOf(/npm run (?:--silent )?([\w:]+)/g))
      expect(scripts, `${file}: ${script}`).to.have.property(script);
    for (const [file, command] of allOf(/^(?: {4}|.*`|.*&& )permanence (\w+)/gm))
      expect(existsSync(join(ROOT, `src/commands/${command}.ts`)), `${file}: ${command}`).to.equal(true);
    for (const [file, link] of allOf(/\]\(([^)#]+)\)/g))
      expect(existsSync(join(ROOT, dirname(file), link)), `${file}: ${link}`).to.equal(true);
    for (const [file, path] of allOf(/\b(deploy\/[\w./-]+\w)/g))
      expect(existsSync(join(ROOT, path)), `${file}: ${path}`).to.equal(true);
    for (const [file, path] of allOf(/`((?:academies|hours|locales|answers)\/[\w/.-]+\.yaml)`/g))
      expect(existsSync(join(ROOT, 'dialogs/knowledge', path)), `${file}: ${path}`).to.equal(true);
    expect(findMisspelt({})).to.deep.equal([]);
  });

  it('give the periods that the settings give', () => {
    const told = [...allOf(/`([A-Z_]+)`[\u00a0 ]*[|:][\u00a0 ]*(\d+)/g)];
    expect(told.map(([, name]) => name)).to.include.members(
      Object.keys(defaults).filter((name) => name.startsWith('RETENTION_')),
    );
    for (const [file, name, figure] of told)
      expect(defaults[name], `${file}: ${name}`).to.equal(Number(figure));
    const agents = read('docs/fr/agents.md').replaceAll(/\s+/g, ' ');
    expect(agents).to.contain(`dans les ${LINK_LASTS / HOUR} heures`);
    expect(agents).to.contain(`dure ${LONGEST / HOUR} heures, ${IDLE / HOUR} heures sans rien faire`);
    expect(read('docs/fr/registre.md')).to.contain(`leur session ${LONGEST / HOUR} heures au plus`);
    expect(read('dialogs/knowledge/provenance.ts')).to.contain('MONTHS_VALID = 18');
  });

  it('say of each alert what to do', () => {
    const rules: { groups: { rules: { alert: string }[] }[] } = parse(read('deploy/prometheus/alerts.yaml'));
    const alerts = rules.groups.flatMap((group) => group.rules.map(({ alert }) => alert));
    const told = [...allOf(/^\| `(Permanence\w+)`/gm)].map(([, name]) => name);
    expect(told).to.have.members(alerts);
  });

  it('give the keys that the desk has, and its words', () => {
    const agents = read('docs/fr/agents.md');
    const keys = read('src/desk/page/client/keys.js');
    for (const [, label, key] of agents.matchAll(/\*\*([^*]+)\*\* \(`(.)`\)/g)) {
      expect(keys, key).to.contain(`key: '${key}'`);
      expect(read('dialogs/knowledge/locales/fr/desk.yaml').toLowerCase()).to.contain(label?.toLowerCase());
    }
  });

  it('keep to French typography', () => {
    for (const { file, text } of guides) {
      const prose = text
        .replaceAll(/^ {4}.*$/gm, '')
        .replaceAll(/`[^`]*`/g, '')
        .replaceAll(/\]\([^)]*\)/g, ']');
      expect(prose, file).to.not.match(/\w'\w/);
      expect(prose, file).to.not.match(/ [:;?!»](\s|$)|« /m);
    }
  });
});
