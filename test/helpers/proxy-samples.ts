/** The samples of deploy/ and what runs them: only ports, certificate and logs are put in. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const NAME = 'assistance.example.fr';
const MODULES = [
  'mpm_event',
  'authz_core',
  'alias',
  'ssl',
  'headers',
  'rewrite',
  'proxy',
  'proxy_http',
  'proxy_wstunnel',
];

export interface Ports {
  readonly http: number;
  readonly https: number;
}

export interface Sample {
  readonly name: string;
  readonly file: string;
  readonly command: string;
  /** Puts a folder and ports into the sample, and gives the arguments that run it in the foreground. */
  prepare(
    text: string,
    folder: string,
    ports: Ports,
  ): { readonly text: string; readonly args: readonly string[]; readonly main?: string };
}

/** The four of them, whether they can be run here or not. */
const SAMPLES: readonly Sample[] = [
  {
    name: 'nginx',
    file: 'nginx.conf',
    command: 'nginx',
    prepare: (text, folder, { http, https }) => ({
      text: text
        .replaceAll(/listen (\[::\]:)?80;/g, (_, six = '') => `listen ${six}${http};`)
        .replaceAll(/listen (\[::\]:)?443 ssl;/g, (_, six = '') => `listen ${six}${https} ssl;`),
      main: `pid ${folder}/pid; error_log ${folder}/error.log; events {} http { client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
        fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; include ${folder}/nginx.conf; }`,
      args: ['-p', folder, '-c', `${folder}/main`, '-g', 'daemon off;'],
    }),
  },
  {
    name: 'Apache',
    file: 'apache.conf',
    command: 'apache2',
    prepare: (text, folder, { http, https }) => ({
      text: text
        // A free port may begin with 443, too.
        .replace(/\*:80\b/, `*:${http}`)
        .replace(/\*:443\b/, `*:${https}`)
        .replaceAll(/\$\{APACHE_LOG_DIR\}/g, folder),
      main: [
        ...MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
        `ServerRoot ${folder}`,
        `ServerName ${NAME}`,
        `PidFile ${folder}/pid`,
        `DefaultRuntimeDir ${folder}`,
        `ErrorLog ${folder}/error.log`,
        `Listen ${http}\nListen ${https}`,
        ...(process.getuid?.() === 0 ? ['User nobody\nGroup nogroup'] : []),
        `Include ${folder}/apache.conf`,
      ].join('\n'),
      args: ['-d', folder, '-f', `${folder}/main`, '-DFOREGROUND'],
    }),
  },
  {
    name: 'Caddy',
    file: 'Caddyfile',
    command: 'caddy',
    prepare: (text, folder, { http, https }) => ({
      text: `{\nadmin off\nhttp_port ${http}\nhttps_port ${https}\nskip_install_trust\n}\n${text.replace(
        '\theader Strict',
        `\ttls ${folder}/cert.pem ${folder}/key.pem\n\theader Strict`,
      )}`,
      args: ['run', '--adapter', 'caddyfile', '--config', `${folder}/Caddyfile`],
    }),
  },
  {
    name: 'HAProxy',
    file: 'haproxy.cfg',
    command: 'haproxy',
    prepare: (text, folder, { http, https }) => ({
      text: text.replace(/bind :80\b/, `bind :${http}`).replace(/bind :443\b/, `bind :${https}`),
      args: ['-db', '-f', `${folder}/haproxy.cfg`],
    }),
  },
];

/** Whether a server is installed; these often stand where only root looks. */
export function findServer(command: string): string | undefined {
  const places = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return places.map((place) => join(place, command)).find((path) => existsSync(path));
}

/** The samples that can be run here; of the others it is said that they are not. */
export function installedSamples(): readonly Sample[] {
  return SAMPLES.filter(({ file, command }) => {
    if (findServer(command)) return true;
    // Pending tests are none of ours: where the server is missing its sample is not tested, and that is said.
    process.stdout.write(`deploy/${file} is not tested: ${command} is not installed here.\n`);
    return false;
  });
}
