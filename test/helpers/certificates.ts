/** Certificates of any date, by an authority that is made for it: openssl's own, as nothing in Node.js signs one. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './app.ts';

const DAY = 24 * 3_600_000;

export interface Authority {
  /** What whoever trusts it has to know. */
  readonly certificate: string;
  /** Key and certificate of `localhost`, valid from and until so many days from now. */
  issue(from: number, until: number): { readonly key: string; readonly cert: string };
}

/** An authority of its own that nobody knows. */
export function createAuthority(): Authority {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
  const keyed = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl(
    'req',
    '-x509',
    ...keyed,
    '-days',
    '36500',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Authority',
  );
  mkdirSync(at('issued'));
  writeFileSync(at('index'), '');
  writeFileSync(
    at('config'),
    `[ca]\ndefault_ca = own\n[own]\ndatabase = index\nnew_certs_dir = issued\nrand_serial = yes\ncertificate = ca.pem
private_key = ca.key\ndefault_md = sha256\npolicy = any\nunique_subject = no\nx509_extensions = names\n[any]\ncommonName = supplied
[names]\nsubjectAltName = DNS:localhost\n`,
  );
  let count = 0;
  return {
    certificate: readFileSync(at('ca.pem'), 'utf8'),
    issue: (from, until) => {
      const name = `${++count}`;
      openssl(
        'req',
        '-new',
        ...keyed,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
        '-subj',
        '/CN=localhost',
      );
      const dates = ['-startdate', moment(from), '-enddate', moment(until)];
      openssl(
        'ca',
        '-batch',
        '-config',
        'config',
        '-in',
        `${name}.csr`,
        '-out',
        `${name}.pem`,
        '-notext',
        ...dates,
      );
      return { key: readFileSync(at(`${name}.key`), 'utf8'), cert: readFileSync(at(`${name}.pem`), 'utf8') };
    },
  };
}

/** So many days from now as ASN.1's GeneralizedTime. */
function moment(days: number): string {
  return `${new Date(Date.now() + days * DAY).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}
