import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import pg from 'pg';
import { createLog } from '../../src/operations/log.ts';
import { openStore } from '../../src/store/open.ts';
import { startApp, temporaryFolder } from '../helpers/app.ts';
import { runCommand } from '../helpers/command.ts';
import { engines } from '../helpers/engines.ts';
import {
  AUTHORITY,
  closedPort,
  type FarEnd,
  startHanging,
  startHttp,
  startHttps,
  startHttpsBefore,
} from '../helpers/far-ends.ts';
import { type IdentityProvider, startIdentityProvider } from '../helpers/identity-provider.ts';
import { startIssuer } from '../helpers/issuer.ts';
import { keepOpen } from '../helpers/keep-open.ts';
import { startMailServer } from '../helpers/mail-server.ts';
import { sharedPostgres } from '../helpers/postgres.ts';

const SECRETS = {
  TEAMS_APP_PASSWORD: 'secret-of-teams',
  OIDC_CLIENT_SECRET: 'secret-of-the-client',
  METRICS_TOKEN: 'secret-of-the-scraper',
  WEBCHAT_SECRET: 'secret-of-the-portal',
  RT_TOKEN: 'secret-of-the-ticket-system',
};
const LOGIN = { OIDC_CLIENT_ID: 'permanence', ...SECRETS };

describe('npm run doctor', function () {
  this.timeout(60_000);
  const keep = keepOpen();

  const run = (environment: Record<string, string>) =>
    runCommand('doctor', [], { NODE_EXTRA_CA_CERTS: AUTHORITY, ...environment });
  /** An installation on which nothing else is to be said. */
  const bare = async () => ({
    PORT: String(await closedPort()),
    DATABASE_URL: `file:${join(temporaryFolder(), 'permanence.db')}`,
  });

  for (const { name, databaseUrl } of engines) {
    it(`says of all that is well that it is, on ${name}, in the operator’s language`, async () => {
      const DATABASE_URL = await databaseUrl();
      const teams: IdentityProvider = keep(await startIdentityProvider());
      const issuer = keep(await startIssuer('https://localhost/desk/callback', { inIdToken: true }));
      const login = 'bot:secret-of-the-mail';
      const mail = keep(await startMailServer(0, login));
      const app = keep(await startApp({ DATABASE_URL }));
      const proxy = keep(await startHttpsBefore('good', app.url));
      const { code, stdout } = await run({
        ...LOGIN,
        ...teams.environment,
        LANG: 'fr_FR.UTF-8',
        DATABASE_URL,
        PORT: new URL(app.url).port,
        PUBLIC_URL: `https://localhost:${proxy.port}`,
        TRUSTED_PROXIES: '127.0.0.1',
        OIDC_ISSUER: issuer.url,
        ...{ TICKETS: 'mail', TICKETS_MAIL_TO: 'a@example.fr', TICKETS_MAIL_FROM: 'b@example.fr' },
        SMTP_URL: `smtp://${login}@127.0.0.1:${mail.port}`,
        FACTS_OWNER: 'c@example.fr',
      });
      expect(stdout, stdout).to.not.match(/^(à voir|en panne)/m);
      expect(code).to.equal(0);
      for (const line of [
        /^en ordre {4}Node\.js\s: v\d/m,
        /^en ordre {4}réglages\s: valides$/m,
        /^en ordre {4}horloge\s: à l’heure/m,
        name === 'SQLite'
          ? /base de données\s: .*permanence\.db, 1 Mo/
          : /base de données\s: .*PostgreSQL \d/,
        /tables\s: à jour/,
        /service\s: en marche .*version \d/,
        /certificat\s: localhost:\d+, valable/,
        /proxy\s: localhost:\d+ mène au service/,
        /clés de Teams\s: .*1 clé$/m,
        /identité du bot\s: reconnue/,
        /connexion des agents\s: .*\/desk\/callback/,
        /tickets\s: .* accepte la connexion/,
        /contenus\s: \d+ faits/,
        /en attente\s: aucun envoi abandonné/,
        /^Rien en panne, rien à voir\.$/m,
      ]) {
        expect(stdout).to.match(line);
      }
      expect(mail.received).to.deep.equal([]);
      expect(stdout).to.not.match(/secret-of|a-password-for-tests|for-tests@/);
    });
  }

  it('ends although every far end hangs, and says of each that it is silent', async () => {
    const { port } = keep(await startHanging());
    const host = `127.0.0.1:${port}`;
    const { code, stdout } = await run({
      ...LOGIN,
      PORT: String(port),
      DATABASE_URL: `postgres://bot:secret-of-the-database@${host}/permanence`,
      PUBLIC_URL: `https://localhost:${port}`,
      ...{
        TEAMS_APP_ID: 'bot',
        TEAMS_OPENID_METADATA_URL: `http://${host}/openid`,
        TEAMS_LOGIN_URL: `http://${host}`,
      },
      OIDC_ISSUER: `http://${host}`,
      ...{ TICKETS: 'mail', TICKETS_MAIL_TO: 'a@example.fr', TICKETS_MAIL_FROM: 'b@example.fr' },
      SMTP_URL: `smtp://bot:secret-of-the-mail@${host}`,
    });
    expect(code).to.equal(1);
    for (const room of ['database', 'keys of Teams', 'sign-in of agents', 'tickets']) {
      expect(stdout).to.match(
        new RegExp(`^broken {6}${room}: ${host} does not answer\\.\n {12}→ Check`, 'm'),
      );
    }
    expect(stdout).to.match(/^broken {6}identity of the bot: /m);
    expect(stdout).to.match(/^look {8}certificate: localhost:\d+ cannot be reached/m);
    expect(stdout).to.not.match(/secret-of|\n\s+at /);
  });

  it('says of what refuses that it does', async () => {
    const port = await closedPort();
    const host = `127.0.0.1:${port}`;
    const { code, stdout } = await run({
      ...LOGIN,
      PORT: String(port),
      DATABASE_URL: `postgres://bot:secret-of-the-database@${host}/permanence`,
      ...{
        TEAMS_APP_ID: 'bot',
        TEAMS_OPENID_METADATA_URL: `http://${host}/openid`,
        TEAMS_LOGIN_URL: `http://${host}`,
      },
      OIDC_ISSUER: `http://${host}`,
      ...{ TICKETS: 'request-tracker', RT_URL: `http://${host}`, RT_QUEUE: 'Assistance' },
    });
    expect(code).to.equal(1);
    for (const room of ['database', 'keys of Teams', 'sign-in of agents', 'tickets']) {
      expect(stdout).to.contain(`${room}: ${host} refuses the connection.`);
    }
    expect(stdout).to.contain(`service: nothing listens at http://${host}.`);
    expect(stdout).to.match(/^look {8}settings: OIDC_ISSUER is set and PUBLIC_URL is not/m);
    expect(stdout).to.not.match(/secret-of/);
  });

  it('tells certificates apart: self-signed, expired, of another name, of an unknown authority', async () => {
    const table: [string, RegExp, Record<string, string>][] = [
      ['alone', /certificate: .* is self-signed/, {}],
      ['expired', /certificate: the certificate of .* has expired/, {}],
      ['stranger', /certificate: the certificate is not in the name of/, {}],
      ['good', /certificate: .* authority that is not known here/, { NODE_EXTRA_CA_CERTS: '' }],
    ];
    const told = table.map(async ([certificate, expected, more]) => {
      const far = keep(await startHttps(certificate, (_, response) => response.end('{}')));
      const url = `https://localhost:${far.port}`;
      const tickets = { TICKETS: 'request-tracker', RT_URL: url, RT_TOKEN: 'x', RT_QUEUE: 'Assistance' };
      const { code, stdout } = await run({ ...(await bare()), PUBLIC_URL: url, ...tickets, ...more });
      expect(code).to.equal(1);
      expect(stdout).to.match(expected);
      // What the service itself would meet there, too.
      expect(stdout.match(/broken {6}(certificate|tickets)/g), stdout).to.have.length(2);
    });
    await Promise.all(told);
  });

  it('says of Request Tracker whether it is the token or the queue', async () => {
    const rt = keep(
      await startHttp(({ headers, url }, response) => {
        const known = headers.authorization === `token ${SECRETS.RT_TOKEN}`;
        response.statusCode = known ? (url?.endsWith('/queue/Assistance') ? 200 : 404) : 401;
        response.end('{}');
      }),
    );
    const there = { TICKETS: 'request-tracker', RT_URL: `http://127.0.0.1:${rt.port}` };
    const queues = { RT_QUEUE: 'paris=Aide,*=Assistance' };
    const well = await run({ ...(await bare()), ...there, ...queues, RT_TOKEN: SECRETS.RT_TOKEN });
    expect(well.stdout).to.contain('does not show the queue “Aide”').and.to.contain('queue “Assistance”');
    const strange = await run({ ...(await bare()), ...there, ...queues, RT_TOKEN: 'another' });
    expect(strange.stdout).to.contain('refuses the token');
    const nowhere = { ...there, RT_TOKEN: SECRETS.RT_TOKEN, RT_QUEUE: 'nice=Aide,*=Assistance' };
    expect((await run({ ...(await bare()), ...nowhere })).stdout).to.match(
      /broken {6}settings: RT_QUEUE.*nice/,
    );
  });

  it('compares the clock with what far ends say', async () => {
    const told = await Promise.all(
      [-60, 600].map(async (seconds) => {
        const issuer: FarEnd = keep(
          await startHttp((_, response) => {
            response.setHeader('date', new Date(Date.now() + seconds * 1000).toUTCString());
            response.end('{}');
          }),
        );
        const OIDC_ISSUER = `http://127.0.0.1:${issuer.port}`;
        const { OIDC_CLIENT_SECRET } = SECRETS;
        return (
          await run({ ...(await bare()), OIDC_ISSUER, OIDC_CLIENT_ID: 'permanence', OIDC_CLIENT_SECRET })
        ).stdout;
      }),
    );
    expect(told[0], told[0]).to.match(/^look {8}clock: it is (59|60|61) s ahead of/m);
    expect(told[1]).to.match(/^broken {6}clock: it is (599|600|601) s behind/m);
  });

  describe('of the database', () => {
    const made = async () => {
      const environment = await bare();
      await (await openStore(environment.DATABASE_URL, createLog('silent'))).close();
      return { environment, path: environment.DATABASE_URL.slice('file:'.length) };
    };

    it('changes nothing: a file that is not there is not made, nor are older tables', async () => {
      const environment = await bare();
      expect((await run(environment)).stdout).to.match(/^look {8}database: .* is not there yet/m);
      const path = environment.DATABASE_URL.slice('file:'.length);
      const database = new DatabaseSync(path);
      database.exec('create table kysely_migration (name text)');
      database.close();
      const before = readFileSync(path);
      expect((await run(environment)).stdout).to.match(/^look {8}tables: \d+ changes wait/m);
      expect(readFileSync(path).equals(before)).to.equal(true);
    });

    it('sees who else can read it, and how to close it', async () => {
      const { environment, path } = await made();
      chmodSync(path, 0o644);
      chmodSync(dirname(path), 0o755);
      const { code, stdout } = await run(environment);
      expect(stdout).to.contain(`→ chmod 700 ${dirname(path)} && chmod 600 ${path}`);
      expect(code).to.equal(0);
    });

    it('tells a newer version’s, a damaged one, and a place where none can be', async () => {
      const newer = await made();
      const database = new DatabaseSync(newer.path);
      database.exec("insert into kysely_migration values ('9999-later', '')");
      database.close();
      const spoilt = await made();
      writeFileSync(spoilt.path, 'no database at all, but a text of some length'.repeat(100));
      const nowhere = { ...(await bare()), DATABASE_URL: 'file:/proc/none/permanence.db' };
      const [one, other, third] = await Promise.all(
        [newer.environment, spoilt.environment, nowhere].map(run),
      );
      expect(one?.stdout).to.match(/^broken {6}tables: a newer version .*9999-later/m);
      expect(other?.stdout).to.match(/^broken {6}database: .* is damaged/m);
      expect(third?.stdout).to.match(/^broken {6}database: .* cannot be made in \/proc/m);
    });

    it('counts what was given up', async () => {
      const { environment, path } = await made();
      const database = new DatabaseSync(path);
      database.exec('pragma foreign_keys = off; pragma ignore_check_constraints = on');
      const columns = database.prepare("select name, type from pragma_table_info('outbox')").all();
      const values = columns.map(({ name, type }) =>
        name === 'state' ? "'failed'" : type === 'text' ? "'{}'" : '1',
      );
      database.exec(`insert into outbox values (${values})`);
      database.close();
      expect((await run(environment)).stdout).to.match(/^look {8}waiting: 1 reply has not reached Teams/m);
    });

    it('on PostgreSQL tells a wrong password, a database that is not there, and one without rights', async () => {
      const url = await (await sharedPostgres()).createDatabase();
      const client = new pg.Client(url);
      await client.connect();
      await client.query("create role reader login password 'secret-of-the-reader'");
      await client.end();
      const withLogin = (user: string, password: string, name?: string) => {
        const place = Object.assign(new URL(url), { username: user, password });
        if (name) place.pathname = name;
        return place.href;
      };
      const own = new URL(url);
      const table: [string, RegExp][] = [
        [withLogin('permanence', 'secret-of-nobody'), /database: .* refuses the user or password/],
        [withLogin('permanence', own.password, '/nothing'), /database: there is no database .*\/nothing/],
        [withLogin('reader', 'secret-of-the-reader'), /database: the user has not all rights/],
        [url, /look {8}tables: not made yet/],
      ];
      for (const [DATABASE_URL, expected] of table) {
        const { stdout } = await run({ ...(await bare()), DATABASE_URL });
        expect(stdout)
          .to.match(expected)
          .and.not.match(/secret-of/);
      }
    });
  });

  it('says whose facts nobody is told of when they are due', async () => {
    const mail = keep(await startMailServer());
    const settings = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, TICKETS_MAIL_FROM: 'b@example.fr' };
    const { stdout } = await run({ ...(await bare()), ...settings });
    expect(stdout).to.match(/^look {8}content: Nobody answers for the facts of: .*paris/m);
  });

  it('says which settings are not valid, and looks at the rest', async () => {
    const { code, stdout } = await run({ PORT: 'x', PUBLIC_URL: 'assistance', WEBCHAT_ORIGIN: 'x' });
    expect(code).to.equal(1);
    expect(stdout).to.match(/^broken {6}settings: .*\n(.*\n)* {14}PORT: .*\n {14}PUBLIC_URL: /m);
    expect(stdout).to.match(/^ok {10}content: /m);
  });
});
