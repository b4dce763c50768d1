// A saved reply comes to where the cursor is.
(() => {
  "use strict";
  document.addEventListener("click", async (event) => {
    const picker = event.target.closest("[data-saved] button")?.closest("[data-saved]");
    if (!picker) return;
    event.preventDefault();
    const [field, said] = [picker.querySelector("input"), picker.querySelector(".error")];
    const text = picker.closest("form").elements.text;
    if (field.value.trim() === "") return field.focus();
    const asked = { method: "POST", body: new URLSearchParams({ saved: field.value }), headers: { accept: "text/plain" } };
    const answer = await fetch(picker.dataset.saved, asked).catch(() => null);
    if (!answer?.ok || !answer.headers.get("content-type").startsWith("text/plain")) {
      const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
      said.textContent = page?.querySelector("main h1")?.textContent ?? "…";
      return field.focus();
    }
    said.textContent = field.value = "";
    text.setRangeText(await answer.text(), text.selectionStart, text.selectionEnd, "end");
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
