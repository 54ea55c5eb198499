import { createTransport } from 'nodemailer';
import type { Config } from '../../config/config.ts';
import { serverOf } from '../../desk/tickets/mail.ts';
import { askFarEnd, brokenBy, codeOf, connectionFault, FarEndError, PATIENCE } from './far-end.ts';
import { type Finding, found, type Outcome } from './finding.ts';

const check = 'tickets';

/** Where tickets go: the mail server lets us in, or Request Tracker shows us each queue. No ticket is opened. */
export async function lookAtTickets(config: Config): Promise<Outcome> {
  const { TICKETS, SMTP_URL } = config;
  const none = () => found({ check, state: 'ok', what: 'tickets.none' });
  switch (TICKETS) {
    case 'mail':
      return SMTP_URL ? lookAtMail(SMTP_URL) : none();
    case 'request-tracker':
      return lookAtRequestTracker(config);
    case 'none':
      return none();
    default:
      // A system that the settings know is one that can be tried here: the compiler asks.
      return TICKETS satisfies never;
  }
}

async function lookAtMail(url: string): Promise<Outcome> {
  const { host } = new URL(url);
  const waits = { connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE };
  const transport = createTransport({ ...serverOf(url), ...waits });
  try {
    await transport.verify();
    return found({ check, state: 'ok', what: 'tickets.mail', values: { host } });
  } catch (error) {
    const code = codeOf(error);
    const refused = code === 'EAUTH' || code === 'ENOAUTH';
    const known = connectionFault(error);
    const what = refused ? 'tickets.login' : code === 'ETLS' && known === 'far.other' ? 'far.no_tls' : known;
    return found({ check, state: 'broken', what, values: { host, code } });
  } finally {
    transport.close();
  }
}

/** What a status of RT says of the settings. */
const STATUS: Readonly<Record<number, string>> = {
  401: 'tickets.token',
  403: 'tickets.queue',
  404: 'tickets.queue',
};

async function lookAtRequestTracker({ RT_URL, RT_TOKEN, RT_QUEUE }: Config): Promise<Outcome> {
  const base = `${RT_URL?.replace(/\/+$/, '')}/REST/2.0`;
  const { host } = new URL(base);
  const queues = [...new Set(RT_QUEUE?.values())];
  const findings: Finding[] = [];
  for (const queue of queues) {
    try {
      const { clock } = await askFarEnd(`${base}/queue/${encodeURIComponent(queue)}`, {
        authorization: `token ${RT_TOKEN}`,
        accept: 'application/json',
      });
      findings.push({ check, state: 'ok', what: 'tickets.rt', values: { host, queue } });
      if (clock && queue === queues.at(-1)) return { findings, clocks: [clock] };
    } catch (error) {
      const what = error instanceof FarEndError && STATUS[Number(error.values.status)];
      const finding = brokenBy(check, error);
      findings.push(what ? { ...finding, what, values: { host, queue } } : finding);
      // What is true of the server is true of its other queues.
      if (!what) return { findings };
    }
  }
  return { findings };
}
