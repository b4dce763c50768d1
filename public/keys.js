// Keys for those who work here for hours. Never while somebody writes, with a modifier, or in the middle of a composed letter.
(() => {
  "use strict";
  const writing = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
  const modifier = /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead)$/;
  const isOff = () => document.querySelector("[data-keys=off]") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || modifier.test(event.key)) return;
    if (event.target.matches(writing)) return whileWriting(event);
    if (hasModifier(event) || isOff()) return;
    if (event.target.matches("input[type=radio]") && event.key.startsWith("Arrow")) return;
    if (goes(event.key) || walks(event.key) || presses(event.key)) event.preventDefault();
  });

  // "#" and "[" need Alt or AltGr on many keyboards; a letter with Alt is the browser's.
  function hasModifier({ ctrlKey, metaKey, altKey, key }) {
    return metaKey || (ctrlKey && !altKey) || (altKey && /^[a-z0-9]$|^.{2,}$/i.test(key));
  }

  function whileWriting(event) {
    const { target, key } = event;
    if (key === "Escape") target.blur();
    if (key !== "Enter" || !target.form) return;
    const send = event.ctrlKey || event.metaKey ? target.form.querySelector("[data-send]") : null;
    if (!send && (event.shiftKey || !target.hasAttribute("data-enter"))) return;
    event.preventDefault();
    target.blur(); // the next page has a field of the same name, and keys are for the page again
    target.form.requestSubmit(send);
  }

  // "g", and within a second or two the letter of a list.
  let going = 0;
  function goes(key) {
    const isGoing = Date.now() - going < 2000;
    going = key === "g" && !isGoing ? Date.now() : 0;
    if (going) return true;
    const places = document.querySelector("[data-goes]")?.dataset.goes.split(" ") ?? [];
    const at = isGoing ? places.indexOf(key) : -1;
    if (at < 0 || at % 2 > 0) return false;
    location.assign(places[at + 1]);
    return true;
  }

  // Through a list: the row one stands on is the one that has the focus.
  function walks(key) {
    const rows = [...document.querySelectorAll("#tickets > li")];
    if (rows.length === 0) return false;
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (key === "j" || key === "ArrowDown") return stand(rows[at + 1] ?? rows.at(-1));
    if (key === "k" || key === "ArrowUp") return stand(rows[at < 0 ? rows.length - 1 : Math.max(0, at - 1)]);
    if (at < 0) return false;
    if (key === "o") rows[at].querySelector("p > a").click();
    if (key === "x") rows[at].querySelector("input[type=checkbox]")?.click();
    return key === "o" || key === "x";
  }

  function stand(row) {
    row.querySelector("p > a").focus();
    row.scrollIntoView({ block: "nearest" });
    return true;
  }

  // An element says with data-key which keys press it.
  function presses(key) {
    if (key === "/") return enter(document.querySelector("main [data-slash]") ?? document.querySelector("[data-slash]"));
    const all = [...document.querySelectorAll(`[data-key~="${CSS.escape(key)}"]`)];
    const pressed = all.find((one) => one.checkVisibility?.() ?? !one.hidden);
    if (!pressed) return false;
    if (pressed.matches("input[type=radio]")) pressed.checked = true;
    else if (pressed.matches(writing)) enter(pressed);
    else if (pressed.matches("summary")) unfold(pressed);
    else pressed.click();
    return true;
  }

  function enter(field) {
    if (!field) return false;
    field.focus();
    field.setSelectionRange?.(field.value.length, field.value.length);
    if (field.matches("select")) showChoice(field);
    return true;
  }

  // Open, a list of choices is walked through before one is taken.
  function showChoice(select) {
    try {
      select.showPicker();
    } catch {} // some browsers show it only to a hand on the mouse
  }

  function unfold(summary) {
    const fold = summary.parentElement;
    fold.open = true;
    const first = fold.querySelector("textarea, input:not([type=hidden]), select, button");
    if (first?.matches(writing)) enter(first);
    else first?.focus();
  }

  // Back from a ticket, one stands where one was.
  function arrive() {
    if (/^#t-\d+$/.test(location.hash)) document.querySelector(location.hash)?.querySelector("p > a")?.focus();
  }
  document.addEventListener("htmx:after:settle", arrive);
  arrive();
})();
