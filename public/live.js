// What others do, as it happens: one stream for all tabs of a browser, told on between them.
(() => {
  "use strict";
  const alive_ms = 15_000;
  let stream = null;
  let heard = Date.now();

  const page = () => document.querySelector("[data-events]");
  const list = () => document.querySelector("[data-list]");
  const ticket = () => document.querySelector("[data-ticket]");

  function listen() {
    if (!stream && canShare && page()) stream = shareStream(page().dataset.events, hear);
  }

  /** `data` is null where the listening tab only says that it is still there. */
  function hear(data) {
    heard = Date.now();
    if (data !== null) show(JSON.parse(data));
  }

  function show({ open, tickets, present }) {
    for (const count of document.querySelectorAll("[data-open]")) {
      count.textContent = open;
      count.hidden = open === 0;
    }
    for (const [id, words] of Object.entries(present))
      for (const place of document.querySelectorAll(`[data-present="${id}"]`)) place.textContent = words;
    if (tickets === "all") document.dispatchEvent(new Event("aktion:anew"));
    const concerned = list() ? tickets.length > 0 : tickets === "all" || tickets.includes(Number(ticket()?.dataset.ticket));
    if (concerned) soon();
  }

  // The page is asked for again at most every second or so; out of sight, it can wait a little longer.
  let waiting = 0;
  let asked = 0;
  function soon() {
    if (waiting) return;
    const pause = (document.hidden ? 5000 : 1000) + Math.random() * 500;
    waiting = setTimeout(look, Math.max(50, asked + pause - Date.now()));
  }

  async function look() {
    waiting = 0;
    asked = Date.now();
    const place = list() ?? ticket();
    if (!place) return;
    const answer = await fetch(location.href, { headers: { "x-by-itself": "yes" } }).catch(() => null);
    if (!place.isConnected || !answer) return;
    if (answer.status === 404) return livePages.goneFrom(place);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!place.isConnected || !fresh.querySelector("[data-events]")) return; // logged out meanwhile
    livePages.refreshHead(fresh);
    if (place.dataset.ticket) livePages.refreshTicket(place, fresh);
    else livePages.refreshList(fresh);
  }

  function arrived() {
    listen();
    livePages.begin();
    for (const data of stream?.recent() ?? []) show(JSON.parse(data));
  }

  document.addEventListener("htmx:after:settle", arrived);
  setInterval(() => {
    if (stream?.isOpen()) {
      heard = Date.now();
      stream.beAlive();
    }
    // No stream, be it a browser that cannot share one: the page looks for itself, slowly.
    if (Date.now() - heard > 2.5 * alive_ms) soon();
  }, alive_ms);
  arrived();
})();
