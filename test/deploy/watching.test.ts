import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { startApp } from '../helpers/app.ts';
import { findServer } from '../helpers/proxy-samples.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');
const NAMES = /\b(?:permanence|process|nodejs)_[a-z_]+\b/g;

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly expr: string }[] }[];
}
interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

describe('alert rules and dashboard', () => {
  it('ask for nothing but what /metrics has', async () => {
    const rules: Rules = parse(readFileSync(join(DEPLOY, 'prometheus/alerts.yaml'), 'utf8'));
    const dashboard: Dashboard = JSON.parse(readFileSync(join(DEPLOY, 'grafana/permanence.json'), 'utf8'));
    const asked = [
      ...rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ].flatMap((expr) => expr.match(NAMES) ?? []);
    const app = await startApp();
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    await app.close();
    const known = new Set([...metrics.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    expect(asked.length).to.be.greaterThan(20);
    expect(asked.filter((name) => !known.has(name.replace(/_bucket$/, '')))).to.deep.equal([]);
  });

  const promtool = findServer('promtool');
  if (promtool) {
    it('fire when they are to, and only then', () => {
      const test = ['test', 'rules', join(DEPLOY, 'prometheus/alerts.test.yaml')];
      const { status, stdout, stderr } = spawnSync(promtool, test, { encoding: 'utf8' });
      expect(status, stdout + stderr).to.equal(0);
    });
  } else {
    process.stdout.write('deploy/prometheus is not tested: promtool is not installed here.\n');
  }
});
