// Where this tab is, said every now and then, so that colleagues see who is at a ticket.
(() => {
  "use strict";
  const random = crypto.getRandomValues(new Uint8Array(10));
  const tab = Array.from(random, (one) => one.toString(36).padStart(2, "0")).join("");
  const place = () => document.querySelector("[data-ticket]")?.dataset.ticket;

  // Who only looks and turns away is gone; who has begun to write is still at it.
  let at = null;
  function sayWhere() {
    const isWriting = [...document.querySelectorAll("#reply-text, #note-text")].some((one) => one.value !== one.defaultValue);
    if (!place() || (document.hidden && !isWriting)) return leave();
    at = { place: place(), doing: isWriting ? "writing" : "looking" };
    post(at.place, at.doing);
  }

  function leave() {
    // Sent even while the tab goes.
    if (at) navigator.sendBeacon(`/inbox/${at.place}/presence`, new URLSearchParams({ tab, doing: "gone" }));
    at = null;
  }

  function post(ticket, doing) {
    const body = new URLSearchParams({ tab, doing });
    fetch(`/inbox/${ticket}/presence`, { method: "POST", body, headers: { "x-by-itself": "yes" } }).catch(() => {});
  }

  function arrived() {
    if (place() === at?.place) return;
    leave();
    sayWhere();
  }

  document.addEventListener("htmx:after:settle", arrived);
  document.addEventListener("aktion:anew", sayWhere); // the program may have been started again
  document.addEventListener("visibilitychange", sayWhere);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", ({ persisted }) => persisted && sayWhere());
  document.addEventListener("input", ({ target }) => {
    if (at?.doing !== "writing" && target.matches("#reply-text, #note-text")) sayWhere();
  });
  setInterval(sayWhere, 25_000);
  arrived();
})();
