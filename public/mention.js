// After an @ in a note, the names below narrow down: arrows choose, Enter or Tab writes the name.
(() => {
  "use strict";
  const namesBelow = (field) => field.form?.querySelector("[data-mentionable] ul");
  const begun = (field) => /(?:^|[\s(])@([\p{L}\p{M}\p{N}'’ -]{0,40})$/u.exec(field.value.slice(0, field.selectionStart));

  document.addEventListener("input", ({ target }) => target.matches("textarea") && namesBelow(target) && narrow(target));

  function narrow(field, step = 0) {
    const [list, typed] = [namesBelow(field), begun(field)?.[1].toLowerCase()];
    const fits = (name) => typed !== undefined && [name, ...name.split(/\s+/)].some((part) => part.toLowerCase().startsWith(typed));
    const fitting = [...list.children].filter(({ dataset: { name } }) => fits(name) && name.toLowerCase() !== typed);
    const was = fitting.findIndex((one) => one.ariaSelected === "true");
    const chosen = fitting.length > 0 ? fitting[(Math.max(was, 0) + step + fitting.length) % fitting.length] : null;
    if (fitting.length > 0) list.setAttribute("role", "listbox");
    else list.removeAttribute("role");
    list.id ||= "mentionable-names";
    for (const [n, one] of [...list.children].entries()) {
      one.id ||= `mentionable-${n}`;
      one.hidden = fitting.length > 0 && !fitting.includes(one);
      if (fitting.length > 0) one.setAttribute("role", "option");
      else one.removeAttribute("role");
      if (fitting.length > 0) one.ariaSelected = String(one === chosen);
      else one.removeAttribute("aria-selected");
    }
    if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
    else field.removeAttribute("aria-activedescendant");
    return chosen;
  }

  function mention(field, name) {
    const typed = begun(field)?.[1].length ?? 0;
    const from = field.selectionStart - typed;
    field.setRangeText(begun(field) ? `${name} ` : `@${name} `, from, field.selectionStart, "end");
    field.focus();
    narrow(field);
  }

  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!target.hasAttribute("aria-activedescendant") || event.isComposing || event.shiftKey) return;
    if (key === "ArrowDown" || key === "ArrowUp") narrow(target, key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" || key === "Tab") mention(target, document.getElementById(target.getAttribute("aria-activedescendant")).dataset.name);
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", ({ target }) => {
    const name = target.closest("[data-mentionable] li");
    if (name) mention(name.closest("form").querySelector("textarea"), name.dataset.name);
  });
})();
