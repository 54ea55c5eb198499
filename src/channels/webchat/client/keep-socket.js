import { openSocket } from './socket.js';

/** Milliseconds before a socket that failed is tried again, longer each time. */
const AGAIN = [3000, 10_000, 30_000, 120_000, 300_000];

/**
 * Keeps a WebSocket open: one that ends is tried again, later each time, until one has proven itself.
 * @param {() => string} address Where it is now.
 * @param {Parameters<typeof openSocket>[1]} listener
 */
export function keepSocket(address, { heard, proven, ended }) {
  let closed = false;
  let failures = 0;
  /** @type {ReturnType<typeof openSocket> | undefined} */
  let socket;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  return { connect, wake, close };

  function connect() {
    clearTimeout(again);
    if (closed || socket) return;
    socket = openSocket(address(), {
      heard,
      proven: () => {
        failures = 0;
        proven();
      },
      ended: () => {
        socket = undefined;
        again = setTimeout(connect, stepAt(AGAIN, failures));
        failures += 1;
        ended();
      },
    });
  }

  /** What is silent may be dead: it is looked at, or tried at once. */
  function wake() {
    failures = 0;
    if (socket) socket.beat();
    else connect();
  }

  function close() {
    closed = true;
    clearTimeout(again);
    socket?.close();
  }
}

/** The step of an attempt; the last one from there on. @param {number[]} steps @param {number} index */
export function stepAt(steps, index) {
  return steps[Math.min(index, steps.length - 1)] ?? 0;
}
