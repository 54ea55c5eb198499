import { once } from 'node:events';
import { connect } from 'node:tls';
import type { Config } from '../../config/config.ts';
import { askFarEnd, codeOf, connectionFault, FarEndError, PATIENCE } from './far-end.ts';
import { type Finding, found, type Outcome } from './finding.ts';

const check = 'certificate';
const DAY = 24 * 3_600_000;
/** Days before its end at which a certificate should have been renewed: Let's Encrypt renews a month before. */
const SOON = 21;

/** What browsers find at PUBLIC_URL: the certificate, its chain and its end, and this service behind the proxy. */
export async function lookAtPublicUrl({ PUBLIC_URL }: Config): Promise<Outcome> {
  if (!PUBLIC_URL) return found();
  const url = new URL(PUBLIC_URL);
  const { host } = url;
  if (url.protocol === 'https:') {
    const certificate = await lookAtCertificate(url).catch((error: unknown): Finding => {
      const code = codeOf(error);
      // From inside, the way out and in again is often closed: that says nothing of people's way.
      return { check, state: 'look', what: 'certificate.unseen', values: { host, code } };
    });
    if (certificate.state === 'broken' || certificate.what === 'certificate.unseen')
      return found(certificate);
    return behind(url, certificate);
  }
  return behind(url);
}

async function behind(url: URL, certificate?: Finding): Promise<Outcome> {
  const { host } = url;
  const findings = certificate ? [certificate] : [];
  try {
    const { text, clock } = await askFarEnd(new URL('/healthz', url));
    const ours = /"version"/.test(text);
    const finding: Finding = ours
      ? { check: 'proxy', state: 'ok', what: 'proxy.ok', values: { host } }
      : { check: 'proxy', state: 'broken', what: 'proxy.other', values: { host } };
    return { findings: [...findings, finding], ...(clock && { clocks: [clock] }) };
  } catch (error) {
    if (!(error instanceof FarEndError)) throw error;
    const what = error.what === 'far.status' ? 'proxy.status' : error.what;
    return found(...findings, { check: 'proxy', state: 'broken', what, values: error.values });
  }
}

async function lookAtCertificate({ hostname, host, port }: URL): Promise<Finding> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({
    host: bare,
    port: Number(port || 443),
    ...(/^[\d.]+$|:/.test(bare) ? {} : { servername: bare }),
    // It is told what is wrong, and nothing is said to whoever is there.
    rejectUnauthorized: false,
    timeout: PATIENCE,
  });
  socket.once('timeout', () => socket.destroy(Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })));
  try {
    await once(socket, 'secureConnect');
    const end = Date.parse(socket.getPeerCertificate().valid_to);
    const days = Math.floor((end - Date.now()) / DAY);
    const values = { host, days, date: new Date(end).toISOString().slice(0, 10) };
    if (!socket.authorized) {
      const cause = socket.authorizationError as unknown;
      const error = cause instanceof Error ? cause : Object.assign(new Error(String(cause)), { code: cause });
      return {
        check,
        state: 'broken',
        what: connectionFault(error),
        values: { ...values, code: codeOf(error) },
      };
    }
    return days < SOON
      ? { check, state: 'look', what: 'certificate.soon', values }
      : { check, state: 'ok', what: 'certificate.ok', values };
  } finally {
    socket.destroy();
  }
}
