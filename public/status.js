// On top of a page that is whole without it: the strokes can be walked through, day by day, with the keyboard or the pointer.
"use strict";

const narrow = matchMedia("(max-width: 44rem)");
for (const bars of document.querySelectorAll(".bars")) {
  const row = bars.closest("li");
  const drawn = bars.querySelector("svg");
  const days = drawn.viewBox.baseVal.width / 8;
  const first = () => (narrow.matches ? days - 30 : 0);
  const says = document.createElement("output");
  const mark = document.createElement("i");
  row.querySelector(".num").after(says);
  drawn.setAttribute("aria-hidden", "true");
  Object.assign(bars, { tabIndex: 0, role: "slider", ariaValueMin: 0, ariaValueMax: days - 1 });
  bars.setAttribute("aria-label", `${row.querySelector("b").textContent}: ${drawn.getAttribute("aria-label")}`);
  let day = days - 1;
  show(day, false);

  function show(wanted, seen = true) {
    day = Math.min(Math.max(wanted, first()), days - 1);
    const said = words(row, day);
    bars.ariaValueNow = day;
    bars.ariaValueText = said;
    if (!seen) return;
    says.textContent = said;
    const share = 100 / (days - first());
    mark.style.left = `${(day - first()) * share}%`;
    mark.style.width = `${share * 0.78}%`;
    bars.append(mark);
  }

  bars.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -days, End: days }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    show(day + by);
  });
  bars.addEventListener("focus", () => show(day));
  bars.addEventListener("blur", hide);
  bars.addEventListener("pointermove", ({ clientX }) => {
    const { left, width } = bars.getBoundingClientRect();
    show(first() + Math.floor(((clientX - left) / width) * (days - first())));
  });
  bars.addEventListener("pointerleave", () => document.activeElement === bars || hide());

  function hide() {
    says.textContent = "";
    mark.remove();
  }
}

/** The line of the list that speaks of a day, or that all was well. */
function words(row, day) {
  const on = new Date(Date.parse(`${row.parentElement.dataset.from}T12:00:00Z`) + day * 86_400_000).toISOString().slice(0, 10);
  const line = [...row.querySelectorAll("details li")].find(({ dataset, firstElementChild }) =>
    dataset.to ? dataset.day <= on && on <= dataset.to : firstElementChild.dateTime === on,
  );
  const date = `${on.slice(8)}.${on.slice(5, 7)}.${on.slice(0, 4)}`;
  if (line && !line.dataset.to) return line.textContent.replace(/\s+/g, " ").trim();
  const german = document.documentElement.lang.startsWith("de");
  if (line) return `${date} ${german ? "nicht überwacht" : "not watched"}`;
  return `${date} ${german ? "läuft; 100%" : "up; 100%"}`;
}
