import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { type PerAcademy, valueFor } from '../../config/per-academy.ts';
import { isLoopback } from '../../http/loopback.ts';
import { TicketError } from './errors.ts';
import type { TicketSystem } from './port.ts';

export interface MailParts {
  /** `smtps://user:password@host:465` or `smtp://…:587`. */
  readonly url: string;
  readonly from: string;
  readonly to: PerAcademy;
  /** Milliseconds that the server may be silent; tests are less patient. */
  readonly patience?: number;
}

/**
 * Milliseconds. Short to find out that nobody is there, long for an answer: a server that filters the message before it
 * answers has taken it, and who gives up then sends it again.
 */
const CONNECT = 10_000;
const PATIENCE = 60_000;
const NAME = 'Permanence';
const HINTS: Readonly<Record<string, string>> = {
  EAUTH: 'the user or password of SMTP_URL is refused',
  ENOAUTH: 'the user or password of SMTP_URL is refused',
  ETLS: 'it offers no TLS that can be verified (a private authority goes into NODE_EXTRA_CA_CERTS)',
};

/**
 * Tickets by e-mail. The same ticket always has the same Message-ID and date, so that a second copy (the answer to the first
 * was lost) is recognised by the far end; the reference is our reference code, in the subject.
 *
 * No Auto-Submitted header: ticket systems (GLPI, OTRS) throw such mail away by their default rules.
 */
export function createMailSystem({ url, from, to, patience = PATIENCE }: MailParts): TicketSystem {
  const transport = createTransport({
    ...serverOf(url),
    connectionTimeout: Math.min(CONNECT, patience),
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    open: async ({ key, referenceCode, academy, urgent, subject, body, createdAt }) => {
      const message = {
        from: { name: NAME, address: from },
        to: valueFor(to, academy),
        subject,
        text: body,
        messageId: messageId(key, from),
        date: new Date(createdAt),
        headers: { 'X-Permanence-Ticket': referenceCode },
        ...(urgent && { priority: 'high' as const }),
      };
      await transport.sendMail(message).catch((error: unknown) => {
        throw new TicketError(describe(error));
      });
      return { reference: referenceCode };
    },
  };
}

/** How nodemailer reaches the server of an SMTP URL. */
export function serverOf(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    // What a person wrote, and the password, do not cross a network in the clear.
    requireTLS: !secure && !isLoopback(host),
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

/** The key itself stays here: a Message-ID is shown to whoever gets the mail forwarded. */
function messageId(key: string, from: string): string {
  const digest = createHash('sha256').update(`ticket:${key}`).digest('hex').slice(0, 32);
  return `<${digest}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/** What the server said, but for its verdict on the message, which may quote it. */
function describe(error: unknown): string {
  const { code, command, response } = error as { code?: string; command?: string; response?: string };
  const status = /^\d{3}/.exec(response ?? '')?.[0];
  const said = command === 'DATA' || response === undefined ? status : response.slice(0, 200);
  const hint = HINTS[code ?? ''];
  return [`SMTP_URL: the mail server did not take the message`, hint, code, command, said]
    .filter(Boolean)
    .join(', ');
}
