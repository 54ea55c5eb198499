import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findMisspelt, readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/errors.ts';
import { startApp, temporaryFolder } from '../helpers/app.ts';

const MAIN = join(import.meta.dirname, '../../src/main.js');

/** What the start says, in a folder of its own, with some environment that it cannot start with. */
function start(environment: Record<string, string>, cwd = temporaryFolder()): string {
  const env = { PATH: process.env.PATH ?? '', PORT: '0', LOG_LEVEL: 'fatal', ...environment };
  const { status, stderr } = spawnSync(process.execPath, [MAIN], {
    cwd,
    env,
    timeout: 20_000,
    encoding: 'utf8',
  });
  expect(status, JSON.stringify(environment)).to.equal(1);
  return stderr;
}

describe('a start with settings that cannot be', () => {
  it('names the setting and what to do, and shows no stack', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.env'));
    const cases: [string, RegExp][] = [
      [start({ HOST: '192.0.2.1' }), /^HOST: /],
      [start({ HOST: 'nowhere.invalid' }), /^HOST: /],
      [start({ DATABASE_URL: 'file:/proc/nope/x.db' }), /^DATABASE_URL: .*\/proc\/nope/],
      [
        start({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }),
        /^DATABASE_URL: 127\.0\.0\.1:1\/x cannot be reached/,
      ],
      [start({}, folder), /^\.env cannot be read/],
      [start({ WEBCHAT_ORIGINS: '*' }), /WEBCHAT_ORIGINS.*expected an/],
      [start({ PORT: 'x', LANG: 'fr_FR.UTF-8' }), /^Un réglage n’est pas valable/],
      [start({ HOST: 'nowhere.invalid', LANG: 'fr_FR.UTF-8' }), /^HOST\s: ce nom est inconnu/],
    ];
    for (const [said, expected] of cases)
      expect(said)
        .to.match(expected)
        .and.not.match(/\n\s+at /);
  }).timeout(120_000);
});

describe('the configuration', () => {
  const ADDRESSES = ['PUBLIC_URL', 'WEBCHAT_ORIGINS', 'OIDC_ISSUER', 'SMTP_URL', 'RT_URL', 'TEAMS_LOGIN_URL'];
  const ODD = [
    'assistance.example.fr',
    '*',
    'http://[',
    'http://a b',
    'https://',
    '//x',
    'x',
    'http://x:99999',
    '%',
  ];

  it('has a message for whatever stands in an address, and never throws anything else', () => {
    for (const name of [...ADDRESSES, 'DATABASE_URL', 'TEAMS_OPENID_METADATA_URL']) {
      for (const value of [...ODD, '"', "'", '\u0000']) {
        const read = () => readConfig({ [name]: value, OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' });
        expect(read, `${name}=${value}`).to.throw(ConfigError, name);
      }
    }
  });

  it('reads values in quotation marks, as docker passes them on, like those without', () => {
    const config = readConfig({ PUBLIC_URL: '"https://a.example"', PORT: "'80'", HOST: '"127.0.0.1"' });
    expect(config).to.include({ PUBLIC_URL: 'https://a.example', PORT: 80, HOST: '127.0.0.1' });
    expect(readConfig({ PUBLIC_URL: '""' }).PUBLIC_URL).to.equal(undefined);
  });

  it('tells of names that are nearly a setting’s, and of no others', () => {
    const found = findMisspelt({
      ...{ WEBCHAT_ORIGIN: 'x', DATABASE_URI: 'x', RATE_LIMIT: 'off', RETENTION_CASE_DAYS: '1' },
      ...{ PATH: 'x', HOME: 'x', NODE_OPTIONS: 'x', PUBLIC_URL: 'x', LANG: 'x', HOSTNAME: 'x', PG_HOST: 'x' },
    });
    expect(Object.fromEntries(found)).to.deep.equal({
      WEBCHAT_ORIGIN: 'WEBCHAT_ORIGINS',
      DATABASE_URI: 'DATABASE_URL',
      RATE_LIMIT: 'RATE_LIMITS',
      RETENTION_CASE_DAYS: 'RETENTION_CASES_DAYS',
    });
  });
});

describe('the cookies of an academy’s single sign-on', () => {
  it('get through up to 30 KB', async () => {
    const app = await startApp();
    const status = async (kilobytes: number) =>
      (await fetch(`${app.url}/webchat`, { headers: { cookie: `sso=${'x'.repeat(kilobytes * 1024)}` } }))
        .status;
    expect(await status(17)).to.equal(200);
    expect(await status(30)).to.equal(200);
    expect(await status(40)).to.equal(431);
    await app.close();
  });
});
