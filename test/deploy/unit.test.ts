import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findMisspelt } from '../../src/config/config.ts';

const ROOT = join(import.meta.dirname, '../..');
const UNIT = join(ROOT, 'deploy/permanence.service');

describe('the unit for systemd', () => {
  it('starts what npm start starts, and names settings that there are', () => {
    const unit = readFileSync(UNIT, 'utf8');
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(unit).to.contain(`ExecStart=/usr/bin/${scripts.start}\n`);
    const named = [...unit.matchAll(/^#?Environment=(\w+)=/gm)].map(([, name = '']) => name);
    expect(named).to.include('METRICS_TOKEN_FILE');
    expect(findMisspelt(Object.fromEntries(named.map((name) => [name, 'x'])))).to.deep.equal([]);
  });

  if (existsSync('/usr/bin/systemd-analyze')) {
    it('is closed to 2.0 or less by systemd’s own measure', () => {
      const measure = ['security', '--offline=true', '--threshold=20', UNIT];
      const { stdout } = spawnSync('systemd-analyze', measure, { encoding: 'utf8' });
      const exposure = Number(/exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]);
      expect(exposure).to.be.at.most(2);
    });
  } else {
    process.stdout.write(
      'deploy/permanence.service is not measured: systemd-analyze is not installed here.\n',
    );
  }
});
