import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mail {
  readonly to: string[];
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

export interface MailServer {
  readonly port: number;
  /** All that reached the server whole, also what it did not acknowledge. */
  readonly received: Mail[];
  /** What becomes of the next messages: `drop` cuts the connection after the message, a number refuses it. */
  readonly fates: ('take' | 'drop' | number)[];
  readonly logins: string[];
  close(): Promise<void>;
}

/** A real SMTP server on this machine; it asks for user and password where one is given. */
export async function startMailServer(port = 0, login?: string): Promise<MailServer> {
  const received: Mail[] = [];
  const fates: MailServer['fates'] = [];
  const logins: string[] = [];
  const server: SMTPServer = new SMTPServer({
    disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    authOptional: !login,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) => {
      logins.push(`${username}:${password}`);
      if (`${username}:${password}` === login) done(null, { user: username });
      else done(new Error('Invalid login'));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const fate = fates.shift() ?? 'take';
        const refusal = Object.assign(new Error('this message is unwanted: it says « dupont »'), {
          responseCode: fate,
        });
        if (typeof fate === 'number') return done(refusal);
        received.push(
          parseMail(
            Buffer.concat(chunks).toString(),
            session.envelope.rcptTo.map(({ address }) => address),
          ),
        );
        if (fate === 'take') return done();
        for (const connection of server.connections) connection._socket.destroy();
      });
    },
  });
  // A client that goes away in the middle is what some tests are about.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    fates,
    logins,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function parseMail(raw: string, to: string[]): Mail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ');
      return [name.toLowerCase(), decodeWords(value.join(': '))];
    }),
  );
  const body = rest.join('\r\n\r\n');
  const encoding = headers.get('content-transfer-encoding');
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? quotedPrintable(body)
        : Buffer.from(body);
  return { to, headers, text: bytes.toString().replaceAll('\r\n', '\n') };
}

function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('latin1')
        : quotedPrintable(text.replaceAll('_', ' ')).toString('latin1'),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());
}

function quotedPrintable(text: string): Buffer {
  const plain = text.replaceAll('=\r\n', '');
  return Buffer.from(
    plain.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
