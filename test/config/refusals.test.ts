import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { createCredentialsFactory } from '../../src/channels/teams/credentials.ts';
import { readConfig } from '../../src/config/config.ts';
import { createTicketSystem } from '../../src/desk/tickets/ticket-system.ts';
import { createLog } from '../../src/operations/log.ts';
import { copyDatabase } from '../../src/store/backup/copy-database.ts';
import { restoreDatabase } from '../../src/store/backup/restore.ts';
import { moveStore } from '../../src/store/move/move.ts';
import { openStore } from '../../src/store/open.ts';
import { knowledge, temporaryFolder } from '../helpers/app.ts';

const ISSUER = { OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'x' };
const TEAMS = { TEAMS_APP_ID: 'x', TEAMS_APP_PASSWORD: 'y' };
const TICKETS = { TICKETS: 'request-tracker', RT_TOKEN: 'x', RT_URL: 'https://rt.example.fr' };
const at = (name: string) => join(temporaryFolder(), name);
const file = (text: string) => {
  const path = at('file');
  writeFileSync(path, text);
  return path;
};
const config = (settings: Record<string, string>) => () => readConfig(settings);

/** What is refused, and a part of the reason in French and in English. */
const TABLE: readonly (readonly [string, () => unknown, RegExp, RegExp])[] = [
  ['a port', config({ PORT: 'x' }), /PORT: Entrée invalide/, /PORT: Invalid input/],
  ['a level', config({ LOG_LEVEL: 'loud' }), /LOG_LEVEL: Option invalide/, /LOG_LEVEL: Invalid option/],
  ['a database', config({ DATABASE_URL: 'x' }), /attendu\s: file:\.\/chemin/, /expected file:/],
  ['an address', config({ PUBLIC_URL: 'x' }), /attendu\s: une adresse telle/, /expected an address/],
  ['an origin', config({ PUBLIC_URL: 'https://a.fr/b' }), /une origine telle/, /expected an origin/],
  ['a secret', config({ METRICS_TOKEN: 'x' }), /au moins 16 lettres/, /16 or more letters/],
  ['a key', config({ WEBCHAT_IDENTITY_KEY: 'x'.repeat(20) }), /au moins 32/, /32 or more/],
  ['a contact', config({ CONTACT: 'x' }), /adresse e-mail invalide/, /Invalid email/],
  ['proxies', config({ TRUSTED_PROXIES: 'x' }), /des adresses ou des réseaux/, /addresses or networks/],
  ['limits', config({ RATE_LIMITS: 'off', HOST: '0.0.0.0' }), /off sert aux mesures/, /off is for/],
  ['a plain issuer', config({ OIDC_ISSUER: 'http://a.fr', ...ISSUER }), /cette machine même/, /plain http/],
  [
    'a common issuer',
    config({ OIDC_ISSUER: 'https://login.example.fr/common/v2.0', ...ISSUER }),
    /plusieurs émetteurs/,
    /many issuers/,
  ],
  ['half an issuer', config({ OIDC_CLIENT_ID: 'x' }), /réglez les trois/, /set all or none/],
  ['half a bot', config({ TEAMS_APP_ID: 'x' }), /vont ensemble/, /go together/],
  ['an open bot', config({ TEAMS_UNAUTHENTICATED: 'true', HOST: '::' }), /n’importe qui/, /from anybody/],
  ['two minds', config({ TEAMS_UNAUTHENTICATED: 'true', ...TEAMS }), /désactiverait/, /would switch off/],
  ['half a pair', config({ ...TEAMS, TEAMS_CERTIFICATE_KEY_FILE: 'x' }), /va avec/, /goes together/],
  ['two proofs', config({ ...TEAMS, TEAMS_MANAGED_IDENTITY: 'true' }), /un seul de ces/, /set one of/],
  [
    'no tenant',
    config({ TEAMS_APP_ID: 'x', TEAMS_MANAGED_IDENTITY: 'true' }),
    /appartient à un locataire/,
    /belongs to a tenant/,
  ],
  ['a thumbprint', config({ TEAMS_CERTIFICATE_THUMBPRINT: 'x' }), /40 chiffres/, /40 hexadecimal/],
  ['hosts', config({ TEAMS_SERVICE_HOSTS: 'A_B' }), /noms de machines/, /host names/],
  ['no ticket system', config({ TICKETS: 'mail' }), /en a besoin/, /needs it/],
  ['a mail server', config({ SMTP_URL: 'smtp://a.fr/x' }), /sans rien après/, /without anything after/],
  ['RT in the clear', config({ RT_URL: 'http://rt.example.fr' }), /le jeton serait/, /the token would/],
  ['a token of RT', config({ RT_TOKEN: 'a b' }), /un jeton de RT/, /a token of RT/],
  ['a part', config({ RT_QUEUE: 'paris=x' }), /toutes les autres académies, par/, /academies too, such as/],
  ['twice', config({ RT_QUEUE: 'paris=x,paris=y,*=z' }), /figure deux fois/, /is there twice/],
  ['an empty value', config({ RT_QUEUE: 'paris=,*=z' }), /n’a pas de valeur/, /has no valid value/],
  ['headers', config({ OTEL_EXPORTER_OTLP_HEADERS: 'x' }), /codées en %XX/, /percent-encoded/],
  ['both', config({ RT_TOKEN: 'x', RT_TOKEN_FILE: 'y' }), /tous deux réglés/, /both set/],
  ['no file', config({ RT_TOKEN_FILE: '/nowhere' }), /ne peut pas être lu/, /cannot be read/],
  ['an empty file', config({ RT_TOKEN_FILE: file('') }), /est vide/, /is empty/],
  [
    'an academy',
    () => createTicketSystem(readConfig({ ...TICKETS, RT_QUEUE: 'nice=x,*=y' }), knowledge.academies),
    /il n’y a pas d’académie/,
    /there is no academy/,
  ],
  ['no key', () => createCredentialsFactory(readConfig(KEYLESS), 'x'), /ne peut pas être lu/, /cannot read/],
  ['a folder', () => open(folder()), /ne peut pas être ouvert/, /cannot open/],
  ['a newer one', () => open(newer()), /ne peuvent pas être mises à jour/, /cannot be brought up/],
  ['nobody there', () => openStore(NOBODY, log), /n’est pas joignable/, /cannot be reached/],
  ['no copy', () => restoreDatabase('/nowhere', at('x'), 0), /n’existe pas/, /no such file/],
  ['a strange copy', () => restoreDatabase(strange(), at('x'), 0), /pas une base de ce/, /no database of/],
  ['a newer copy', () => restoreDatabase(newer(), at('x'), 0), /version plus récente/, /newer version/],
  [
    'no database',
    () => restoreDatabase(file('x'.repeat(5000)), at('x'), 0),
    /pas une base lisible/,
    /can be read/,
  ],
  ['a copy that is there', () => copyDatabase(strange(), file('x')), /existe déjà/, /is there already/],
  ['a move', () => moveStore('postgres://a/b', 'file:x', log, 0), /Un déplacement va/, /A move goes/],
];

const log = createLog('silent');
const NOBODY = 'postgres://x@127.0.0.1:1/y';
const KEYLESS = {
  ...{ TEAMS_APP_ID: 'x', TEAMS_CERTIFICATE_THUMBPRINT: 'a'.repeat(40) },
  TEAMS_CERTIFICATE_KEY_FILE: '/nowhere',
};
const open = (path: string) => openStore(`file:${path}`, log);

function folder(): string {
  const path = at('permanence.db');
  mkdirSync(path);
  return path;
}

function strange(sql = 'create table other (a)'): string {
  const path = at('permanence.db');
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  return path;
}

const newer = () =>
  strange(
    "create table kysely_migration (name text, timestamp text); insert into kysely_migration values ('9999-later', '')",
  );

describe('what operators are told is wrong', function () {
  this.timeout(30_000);
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const speak = (language: string) => Object.assign(process.env, { LC_ALL: language });
  afterEach(() => {
    delete process.env.LC_ALL;
    if (LC_ALL !== undefined) process.env.LC_ALL = LC_ALL;
    expect([process.env.LC_MESSAGES, process.env.LANG]).to.deep.equal([LC_MESSAGES, LANG]);
  });

  for (const [what, refuse, french, english] of TABLE) {
    it(`speaks their language: ${what}`, async () => {
      for (const [language, expected] of [
        ['fr_FR.UTF-8', french],
        ['C', english],
      ] as const) {
        speak(language);
        const reason = await reasonOf(refuse);
        expect(reason).to.match(expected);
        if (language !== 'C') {
          // What a database or the system itself says stays as it is, behind a colon or in brackets.
          expect(reason).to.not.match(/\b(expected|together|the environment|there is|set all|such as)\b/i);
          // zod's own sentences have plain spaces.
          if (!/invalide :/.test(reason)) expect(reason).to.not.match(/\w'\w| [:;?!]( |$)/m);
        }
      }
    });
  }
});

async function reasonOf(refuse: () => unknown): Promise<string> {
  try {
    await refuse();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('nothing was refused');
}
