import { connect } from 'node:net';

export interface RawAnswer {
  /** Status of each response that came, in order; none where the connection was closed without one. */
  readonly statuses: readonly number[];
  readonly text: string;
}

export interface RawOptions {
  /** Bytes after which the client hangs up without waiting for an answer. */
  readonly cutAfter?: number;
  /** Milliseconds of patience with the server. */
  readonly patience?: number;
}

const STATUS = /HTTP\/1\.1 (\d{3}) /g;

/** Writes bytes to a port of this machine, as they are, and gives all that comes back until the connection ends. */
export function sendRaw(port: number, bytes: Uint8Array, { cutAfter, patience = 10_000 }: RawOptions = {}) {
  return new Promise<RawAnswer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(
      () =>
        socket.destroy(
          new Error(
            `no end of the answer in ${patience} ms to ${Buffer.from(bytes).toString('latin1', 0, 1500)}`,
          ),
        ),
      patience,
    );
    let refused: Error | undefined;
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A server that has refused a request need not read the rest of it.
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') refused = error;
    });
    socket.on('close', () => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString('latin1');
      const statuses = [...text.matchAll(STATUS)].map(([, status]) => Number(status));
      if (refused) reject(refused);
      else resolve({ statuses, text });
    });
    socket.on('connect', () => {
      if (cutAfter === undefined) socket.write(bytes);
      else socket.write(bytes.subarray(0, cutAfter), () => socket.destroy());
    });
  });
}
