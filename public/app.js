// Small things on top of pages that work without it.
"use strict";

// A filter answers as soon as it is chosen; without script there is a button.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-eager]");
  if (form) form.requestSubmit();
});

// A second click on a sending form sends nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sending) event.preventDefault();
  form.dataset.sending = "yes";
  setTimeout(() => delete form.dataset.sending, 4000);
});

// The round: every browser shows what the room is looking at, and nobody's words are overwritten while they write.
let stream = null;
function follow() {
  const page = document.querySelector("[data-live]");
  if (stream?.address !== page?.dataset.live) listen(page);
  if (page && stream.heard > Number(page.dataset.version)) refresh();
}

function listen(page) {
  stream?.close();
  stream = page ? { address: page.dataset.live, heard: 0, close: heardFrom(page.dataset.live) } : null;
}

/** Gives the way to stop. Where tabs cannot share, each has a stream of its own. */
function heardFrom(address) {
  const hear = (data) => {
    if (stream?.address !== address) return;
    stream.heard = Number(data);
    follow();
  };
  if (canShare) return shareStream(address, hear).close;
  const source = new EventSource(address);
  source.onmessage = ({ data }) => hear(data);
  return () => source.close();
}

async function refresh() {
  const old = document.getElementById("main");
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
  // Somebody went on to another page meanwhile: what is heard by now is compared with that one.
  if (!fresh || !old.isConnected) return fresh ? follow() : undefined;
  if (isWritten(old.querySelector("form[data-words]"))) return refreshAround(old, fresh);
  const item = (main) => main.querySelector("[data-live]")?.dataset.item;
  const focused = item(old) === item(fresh) ? document.activeElement?.id : "";
  old.replaceWith(document.adoptNode(fresh));
  window.htmx?.process(fresh);
  if (focused) document.getElementById(focused)?.focus();
  follow();
}

// What others said appears beside the form; the form stays as it is.
function refreshAround(old, fresh) {
  const [shown, now] = [old.querySelector("[data-live]"), fresh.querySelector("[data-live]")];
  const moved = shown.dataset.item !== now?.dataset.item;
  old.querySelector("#moved").hidden = !moved;
  shown.dataset.version = now?.dataset.version ?? String(stream?.heard ?? 0);
  const said = fresh.querySelector("#said");
  if (!moved && said) old.querySelector("#said").replaceWith(document.adoptNode(said));
}

function isWritten(form) {
  if (!form) return false;
  if (form.dataset.words === "returned" || form.dataset.sending) return true;
  return [...form.elements].some((one) => one.checked !== one.defaultChecked || (one.defaultValue ?? one.value) !== one.value);
}

document.addEventListener("htmx:after:settle", follow);
document.addEventListener("htmx:error", () => document.getElementById("offline")?.removeAttribute("hidden"));
setInterval(() => {
  for (const clock of document.querySelectorAll("[data-since]"))
    clock.textContent = `${Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.since)) / 60_000))} min`;
}, 20_000);
follow();

// What can be taken back for a while says so no longer than that.
setInterval(() => {
  for (const flash of document.querySelectorAll("[data-until]"))
    if (Date.parse(flash.dataset.until) < Date.now()) flash.remove();
}, 1000);

// A mail in its frame is as high as it is long.
document.addEventListener("load", ({ target }) => target.matches?.("iframe[data-fit]") && fit(target), true);
for (const frame of document.querySelectorAll("iframe[data-fit]"))
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") fit(frame);
function fit(frame) {
  frame.style.blockSize = "0";
  frame.style.blockSize = `${frame.contentDocument.documentElement.scrollHeight + 2}px`;
}

// What somebody writes is kept while they write: on another device, after a crash, it is there.
let keeping = 0;
document.addEventListener("input", ({ target }) => {
  const form = target.form;
  if (!form?.dataset.draft || target.type === "file") return;
  clearTimeout(keeping);
  keeping = setTimeout(() => keepDraft(form), 1500);
});

async function keepDraft(form) {
  if (!form.isConnected || form.dataset.sending) return;
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  const answer = await fetch(form.dataset.draft, { method: "POST", body: fields, redirect: "manual" }).catch(() => null);
  const note = form.querySelector("[data-draft-kept]");
  if (note) note.hidden = !answer || (answer.type !== "opaqueredirect" && !answer.ok);
}
document.addEventListener("submit", () => clearTimeout(keeping));
