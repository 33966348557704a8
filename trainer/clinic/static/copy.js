"use strict";
// A button with data-copy puts the text of the field of that id on the clipboard, and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  let copied = true;
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Without TLS browsers have no clipboard for scripts; this older way still works.
    field.select();
    copied = document.execCommand("copy");
  }
  button.parentElement.querySelector("[role=status]").textContent = copied ? button.dataset.copied : "";
});
