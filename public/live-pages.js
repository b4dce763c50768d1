// Pages that follow what others do: the fresh page is laid over the one that is read, where nobody is typing.
const livePages = (() => {
  "use strict";

  // The list: rows change where they stand, what came waits to be asked for, what went stays visible until then.
  let came = null;
  function refreshList(fresh) {
    for (const id of ["list-lead", "views"]) exchange(document.getElementById(id), fresh.getElementById(id));
    const rows = new Map([...(fresh.getElementById("tickets")?.children ?? [])].map((row) => [row.id, row]));
    for (const row of document.getElementById("tickets")?.children ?? []) {
      const now = rows.get(row.id);
      rows.delete(row.id);
      row.classList.toggle("gone", !now);
      if (now) exchange(row, now);
    }
    came = { fresh, rows: [...rows.values()].filter(isNew) };
    sayCame(came.rows.length);
  }

  // A full page moves up when something leaves it: what follows its last row was there before.
  function isNew(row) {
    const shown = document.getElementById("tickets")?.children;
    const isFull = document.querySelector("[data-list] [rel=next]");
    if (!isFull || !shown?.length) return true;
    let next = row;
    while (next) {
      if (document.getElementById(next.id)) return true;
      next = next.nextElementSibling;
    }
    return false;
  }

  function sayCame(number) {
    const news = document.getElementById("list-news");
    const words = number === 1 ? news.dataset.one : `${number} ${news.dataset.many}`;
    const said = news.querySelector("[data-said]");
    if (said.textContent !== words) said.textContent = words;
    news.querySelector("button").hidden = number === 0;
    count(number);
  }

  function showCame() {
    const { fresh, rows } = came;
    const ticked = [...document.querySelectorAll("#tickets input:checked")].map(({ value }) => value);
    document.querySelector("[data-list]").replaceWith(document.adoptNode(fresh.querySelector("[data-list]")));
    for (const box of document.querySelectorAll("#tickets input")) box.checked = ticked.includes(box.value);
    window.htmx?.process(document.querySelector("[data-list]"));
    document.querySelector(`#${rows[0].id} a`)?.focus();
    count(0);
  }

  // The ticket: its thread and its facts follow; what is being written stays as it is, where it is.
  let unseen = 0;
  function refreshTicket(place, fresh) {
    if (fresh.querySelector("[data-ticket]")?.dataset.ticket !== place.dataset.ticket) return goneFrom(place);
    const held = document.activeElement;
    const top = held.getBoundingClientRect().top;
    const said = refreshThread(fresh.getElementById("thread"));
    exchange(document.querySelector(".ticket-lead h1"), fresh.querySelector(".ticket-lead h1"));
    refreshAside(place.querySelector("aside"), fresh.querySelector("[data-ticket] aside"));
    cross(fresh, said.at(-1));
    if (held !== document.body) window.scrollBy(0, held.getBoundingClientRect().top - top);
    if (said.length === 0) return;
    document.getElementById("ticket-news").textContent = said.map(({ words }) => words).join(". ");
    if (document.hidden) count((unseen += said.length));
  }

  const entriesOf = (thread) => [...thread.children].filter(({ id }) => /^[me]-\d/.test(id));

  function refreshThread(now) {
    const thread = document.getElementById("thread");
    const said = [];
    const fresh = entriesOf(now);
    const wanted = new Set(fresh.map(({ id }) => id));
    for (const entry of entriesOf(thread)) if (!wanted.has(entry.id)) entry.remove();
    let before = thread.querySelector("header");
    for (const entry of fresh) {
      const old = document.getElementById(entry.id);
      if (old) exchange(old, entry);
      else {
        before.after(document.adoptNode(entry));
        entry.classList.add("came");
        window.htmx?.process(entry);
        said.push({ id: entry.id, words: entry.dataset.said ?? entry.textContent });
      }
      before = document.getElementById(entry.id);
    }
    return said;
  }

  // Section by section; not where somebody is choosing or typing.
  function refreshAside(old, now) {
    const [shown, fresh] = [[...old.children], [...now.children]];
    if (shown.length === fresh.length) for (const [at, section] of shown.entries()) exchange(section, fresh[at]);
    else if (!isInUse(old)) old.replaceChildren(...fresh);
    window.htmx?.process(old);
  }

  // Something came that the writer has not seen. Who has written nothing has nothing to lose: the form follows.
  function cross(fresh, newest) {
    const [form, now] = [document.querySelector("form.reply"), fresh.querySelector("form.reply")];
    if (!form || !now) return;
    const isCrossed = form.last_message_id.value !== now.last_message_id.value;
    const warning = document.querySelector("#crossing > div");
    if (!isCrossed || !form.text.value.trim()) {
      form.last_message_id.value = now.last_message_id.value;
      warning.hidden = true;
      return;
    }
    warning.dataset.now = now.last_message_id.value;
    if (newest) {
      warning.querySelector("[data-said]").textContent = newest.words;
      warning.querySelector("a").href = `#${newest.id}`;
    }
    warning.hidden = false;
  }

  /** Whoever has read it sends without being asked once more. */
  function haveRead(warning) {
    document.querySelector("form.reply").last_message_id.value = warning.dataset.now;
    warning.hidden = true;
  }

  function goneFrom(place) {
    if (place.dataset.ticket) document.getElementById("ticket-gone").hidden = false;
  }

  // The new words in the old place, unless they are the same. The focus, ticks and open folds stay.
  function exchange(old, now) {
    if (!old || !now || printOf(old) === printOf(now) || isInUse(old)) return;
    const places = "a, button, input, select, summary";
    const focused = [...old.querySelectorAll(places)].indexOf(document.activeElement);
    const ticked = [...old.querySelectorAll("input[type=checkbox]")].map(({ checked }) => checked);
    const open = [...old.querySelectorAll("details")].map((one) => one.open);
    old.className = now.className;
    old.replaceChildren(...[...now.childNodes].map((node) => document.importNode(node, true)));
    for (const [at, box] of old.querySelectorAll("input[type=checkbox]").entries()) box.checked = ticked[at] ?? box.checked;
    for (const [at, fold] of old.querySelectorAll("details").entries()) fold.open = open[at] ?? fold.open;
    window.htmx?.process(old);
    if (focused >= 0) old.querySelectorAll(places)[focused]?.focus({ preventScroll: true });
  }

  /** What a reader would notice. */
  function printOf(part) {
    const chosen = [...part.querySelectorAll("select")].map(({ value }) => value);
    return [part.className.replace(/\b(gone|came)\b/g, "").trim(), part.textContent, ...chosen].join("\n");
  }

  /** Somebody has typed or is choosing in it. */
  function isInUse(part) {
    if (part.contains(document.activeElement) && document.activeElement.matches("input:not([type=checkbox]), textarea, select"))
      return true;
    return [...part.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), textarea")].some((one) => one.value !== one.defaultValue);
  }

  function count(number) {
    document.title = (number > 0 ? `(${number}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  }

  document.addEventListener("click", ({ target }) => {
    if (target.closest("#list-news button")) showCame();
    if (target.closest("#crossing button")) haveRead(target.closest(".notice"));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unseen = 0;
    count(came?.rows.length ?? 0);
  });
  /** What every page says, and who is here: for a browser that hears no stream. */
  function refreshHead(fresh) {
    const [count, now] = [document.querySelector("[data-open]"), fresh.querySelector("[data-open]")];
    if (count && now) [count.textContent, count.hidden] = [now.textContent, now.hidden];
    const news = ".masthead a[href='/notifications']";
    exchange(document.querySelector(news), fresh.querySelector(news));
    exchange(document.querySelector(".ticket-lead .presence"), fresh.querySelector(".ticket-lead .presence"));
  }

  return {
    refreshHead,
    refreshList,
    refreshTicket,
    goneFrom,
    /** Another page is there now. */
    begin() {
      came = null;
      unseen = 0;
    },
  };
})();
