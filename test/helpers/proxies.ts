/** The samples of deploy/ before a service on this machine: only ports, certificate and logs are put in. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './app.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');
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

interface Ports {
  readonly http: number;
  readonly https: number;
}

interface Sample {
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
export const SAMPLES: readonly Sample[] = [
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
        .replace('*:80', `*:${http}`)
        .replace('*:443', `*:${https}`)
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
      text: text.replace('bind :80', `bind :${http}`).replace('bind :443', `bind :${https}`),
      args: ['-db', '-f', `${folder}/haproxy.cfg`],
    }),
  },
];

/** Whether a server is installed; these often stand where only root looks. */
export function findServer(command: string): string | undefined {
  const places = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return places.map((place) => join(place, command)).find((path) => existsSync(path));
}

export interface RunningSample extends Ports {
  readonly certificate: string;
  readonly folder: string;
  /** A request to the proxy under its name. `from` is the caller's address, one of this machine. */
  ask(path: string, options?: Ask): Promise<Reply>;
  stop(): void;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly from?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Starts a sample before the service on a port, and waits until it listens. Rejects with what it says where it ends instead. */
export async function startSample(sample: Sample, service: string): Promise<RunningSample> {
  const folder = temporaryFolder();
  const ports = { http: await freePort(), https: await freePort() };
  makeCertificate(folder);
  // Servers that give up root's rights have to read it still.
  spawnSync('chmod', ['-R', 'a+rX', folder, join(folder, '..')]);
  const { text, args, main } = sample.prepare(readFileSync(join(DEPLOY, sample.file), 'utf8'), folder, ports);
  const fitted = text
    .replaceAll('127.0.0.1:3978', new URL(service).host)
    .replaceAll(/\/etc\/ssl\/certs\/\S+\.pem/g, `${folder}/cert.pem`)
    .replaceAll(/\/etc\/ssl\/private\/\S+\.pem/g, `${folder}/both.pem`)
    .replaceAll(/\/etc\/ssl\/private\/\S+\.key/g, `${folder}/key.pem`)
    .replaceAll(/\/var\/log\/\w+\//g, `${folder}/`);
  writeFileSync(join(folder, sample.file), fitted);
  if (main !== undefined) writeFileSync(join(folder, 'main'), `${main}\n`);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(findServer(sample.command) ?? sample.command, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await listening(child, ports.https);
  const certificate = readFileSync(join(folder, 'cert.pem'), 'utf8');
  return {
    ...ports,
    certificate,
    folder,
    ask: (path, options = {}) => ask(ports.https, certificate, path, options),
    stop: () => void child.kill('SIGTERM'),
  };
}

function makeCertificate(folder: string): void {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  );
  writeFileSync(join(folder, 'both.pem'), readFileSync(cert, 'utf8') + readFileSync(key, 'utf8'));
}

function listening(child: ChildProcess, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-2000);
    });
    child.once('exit', (code) => reject(new Error(`the proxy ended with ${code}: ${said}`)));
    const knock = () => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve();
      });
      socket.once('error', () => child.exitCode === null && setTimeout(knock, 50));
    };
    knock();
  });
}

function ask(
  port: number,
  ca: string,
  path: string,
  { method = 'GET', headers = {}, body, from }: Ask,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const place = {
      host: '127.0.0.1',
      port,
      servername: NAME,
      ca,
      path,
      method,
      agent: false,
      ...(from && { localAddress: from }),
    };
    const call = request({ ...place, headers: { host: NAME, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
