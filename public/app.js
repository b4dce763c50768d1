// Small things on top of pages that work without it.
"use strict";

// "/" goes to the search or the first filter of a page, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("[data-slash]");
  if (!field) return;
  event.preventDefault();
  field.focus();
});

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
