// Many tickets at once: the bar counts what is ticked, Shift ticks a range, and all of the page without loading it again.
(() => {
  "use strict";
  let ticked = null;
  const boxes = () => [...document.querySelectorAll(".bulk input[name=ticket]")];
  function countTicked() {
    const label = document.querySelector("[data-picked]");
    if (label) label.textContent = label.dataset.picked.replace("{n}", boxes().filter((box) => box.checked).length);
  }
  document.addEventListener("click", (event) => {
    const all = event.target.closest("[data-select-page]");
    if (all) {
      event.preventDefault();
      const none = boxes().every((box) => box.checked);
      for (const box of boxes()) box.checked = !none;
      return countTicked();
    }
    if (!event.target.matches(".bulk input[name=ticket]")) return;
    const list = boxes();
    const [from, to] = [list.indexOf(ticked), list.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const box of list.slice(from, to)) box.checked = event.target.checked;
    ticked = event.target;
    countTicked();
  });
  document.addEventListener("change", ({ target }) => target.name === "ticket" && countTicked());
})();
