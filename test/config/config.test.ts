import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect } from 'chai';
import { readConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/errors.ts';

describe('the configuration', () => {
  it('has a default for everything, and an empty variable counts as unset', () => {
    expect(readConfig({ PORT: '' })).to.deep.include({
      PORT: 3978,
      HOST: '127.0.0.1',
      DATABASE_URL: 'file:./data/permanence.db',
    });
  });

  it('names each variable that is not valid', () => {
    const read = () =>
      readConfig({
        PORT: 'http',
        LOG_LEVEL: 'loud',
        DATABASE_URL: 'mysql://x',
        TEAMS_UNAUTHENTICATED: 'yes',
      });
    expect(read).to.throw(ConfigError, /PORT[\s\S]*DATABASE_URL[\s\S]*LOG_LEVEL[\s\S]*TEAMS_UNAUTHENTICATED/);
  });

  it('opens /api/messages without authentication on a loopback host only', () => {
    const open = { TEAMS_UNAUTHENTICATED: 'true' };
    expect(readConfig(open).TEAMS_UNAUTHENTICATED).to.equal(true);
    expect(() => readConfig({ ...open, HOST: '0.0.0.0' })).to.throw(ConfigError, /loopback/);
  });

  it('does not open it where an app id asks for authentication, whatever stands in the environment', () => {
    const id = { TEAMS_APP_ID: 'x', TEAMS_APP_PASSWORD: 'y' };
    expect(readConfig(id).TEAMS_UNAUTHENTICATED).to.equal(false);
    expect(() => readConfig({ ...id, TEAMS_UNAUTHENTICATED: 'true' })).to.throw(
      ConfigError,
      /TEAMS_UNAUTHENTICATED.*TEAMS_APP_ID/,
    );
  });

  it('wants one proof of who the bot is, whole', () => {
    const id = { TEAMS_APP_ID: 'x' };
    const certificate = {
      TEAMS_CERTIFICATE_THUMBPRINT: 'a'.repeat(40),
      TEAMS_CERTIFICATE_KEY_FILE: 'key.pem',
    };
    const identity = { TEAMS_MANAGED_IDENTITY: 'true', TEAMS_TENANT_ID: 't' };
    for (const proof of [{ TEAMS_APP_PASSWORD: 'y' }, certificate, identity])
      expect(() => readConfig({ ...id, ...proof })).not.to.throw();
    const half = { TEAMS_CERTIFICATE_THUMBPRINT: 'a'.repeat(40) };
    expect(() => readConfig({ ...id, ...half })).to.throw(ConfigError, /KEY_FILE.*THUMBPRINT/);
    expect(() => readConfig({ ...id, TEAMS_CERTIFICATE_KEY_FILE: 'k' })).to.throw(ConfigError, /KEY_FILE/);
    expect(() => readConfig({ ...id, ...certificate, TEAMS_APP_PASSWORD: 'y' })).to.throw(
      ConfigError,
      /one of/,
    );
    expect(() => readConfig({ ...id, ...identity, TEAMS_TENANT_ID: '' })).to.throw(ConfigError, /TENANT_ID/);
    expect(() => readConfig({ TEAMS_APP_PASSWORD: 'y' })).to.throw(ConfigError, /together/);
  });

  it('wants an app id and a password together', () => {
    expect(() => readConfig({ TEAMS_APP_ID: 'x' })).to.throw(ConfigError, /together/);
  });

  const oidc = { OIDC_ISSUER: 'https://login.example.fr/x', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'x' };

  it('wants issuer, client and secret together, and an issuer that nobody can listen to', () => {
    expect(readConfig(oidc)).to.include(oidc);
    expect(() => readConfig({ ...oidc, OIDC_CLIENT_SECRET: '' })).to.throw(
      ConfigError,
      /OIDC_ISSUER.*together/,
    );
    expect(() => readConfig({ ...oidc, OIDC_ISSUER: 'http://login.example.fr' })).to.throw(
      ConfigError,
      /https/,
    );
    expect(() => readConfig({ ...oidc, OIDC_ISSUER: 'http://127.0.0.1:8080' })).not.to.throw();
  });

  it('wants origins, not addresses of pages', () => {
    expect(() => readConfig({ WEBCHAT_ORIGINS: 'https://a.example, https://b.example/page' })).to.throw(
      ConfigError,
      /origin/,
    );
  });

  it('limits floods everywhere but in measurements on this machine', () => {
    expect(readConfig({ RATE_LIMITS: 'off' }).RATE_LIMITS).to.equal('off');
    expect(() => readConfig({ RATE_LIMITS: 'off', HOST: '0.0.0.0' })).to.throw(ConfigError, /RATE_LIMITS/);
    expect(() => readConfig({ RATE_ADDRESS: '0' })).to.throw(ConfigError, /RATE_ADDRESS/);
    expect(() => readConfig({ TRUSTED_PROXIES: 'proxy.example' })).to.throw(ConfigError, /TRUSTED_PROXIES/);
  });

  it('is described whole in .env.example, which is itself valid', () => {
    const example = parseEnv(readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8'));
    expect(() => readConfig(example)).not.to.throw();
    const app = { TEAMS_APP_ID: 'x', TEAMS_TENANT_ID: 'x' };
    const known = Object.keys({
      ...readConfig({
        ...app,
        TEAMS_APP_PASSWORD: 'x',
        PUBLIC_URL: 'https://x.example',
        PUBLISHER: 'x',
        PUBLICATION_DIRECTOR: 'x',
        HOSTED_BY: 'x',
        CONTACT: 'a@x.example',
        DPO_CONTACT: 'https://x.example/dpo',
        SECURITY_CONTACT: 'a@x.example',
        WEBCHAT_SECRET: 'a-secret-of-the-portal',
        WEBCHAT_IDENTITY_KEY: 'x'.repeat(32),
        METRICS_TOKEN: 'a-token-of-the-scraper',
        ...oidc,
        FACTS_OWNER: 'a@x.example',
        TICKETS_MAIL_TO: 'a@x.example',
        TICKETS_MAIL_FROM: 'a@x.example',
        SMTP_URL: 'smtp://x.example',
        RT_URL: 'https://x.example',
        RT_TOKEN: 'x',
        RT_QUEUE: 'x',
        OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
        OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20x',
      }),
      ...readConfig({
        ...app,
        TEAMS_CERTIFICATE_THUMBPRINT: 'a'.repeat(40),
        TEAMS_CERTIFICATE_KEY_FILE: 'x.pem',
      }),
    });
    expect(Object.keys(example)).to.have.members(known);
    // The limits that it names are those that hold where nobody sets any.
    const defaults: Readonly<Record<string, unknown>> = readConfig({});
    for (const [name, value] of Object.entries(example))
      if (/^(RATE|RETENTION|MAX)_/.test(name)) expect(String(defaults[name]), name).to.equal(value);
  });

  it('reads the headers of traces as OpenTelemetry writes them, and refuses what is none', () => {
    const read = (headers: string) =>
      readConfig({ OTEL_EXPORTER_OTLP_HEADERS: headers }).OTEL_EXPORTER_OTLP_HEADERS;
    expect(read('authorization=Bearer%20a%3Db, x-scope = academy')).to.deep.equal({
      authorization: 'Bearer a=b',
      'x-scope': 'academy',
    });
    for (const wrong of ['Bearer a', 'authorization=', 'a=%zz'])
      expect(() => read(wrong), wrong).to.throw(/OTEL_EXPORTER_OTLP_HEADERS: expected name=value/);
  });
});
