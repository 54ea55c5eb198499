/** The samples of deploy/ before a service on this machine. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './app.ts';
import { freePort } from './free-port.ts';
import { findServer, NAME, type Ports, type Sample } from './proxy-samples.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');

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
