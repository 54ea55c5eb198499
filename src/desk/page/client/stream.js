// The live stream. While it is broken the page says so; when it is back, whatever may have been missed is fetched.
const SOON = 1000;
const LATE = 30_000;
/** Milliseconds of silence on the line before the page speaks of it: a reconnection is often quicker. */
const GRACE = 1500;

/** Listens until `close`. `opened` also after each reconnection; `lost` when it stays broken, with whether there are too many tabs. */
export function listen({ opened, lost, queue, changed, typing, incident }) {
  let source;
  let wait = SOON;
  let again;
  let alarm;
  connect();
  return {
    close() {
      clearTimeout(again);
      clearTimeout(alarm);
      source.close();
    },
  };

  function connect() {
    source = new EventSource('/desk/api/stream');
    source.onopen = () => {
      wait = SOON;
      clearTimeout(alarm);
      alarm = undefined;
      opened();
    };
    source.onerror = () => {
      alarm ??= setTimeout(async () => lost(await isCrowded(source)), GRACE);
      // The browser tries again by itself, except after an answer that is no stream.
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(again);
      again = setTimeout(connect, wait);
      wait = Math.min(LATE, wait * 2);
    };
    source.addEventListener('queue', queue);
    source.addEventListener('incident', incident);
    source.addEventListener('case', (event) => changed(JSON.parse(event.data).id));
    source.addEventListener('typing', (event) => typing(JSON.parse(event.data).id));
  }
}

/** An EventSource does not tell why it was refused: what is asked once more does. */
async function isCrowded(source) {
  if (source.readyState !== EventSource.CLOSED) return false;
  const over = new AbortController();
  const status = await fetch('/desk/api/stream', { signal: over.signal }).then(
    (response) => response.status,
    () => 0,
  );
  over.abort();
  return status === 429;
}
