// A browser opens six connections to one server, and a stream keeps one. So one tab listens for all; when it goes, the next one does.
const canShare = "BroadcastChannel" in window && "locks" in navigator;

/** Follows an event stream together with the other tabs, until it is closed. What was just said is said again to whoever comes later. */
function shareStream(address, hear) {
  const name = `aktion ${address}`;
  const channel = new BroadcastChannel(name);
  const leaving = new AbortController();
  let source = null;
  let release = () => {};
  let recent = [];

  function take(data) {
    const now = Date.now();
    recent = [...recent.filter(({ at }) => at > now - 3000), { at: now, data }];
    hear(data);
  }

  function open() {
    source = new EventSource(address);
    source.onmessage = ({ data }) => {
      channel.postMessage({ data });
      take(data);
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED && !leaving.signal.aborted) setTimeout(open, 15_000);
    };
  }

  channel.onmessage = ({ data: said }) => {
    if (said.data) take(said.data);
    else if (said.alive) hear(null);
    else if (source && recent.length > 0) channel.postMessage(recent.at(-1));
  };
  channel.postMessage({ who: true });
  const held = () => new Promise((resolve) => ((release = resolve), open()));
  navigator.locks.request(name, { signal: leaving.signal }, held).catch(() => {});
  return {
    /** What was said within the last moments, while another page was coming. */
    recent: () => recent.filter(({ at }) => at > Date.now() - 3000).map(({ data }) => data),
    /** True in the tab that listens, while it hears; the others are told with `beAlive`. */
    isOpen: () => source?.readyState === EventSource.OPEN,
    beAlive: () => channel.postMessage({ alive: true }),
    close() {
      leaving.abort();
      source?.close();
      release();
      channel.close();
    },
  };
}
