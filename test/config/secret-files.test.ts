import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findMisspelt, readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/errors.ts';
import { SECRETS } from '../../src/config/secret-files.ts';
import { VERSION } from '../../src/http/version.ts';
import { startApp, temporaryFolder } from '../helpers/app.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('secrets in files', () => {
  const file = (text: string) => {
    const path = join(temporaryFolder(), 'secret');
    writeFileSync(path, text);
    return path;
  };

  it('are read, without the line break at their end', () => {
    const token = 'a-token-of-the-scraper';
    expect(readConfig({ METRICS_TOKEN_FILE: file(`${token}\n`) }).METRICS_TOKEN).to.equal(token);
    expect(readConfig({ DATABASE_URL_FILE: file('postgres://a:b@h/c') }).DATABASE_URL).to.equal(
      'postgres://a:b@h/c',
    );
  });

  it('are no misspelt settings', () => {
    expect(findMisspelt(Object.fromEntries(SECRETS.map((name) => [`${name}_FILE`, 'x'])))).to.deep.equal([]);
  });

  it('are refused where they cannot be read, are empty or given twice, and never shown', () => {
    const failure = (environment: Record<string, string>) => {
      try {
        readConfig(environment);
        return '';
      } catch (error) {
        expect(error).to.be.instanceOf(ConfigError);
        return (error as Error).message;
      }
    };
    expect(failure({ RT_TOKEN_FILE: '/nowhere' })).to.match(
      /RT_TOKEN_FILE: \/nowhere cannot be read \(ENOENT\)/,
    );
    expect(failure({ RT_TOKEN_FILE: file('\n') })).to.match(/is empty/);
    expect(failure({ RT_TOKEN_FILE: file('x'), RT_TOKEN: 'hidden-one' }))
      .to.match(/both set/)
      .and.not.match(/hidden/);
    expect(failure({ METRICS_TOKEN_FILE: file('too short') }))
      .to.match(/METRICS_TOKEN/)
      .and.not.match(/too short/);
  });
});

describe('the version', () => {
  it('stands in healthz, metrics and every page', async () => {
    const app = await startApp();
    const text = async (path: string) => (await fetch(`${app.url}${path}`)).text();
    expect(JSON.parse(await text('/healthz'))).to.deep.equal({ status: 'ok', version: VERSION });
    expect(await text('/metrics')).to.contain(`permanence_build_info{version="${VERSION}"`);
    for (const page of ['/', '/privacy', '/webchat', '/desk']) {
      expect(await text(page), page).to.contain(`<meta name="generator" content="Permanence ${VERSION}">`);
    }
    await app.close();
  });

  it('of Node.js is told where it is too old', () => {
    // The machine's own may be older or newer: this one says that it is.
    const old = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } }); await import('${ROOT}/src/main.js')`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', old], {
      encoding: 'utf8',
    });
    expect(status).to.equal(1);
    expect(stderr).to.match(/needs Node\.js 24 or later/);
  });
});
