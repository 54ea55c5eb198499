import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect } from 'chai';
import { report } from '../../src/commands/doctor/report.ts';
import { runChecks } from '../../src/commands/doctor/run-checks.ts';
import { loadWords, readWords } from '../../src/commands/words.ts';
import { startApp, temporaryFolder } from '../helpers/app.ts';
import * as scenes from '../helpers/doctor-scenes.ts';
import { closedPort } from '../helpers/far-ends.ts';
import { startIdentityProvider } from '../helpers/identity-provider.ts';
import { startIssuer } from '../helpers/issuer.ts';

const { clock, database, far, issuer, keep, mail, page, requestTracker, teams } = scenes;
const TWO_YEARS = 2 * 365 * 86_400_000;

interface Side {
  /** Of the line that is told: `state check what`. */
  readonly told: string;
  make(): Promise<scenes.Environment> | scenes.Environment;
}

/** What is looked at, as it should not be, and as it should. */
const TABLE: readonly (readonly [string, Side, Side])[] = [
  [
    'a setting that cannot be',
    { told: 'broken settings settings.invalid', make: () => ({ PORT: 'x' }) },
    { told: 'ok settings settings.ok', make: () => ({}) },
  ],
  [
    'a setting that is misspelt',
    { told: 'look settings settings.misspelt', make: () => ({ WEBCHAT_ORIGIN: 'x' }) },
    { told: 'ok settings settings.ok', make: () => ({ WEBCHAT_ORIGINS: 'https://portail.example.fr' }) },
  ],
  [
    'a place for the database',
    { told: 'broken database database.no_place', make: () => ({ DATABASE_URL: 'file:/proc/none/x.db' }) },
    { told: 'ok database database.file', make: () => database(0o600) },
  ],
  [
    'who may read the database',
    { told: 'look permissions permissions.open', make: () => database(0o644) },
    { told: 'ok permissions permissions.ok', make: () => database(0o600) },
  ],
  [
    'a clock that is ten minutes behind',
    { told: 'broken clock clock.behind', make: () => clock(600) },
    { told: 'ok clock clock.ok', make: () => clock(0) },
  ],
  [
    'a clock that is a minute ahead',
    { told: 'look clock clock.ahead', make: () => clock(-60) },
    { told: 'ok clock clock.ok', make: () => clock(0) },
  ],
  [
    'a certificate that ends in ten days',
    { told: 'look certificate certificate.soon', make: () => page(-80, 10.5) },
    { told: 'ok certificate certificate.ok', make: () => page(-1, 30) },
  ],
  [
    'a certificate that has ended',
    { told: 'broken certificate far.expired', make: () => page(-90, -1) },
    { told: 'ok certificate certificate.ok', make: () => page(-1, 30) },
  ],
  [
    'a certificate of tomorrow',
    { told: 'broken certificate far.not_yet_valid', make: () => page(1, 90) },
    { told: 'ok certificate certificate.ok', make: () => page(-1, 30) },
  ],
  [
    'keys of Teams',
    {
      told: 'broken teams_keys teams.no_keys',
      make: async () =>
        teams({
          TEAMS_OPENID_METADATA_URL: await far((url, base) =>
            url === '/keys' ? { keys: [] } : { jwks_uri: `${base}/keys` },
          ),
        }),
    },
    { told: 'ok teams_keys teams.keys', make: () => teams() },
  ],
  [
    'the identity of the bot',
    {
      told: 'broken teams_login teams.refused',
      make: async () => {
        const provider = keep(await startIdentityProvider());
        provider.state = 401;
        return provider.environment;
      },
    },
    { told: 'ok teams_login teams.login', make: () => teams() },
  ],
  [
    'the issuer of agents',
    {
      told: 'broken issuer issuer.other',
      make: async () =>
        issuer(
          await far((_, base) => ({
            issuer: 'https://other.example.fr',
            jwks_uri: `${base}/keys`,
            keys: [],
          })),
        ),
    },
    {
      told: 'ok issuer issuer.ok',
      make: async () =>
        issuer(keep(await startIssuer('http://127.0.0.1/desk/callback', { inIdToken: true })).url),
    },
  ],
  [
    'the mail server',
    { told: 'broken tickets tickets.login', make: () => mail('another') },
    { told: 'ok tickets tickets.mail', make: () => mail('secret-of-the-mail') },
  ],
  [
    'Request Tracker',
    { told: 'broken tickets tickets.token', make: () => requestTracker('another') },
    { told: 'ok tickets tickets.rt', make: () => requestTracker('secret-of-the-tracker') },
  ],
  [
    'content that wants checking',
    {
      told: 'look content content.stale',
      make: () => {
        Date.now = () => Math.round(performance.timeOrigin + performance.now()) + TWO_YEARS;
        return {};
      },
    },
    { told: 'ok content content.ok', make: () => ({}) },
  ],
  [
    'the service',
    { told: 'look service service.stopped', make: () => ({}) },
    {
      told: 'ok service service.ok',
      make: async () => ({ PORT: new URL(keep(await startApp()).url).port }),
    },
  ],
];

describe('npm run doctor, check by check, in French and English,', function () {
  this.timeout(60_000);
  const trusted = getCACertificates();
  const { now } = Date;
  before(() => setDefaultCACertificates([...trusted, scenes.authority.certificate]));
  after(() => setDefaultCACertificates(trusted));
  afterEach(async () => {
    Date.now = now;
    await scenes.closeScenes();
  });

  for (const [what, wrong, right] of TABLE) {
    it(`tells of ${what}`, async () => {
      for (const { told, make } of [right, wrong]) {
        const findings = await runChecks({
          PORT: String(await closedPort()),
          DATABASE_URL: `file:${join(temporaryFolder(), 'permanence.db')}`,
          ...(await make()),
        });
        for (const language of ['fr', 'en'] as const) {
          const text = report(findings, loadWords(language));
          expect(text, told).to.match(lineOf(language, told));
          expect(text).to.not.match(/secret-of|a-password/);
        }
      }
    });
  }
});

/** The line of a finding, and what to do below it, in the words of a language: what is filled in may be anything. */
function lineOf(language: 'fr' | 'en', told: string): RegExp {
  const [state = '', check = '', what = ''] = told.split(' ');
  const words = readWords(language);
  const say = (key: string) => words.get(`doctor.${key}`) ?? `no text ${key}`;
  const line = `${say(`state.${state}`).padEnd(12)}${say(`check.${check}`)}${say('colon')}${say(what)}`;
  const advice = state === 'ok' ? '' : `\n${' '.repeat(12)}→ ${say(`${what}.do`)}`;
  return new RegExp(`^${withGaps(`${line}${advice}`)}`, 'm');
}

/** A pattern of a text of ICU's: what stands in braces, those within them included, is left open. */
function withGaps(text: string): string {
  let depth = 0;
  let pattern = '';
  for (const sign of text) {
    if (sign === '{' && depth++ === 0) pattern += '[^]*?';
    else if (sign === '}') depth--;
    else if (depth === 0) pattern += sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  }
  return pattern;
}
