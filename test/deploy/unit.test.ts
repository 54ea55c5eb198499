import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findMisspelt } from '../../src/config/config.ts';
import { temporaryFolder } from '../helpers/app.ts';
import { startService } from '../helpers/process.ts';

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

  const root =
    process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'setpriv', '--version']).status === 0;
  if (root) {
    it('needs no right but to write into its state: another user, nothing else writable, no capability', async () => {
      const state = temporaryFolder();
      for (let folder = state; folder !== '/'; folder = join(folder, '..'))
        chmodSync(folder, statSync(folder).mode | 0o711);
      chownSync(state, 10_001, 10_001);
      // What systemd does beyond that (DynamicUser, system calls, address families) is not imitated.
      const closed = [
        'mount --make-rprivate / && mount --bind "$1" "$1" && mount -o remount,ro,bind /',
        'shift && exec setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all "$@"',
      ].join(' && ');
      const wrap = ['unshare', '--mount', 'sh', '-c', closed, 'sh', state];
      const DATABASE_URL = `file:${join(state, 'permanence.db')}`;
      const service = await startService({ DATABASE_URL }, wrap);
      try {
        expect((await fetch(`${service.url}/readyz`)).status).to.equal(200);
        const status = readFileSync(`/proc/${service.process.pid}/status`, 'utf8');
        expect(status)
          .to.match(/^Uid:\s+10001/m)
          .and.to.match(/^CapBnd:\s+0+$/m)
          .and.to.match(/^NoNewPrivs:\s+1/m);
        expect(statSync(join(state, 'permanence.db')).uid).to.equal(10_001);
      } finally {
        expect(await service.end()).to.equal(0);
      }
    }).timeout(60_000);
  } else {
    process.stdout.write(
      'deploy/permanence.service is not started as another user: this is not root, or unshare is missing.\n',
    );
  }

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

describe('the command with the unit’s settings', function () {
  this.timeout(60_000);

  const installed = () => {
    const [etc, state] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(etc, 'secrets'));
    writeFileSync(join(etc, 'permanence.env'), 'CONTACT=assistance@example.fr\nPORT=39781\n');
    const run = (...words: string[]) => {
      const { LC_ALL, LC_MESSAGES, DATABASE_URL, ...env } = process.env;
      const places = { PERMANENCE_HOME: ROOT, PERMANENCE_ETC: etc, PERMANENCE_STATE: state, LANG: 'C' };
      const path = { PATH: `${join(process.execPath, '..')}:${env.PATH}` };
      const options = {
        encoding: 'utf8' as const,
        env: { ...env, ...places, ...path },
        cwd: temporaryFolder(),
      };
      return spawnSync(join(ROOT, 'deploy/permanence'), words, options);
    };
    return { etc, state, run };
  };

  it('has the database, the settings and the secrets of the unit', () => {
    const { etc, state, run } = installed();
    expect(run('desk', 'list').stdout).to.contain('Nobody yet');
    expect(readdirSync(state)).to.include('permanence.db');
    writeFileSync(join(etc, 'secrets/metrics-token'), '');
    expect(run('desk', 'list').stderr).to.contain('METRICS_TOKEN_FILE').and.to.contain('is empty');
    writeFileSync(join(etc, 'secrets/metrics-token'), 'a-token-of-the-scraper');
    const { status, stdout } = run('doctor');
    expect(stdout).to.contain('http://127.0.0.1:39781');
    expect(status).to.equal(0);
    const unknown = run('nothing');
    expect(unknown.status).to.equal(1);
    expect(unknown.stderr).to.contain('doctor').and.not.contain('words');
  });

  it('knows the authority that the settings name', () => {
    const { etc, run } = installed();
    const settings = 'NODE_EXTRA_CA_CERTS="/nowhere/authority.pem"\nPUBLIC_URL=https://localhost:1\n';
    writeFileSync(join(etc, 'permanence.env'), settings);
    expect(run('doctor').stderr).to.contain('Ignoring extra certs from `/nowhere/authority.pem`');
  });

  it('as root leaves what it writes to the unit’s user', () => {
    if (process.getuid?.() !== 0) {
      process.stdout.write('deploy/permanence is not tried as root: this is another user.\n');
      return;
    }
    const { state, run } = installed();
    chownSync(state, 10_001, 10_001);
    chmodSync(state, 0o700);
    run('desk', 'list');
    const { uid, gid, mode } = statSync(join(state, 'permanence.db'));
    expect([uid, gid, mode & 0o777]).to.deep.equal([10_001, 10_001, 0o600]);
  });
});
