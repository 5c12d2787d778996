// The button says how many changes are taken as they are chosen; the server counts them again.
"use strict";

{
  const form = document.querySelector("[data-changes]");
  const button = form?.querySelector("[data-take]");
  const count = () => {
    button.textContent = `Nhận ${form.querySelectorAll('input[type="radio"][value="word"]:checked').length} thay đổi`;
  };
  if (button) {
    form.addEventListener("change", count);
    window.addEventListener("pageshow", count); // a page from the history keeps what was chosen
  }
  document.querySelector("[data-focus]")?.focus();
}
