// A WebSocket that has to prove itself. Some proxies refuse it, some let it open and swallow what is sent, some cut it without
// a word. The service answers each beat with the same: as long as answers come, the stream is alive both ways.

const BEAT = 'beat';
/** Milliseconds between beats, and in which each has to be answered. */
const EVERY = 20_000;
const DEADLINE = 5000;

/**
 * @param {string} address
 * @param {{ heard: (data: any) => void, proven: () => void, ended: () => void }} on `ended` once, for whatever reason.
 */
export function openSocket(address, { heard, proven, ended }) {
  /** @type {WebSocket | undefined} */
  let socket;
  let over = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let deadline = setTimeout(end, DEADLINE);
  const beating = setInterval(beat, EVERY);
  try {
    socket = new WebSocket(address);
    socket.onopen = beat;
    socket.onmessage = hear;
    socket.onclose = end;
    socket.onerror = end;
  } catch {
    setTimeout(end);
  }
  return { beat, close };

  /** Asks for a sign of life. */
  function beat() {
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(BEAT);
    deadline ??= setTimeout(end, DEADLINE);
  }

  /** @param {MessageEvent} event */
  function hear({ data }) {
    clearTimeout(deadline);
    deadline = undefined;
    proven();
    if (data !== BEAT) heard(JSON.parse(data));
  }

  function close() {
    over = true;
    stop();
  }

  function end() {
    if (over) return;
    close();
    ended();
  }

  function stop() {
    clearTimeout(deadline);
    clearInterval(beating);
    if (!socket) return;
    socket.onclose = socket.onerror = socket.onmessage = null;
    socket.close();
  }
}
